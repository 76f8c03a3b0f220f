using System.Text.Json.Nodes;
using OiPayments.Cli.Output;
using OiPayments.Client;

namespace OiPayments.Cli.Invocation;

/// <summary>Says what went wrong, what to do next, and by which id those who run the service find it.</summary>
internal static class Failures
{
    public static int Report(Screen screen, Exception failure)
    {
        switch (failure)
        {
            case CommandFailure own:
                screen.Error(own.Message, null, new JsonObject { ["message"] = own.Message });
                return own.ExitCode;
            case OiPaymentsException said:
                var (message, next) = (AsTyped(said.Message), NextStep(said));
                screen.Error(
                    said.RequestId is { } id ? $"{message}\nRequest {id}" : message, next,
                    new JsonObject
                    {
                        ["errorCode"] = said.ErrorCode?.Value,
                        ["message"] = message,
                        ["status"] = (int?)said.Status,
                        ["requestId"] = said.RequestId,
                        ["fields"] = new JsonObject(said.FieldErrors.Select(field =>
                            KeyValuePair.Create(field.Key, (JsonNode?)field.Value))),
                        ["outcomeUnknown"] = said.OutcomeUnknown,
                    });
                return said is OiPaymentsUnavailableException || said.ErrorCode is null ? ExitCodes.NotReachable : ExitCodes.Refused;
            default:
                var text = $"{failure.Message} Nothing more is known; run the command again.";
                screen.Error(text, null, new JsonObject { ["message"] = text });
                return ExitCodes.Refused;
        }
    }

    /// <summary>The client's words for a program's settings, in those of the command line.</summary>
    public static string AsTyped(string message) => message
        .Replace("OiPayments:BaseAddress", "The API's address (--api)", StringComparison.Ordinal)
        .Replace("OiPayments:ApiKey", "The key (--key)", StringComparison.Ordinal)
        .Replace("OiPayments:ApiSecret", "The secret", StringComparison.Ordinal)
        .Replace("OiPayments:Timeout or AttemptTimeout allow", "oi waits for", StringComparison.Ordinal);

    private static string? NextStep(OiPaymentsException failure) => failure switch
    {
        { ErrorCode: null } => "Is the service running, and its address right? 'oi whoami' shows it, 'oi login' changes it.",
        OiPaymentsUnavailableException { RetryAfter: { } wait } => $"Run it again in {Math.Ceiling(wait.TotalSeconds):0} seconds.",
        OiPaymentsUnavailableException => "Run it again in a moment.",
        { ErrorCode: { } code } when code == ErrorCode.Unauthorized => "Run 'oi login' with a key and secret that hold.",
        { ErrorCode: { } code } when code == ErrorCode.RateLimited => "Wait a moment, and run it again.",
        { ErrorCode: { } code } when code == ErrorCode.ResourceNotFound =>
            "'oi whoami' says whose records these are: those of another application or mode are not found.",
        { ErrorCode: { } code } when code == ErrorCode.ValidationError => "Correct what is named, and run it again.",
        _ => null,
    };
}
