using System.Globalization;

namespace OiPayments.Sandbox.Endpoints;

/// <summary>
/// What time it is for a call: what its header <c>Sandbox-Time</c> says, an instant of ISO 8601 in UTC, else real time. So a merchant whose
/// own clock is ahead, as in a test of next week, finds sessions expired and refunds done, and nobody else does.
/// </summary>
internal static class SandboxTime
{
    private const string Header = "Sandbox-Time";

    public static DateTimeOffset Of(HttpRequest request, TimeProvider clock) =>
        DateTimeOffset.TryParse(
            request.Headers[Header], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var said)
            ? said
            : clock.GetUtcNow();
}
