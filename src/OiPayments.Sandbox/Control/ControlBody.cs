using System.Text.Json;
using OiPayments.Sandbox.Scenarios;

namespace OiPayments.Sandbox.Control;

/// <summary>What <c>/control</c> is sent, and how it says what is wrong with that.</summary>
internal static class ControlBody
{
    public static async Task<(T? Value, string Problem)> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(request.Body, ScenarioReading.Json, request.HttpContext.RequestAborted);
            return (value, "The body is empty.");
        }
        catch (JsonException problem)
        {
            return (null, NotExpected(problem));
        }
    }

    public static string NotExpected(JsonException problem) => $"The body is not what was expected: {problem.Message}";

    public static IResult Problem(int status, string message) => Results.Json(new { error = message }, statusCode: status);
}
