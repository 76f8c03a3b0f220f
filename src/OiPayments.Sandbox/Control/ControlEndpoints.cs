using System.Text.Json;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Notices;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Control;

/// <summary><c>/control</c>: lets a test decide how a session ends, and make the sandbox misbehave.</summary>
internal static class ControlEndpoints
{
    private const int ListedSessions = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static void Map(IEndpointRouteBuilder sandbox)
    {
        var control = sandbox.MapGroup("/control");
        control.MapGet("/sessions", (SessionBook sessions) =>
            Results.Json(sessions.Newest(ListedSessions).Select(SessionView.Of)));
        control.MapGet("/sessions/{key}", (string key, SessionBook sessions) =>
            sessions.Find(key) is { } session ? Results.Json(SessionView.Of(session)) : NoSuchSession());
        control.MapPost("/sessions/{key}/outcome", EndAsync);
        control.MapGet("/faults", (FaultBoard faults) => Results.Json(faults.Current, Json));
        control.MapPost("/faults", SetFaultsAsync);
        control.MapDelete("/faults", (FaultBoard faults) => Results.Json(faults.Current = Faults.NoFaults, Json));
    }

    private static async Task<IResult> EndAsync(
        string key, HttpRequest request, SessionBook sessions, EndSession end, TimeProvider clock)
    {
        var (wish, unreadable) = await ReadAsync<OutcomeRequest>(request);
        if (wish is null) return Problem(StatusCodes.Status400BadRequest, unreadable);
        if (sessions.Find(key) is not { } session) return NoSuchSession();

        var now = clock.GetUtcNow();
        if (session.ExpiresAt <= now) await end.OverdueAsync(session);
        if (wish.ToAttempt(now, out var attempt) is { } problem) return Problem(StatusCodes.Status400BadRequest, problem);
        if (!await end.WithAsync(session, attempt))
        {
            return Problem(StatusCodes.Status409Conflict,
                $"The session has already ended: {TransactionFields.StatusOf(session.Attempt)}.");
        }
        return Results.Json(EndedView.Of(session, attempt, await session.Notified));
    }

    private static async Task<IResult> SetFaultsAsync(HttpRequest request, FaultBoard board)
    {
        var (faults, unreadable) = await ReadAsync<Faults>(request);
        if (faults is null) return Problem(StatusCodes.Status400BadRequest, unreadable);
        if (faults.Problem() is { } problem) return Problem(StatusCodes.Status400BadRequest, problem);
        return Results.Json(board.Current = faults, Json);
    }

    private static async Task<(T? Value, string Problem)> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        try
        {
            return (await JsonSerializer.DeserializeAsync<T>(request.Body, Json, request.HttpContext.RequestAborted), "The body is empty.");
        }
        catch (JsonException problem)
        {
            return (null, $"The body is not what was expected: {problem.Message}");
        }
    }

    private static IResult NoSuchSession() => Problem(StatusCodes.Status404NotFound, "No session has this key.");

    private static IResult Problem(int status, string message) => Results.Json(new { error = message }, statusCode: status);
}
