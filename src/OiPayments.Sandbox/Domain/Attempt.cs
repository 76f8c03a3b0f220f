namespace OiPayments.Sandbox.Domain;

internal enum Outcome
{
    Paid,
    Failed,
    Cancelled,
    Unattempted,
    Expired,
}

/// <summary>How a session ended. Made once and never changed, except that a paid one remembers its first validation.</summary>
internal sealed class Attempt
{
    private readonly Lock validating = new();
    private DateTimeOffset? validatedAt;

    private Attempt(Outcome outcome) => Outcome = outcome;

    public Outcome Outcome { get; }

    /// <summary>Null when the customer never chose a way to pay.</summary>
    public Channel? Channel { get; private init; }

    public string ValidationId { get; private init; } = "";

    public string BankTransactionId { get; private init; } = "";

    public string CardReference { get; private init; } = "";

    public string Error { get; private init; } = "";

    /// <summary>Paid like any other, but the merchant is advised to hold the goods.</summary>
    public bool IsRisky { get; private init; }

    /// <summary>When the customer paid; null unless they did.</summary>
    public DateTimeOffset? PaidAt { get; private init; }

    public DateTimeOffset? ValidatedAt
    {
        get
        {
            lock (validating) return validatedAt;
        }
    }

    public static Attempt Paid(Channel channel, bool risky, DateTimeOffset now) => new(Outcome.Paid)
    {
        Channel = risky ? channel.AsRisky() : channel,
        ValidationId = GatewayIds.Dated(now),
        BankTransactionId = GatewayIds.Dated(now),
        CardReference = GatewayIds.CardReference(),
        IsRisky = risky,
        PaidAt = now,
    };

    public static Attempt Failed(Channel channel, string error, DateTimeOffset now) => new(Outcome.Failed)
    {
        Channel = channel,
        BankTransactionId = GatewayIds.Dated(now),
        Error = error,
    };

    public static Attempt Cancelled() => new(Outcome.Cancelled) { Error = "Cancelled by User" };

    public static Attempt Unattempted() => new(Outcome.Unattempted) { Error = "Customer did not choose to pay any channel" };

    public static Attempt Expired() => new(Outcome.Expired) { Error = "Payment session expired" };

    /// <summary>True for the very first caller, which hears VALID; everyone after it hears VALIDATED.</summary>
    public bool Validate(DateTimeOffset now)
    {
        lock (validating)
        {
            if (validatedAt is not null) return false;
            validatedAt = now;
            return true;
        }
    }
}
