using OiPayments.Lists;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Refunds;

/// <summary>On the wire <c>CAPTURE</c> and <c>SUSPENSE</c>: which money a refund gives back.</summary>
public enum RefundSource
{
    /// <summary>What the payment captured: the application's money.</summary>
    Capture,

    /// <summary>Money of an attempt that never counted: surplus, risky or of a wrong amount. Always given back whole.</summary>
    Suspense,
}

/// <summary>On the wire <c>UNCLEAR</c> and <c>CONTRADICTED</c>: why a refund waits for a person beside approval.</summary>
public enum RefundAttention
{
    /// <summary>The service cannot find out what becomes of it by asking.</summary>
    Unclear,

    /// <summary>A person said what became of it, and the gateway said the opposite later.</summary>
    Contradicted,
}

/// <summary>Money on its way back to a customer.</summary>
internal sealed partial class Refund : IScoped, IReferenced<Refund>, IRefundOfPayment
{
    public const string ReferencePrefix = "rfd_";

    public const int MaxReasonLength = 500;
    public const int MaxNoteLength = 500;

    /// <summary><see cref="CreatedBy"/> of a refund that the application asked for.</summary>
    public const string ByApplication = "application";

    /// <summary><see cref="CreatedBy"/> of a refund that the application's settings ask for.</summary>
    public const string ByPolicy = "policy";

    static string IReferenced<Refund>.Prefix => ReferencePrefix;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<Refund> Id { get; init; }
    public required Mode Mode { get; init; }
    public required string Reference { get; init; }
    public required Id<Payment> PaymentId { get; init; }

    /// <summary>Whose money it is: the gateway gives back what one transaction took.</summary>
    public required Id<PaymentAttempt> AttemptId { get; init; }

    public required RefundSource Source { get; init; }
    public required long AmountMinor { get; init; }
    public required Currency Currency { get; init; }
    public string? Reason { get; init; }

    /// <summary>The transaction at the gateway that took the money.</summary>
    public required string BankTransactionId { get; init; }

    /// <summary>Who asked: <see cref="ByApplication"/>, <see cref="ByPolicy"/> or <c>operator:7</c>.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>What the gateway is asked for: the same amount, or, of another currency than the gateway's, what it converts to.</summary>
    public required long GatewayAmountMinor { get; init; }

    public required Currency GatewayCurrency { get; init; }

    /// <summary>The rate of the capture, as the gateway stated it; null where nothing was converted.</summary>
    public required string? ExchangeRate { get; init; }

    /// <summary>
    /// What is sent more, or less, than the amount at that rate, so that all parts of a payment come to exactly what was taken.
    /// </summary>
    public required long RoundingMinor { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public RefundStatus Status { get; private set; } = RefundStatus.AwaitingApproval;
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Why it failed or was rejected, for people.</summary>
    public string? FailureMessage { get; private set; }

    /// <summary>Why a person has to look; null when nobody has to.</summary>
    public RefundAttention? Attention { get; private set; }

    /// <summary>When to go on with it; null when it is over.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The span that made it, which what follows links to, as <see cref="ProductTraces"/> keeps it; null for none.</summary>
    public byte[]? TraceContext { get; init; }

    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    public Money Amount => new(AmountMinor, Currency);

    public bool IsOfCapture => Source is RefundSource.Capture;

    /// <summary>What the gateway is asked for.</summary>
    public Money GatewayAmount => new(GatewayAmountMinor, GatewayCurrency);

    /// <summary>It goes to the gateway: at once, or because enough people agreed.</summary>
    public Refusal? Start(DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Pending, now) is { } refusal) return refusal;
        DueAt = now;
        return null;
    }

    public Refusal? Succeed(string? note, DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Succeeded, now) is { } refusal) return refusal;
        (Note, DueAt, LeasedBy) = (note?.CutTo(MaxNoteLength), null, null);
        return null;
    }

    public Refusal? Fail(string message, string? note, DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Failed, now) is { } refusal) return refusal;
        (FailureMessage, Note, DueAt, LeasedBy) = (message.CutTo(MaxNoteLength), note?.CutTo(MaxNoteLength), null, null);
        return null;
    }

    private Refusal? MoveTo(RefundStatus next, DateTimeOffset now)
    {
        if (RefundLifecycle.Steps.Step(Status, next).IsRefused(out var refusal, out var step)) return refusal;
        Status = step.To;
        Touch(now);
        return null;
    }

    private void Touch(DateTimeOffset now)
    {
        // Made by one node and changed by another at once: their clocks differ a little.
        (UpdatedAt, Version) = (now < CreatedAt ? CreatedAt : now, Version + 1);
        Attention = ContradictedAt is not null && ContradictionSeenBy is null ? RefundAttention.Contradicted
            : Status is RefundStatus.Pending && GatewayWord is { NeedsAPerson: true } ? RefundAttention.Unclear
            : null;
    }
}
