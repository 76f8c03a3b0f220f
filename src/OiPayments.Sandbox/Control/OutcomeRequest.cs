using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Control;

/// <summary>How a test wants a session to end.</summary>
/// <param name="Outcome"><c>success</c>, <c>risk</c>, <c>failed</c>, <c>cancelled</c>, <c>unattempted</c> or <c>expired</c>.</param>
/// <param name="Channel">A code such as <c>VISA</c> or <c>BKASH</c>; VISA when absent.</param>
/// <param name="Error">The reason of a failure; <c>Do not honor</c> when absent.</param>
internal sealed record OutcomeRequest(string? Outcome, string? Channel = null, string? Error = null)
{
    public const string DefaultError = "Do not honor";

    /// <summary>Makes the attempt, or says what is wrong with the wish.</summary>
    public string? ToAttempt(DateTimeOffset now, out Attempt attempt)
    {
        attempt = null!;
        if (Domain.Channel.Find(Channel ?? "VISA") is not { } channel)
            return $"\"channel\" must be one of {string.Join(", ", Domain.Channel.All.Select(known => known.Code))}.";

        switch (Outcome)
        {
            case "success":
                attempt = Attempt.Paid(channel, risky: false, now);
                return null;
            case "risk":
                attempt = Attempt.Paid(channel, risky: true, now);
                return null;
            case "failed":
                attempt = Attempt.Failed(channel, string.IsNullOrWhiteSpace(Error) ? DefaultError : Error, now);
                return null;
            case "cancelled":
                attempt = Attempt.Cancelled();
                return null;
            case "unattempted":
                attempt = Attempt.Unattempted();
                return null;
            case "expired":
                attempt = Attempt.Expired();
                return null;
            default:
                return "\"outcome\" must be one of success, risk, failed, cancelled, unattempted, expired.";
        }
    }
}
