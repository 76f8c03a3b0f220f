using OiPayments.Gateways;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>How far one try at the gateway has come.</summary>
public enum AttemptStatus
{
    /// <summary>Written before the gateway is called, so that a lost answer leaves a trace to ask about.</summary>
    Opening,

    /// <summary>The gateway did not answer; whether it opened a session is to be asked.</summary>
    Unanswered,

    /// <summary>The customer is, or may be, on the gateway's page.</summary>
    Open,

    /// <summary>The gateway confirmed the money, and it paid for the payment.</summary>
    Paid,

    /// <summary>The gateway took the money and calls it risky; an operator decides.</summary>
    Held,

    /// <summary>The gateway took money for a payment that was paid already: it waits in suspense.</summary>
    Surplus,

    /// <summary>The gateway charged something else than was asked; a person has to look.</summary>
    Mismatched,

    /// <summary>The gateway would not open a session.</summary>
    Refused,

    Failed,
    Cancelled,
    Unattempted,
    Expired,
}

/// <summary>One try to collect a payment, under a transaction id of its own at the gateway.</summary>
internal sealed class PaymentAttempt : IScoped
{
    /// <summary>With this prefix a transaction id is 27 characters of <c>[A-Za-z0-9]</c>; SSLCOMMERZ documents at most 30.</summary>
    public const string TransactionIdPrefix = "oi";
    public const int MaxReasonLength = 255;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<PaymentAttempt> Id { get; init; }
    public required Id<Payment> PaymentId { get; init; }
    public required Mode Mode { get; init; }
    public required string TransactionId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public AttemptStatus Status { get; private set; } = AttemptStatus.Opening;
    public string? SessionKey { get; private set; }
    public Uri? CustomerUrl { get; private set; }
    public string? ValidationId { get; private set; }
    public string? BankTransactionId { get; private set; }
    public string? Channel { get; private set; }
    public bool IsRisky { get; private set; }
    public string? Reason { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>When the customer's browser came back without the outcome being known; null when it did not, or it was.</summary>
    public DateTimeOffset? ReturnedAt { get; private set; }

    /// <summary>How often the gateway was asked of our own accord; spaces the questions out.</summary>
    public int TimesAsked { get; private set; }

    public int Version { get; private set; }

    /// <summary>Whether money may still arrive for it, as far as we know.</summary>
    public bool IsOpen => Status is AttemptStatus.Opening or AttemptStatus.Unanswered or AttemptStatus.Open;

    /// <summary>Whether money has arrived for it.</summary>
    public bool HasMoney => Status is AttemptStatus.Paid or AttemptStatus.Held or AttemptStatus.Surplus or AttemptStatus.Mismatched;

    public void SessionOpened(GatewaySession session, DateTimeOffset now)
    {
        (SessionKey, CustomerUrl) = (session.SessionKey, session.CustomerUrl);
        MoveTo(AttemptStatus.Open, now);
    }

    /// <summary>The gateway did not answer when it was asked for a session. It may have opened one: that is for it to say.</summary>
    public void SessionWentUnanswered(DateTimeOffset now) => MoveTo(AttemptStatus.Unanswered, now);

    public void Refuse(string reason, DateTimeOffset now) => End(AttemptStatus.Refused, reason, now);

    public void EndWithout(AttemptEnding ending, string reason, DateTimeOffset now) => End(
        ending switch
        {
            AttemptEnding.Failed => AttemptStatus.Failed,
            AttemptEnding.Cancelled => AttemptStatus.Cancelled,
            AttemptEnding.Unattempted => AttemptStatus.Unattempted,
            AttemptEnding.Expired => AttemptStatus.Expired,
        },
        reason,
        now);

    public void Receive(GatewayReceipt receipt, AttemptStatus status, DateTimeOffset now)
    {
        (ValidationId, BankTransactionId, Channel, IsRisky) = (receipt.ValidationId, receipt.BankTransactionId, receipt.Channel, receipt.IsRisky);
        MoveTo(status, now);
    }

    public void CustomerReturned(DateTimeOffset now) => ReturnedAt ??= now;

    public void Asked() => TimesAsked++;

    private void End(AttemptStatus status, string reason, DateTimeOffset now)
    {
        Reason = reason.Length > MaxReasonLength ? reason[..MaxReasonLength] : reason;
        MoveTo(status, now);
    }

    private void MoveTo(AttemptStatus next, DateTimeOffset now) => (Status, UpdatedAt, Version) = (next, now, Version + 1);
}
