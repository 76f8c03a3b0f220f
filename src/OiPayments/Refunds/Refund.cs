using OiPayments.Operators;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>On the wire <c>AWAITING_APPROVAL</c>, <c>PENDING</c>, <c>SUCCEEDED</c>, <c>FAILED</c> and <c>REJECTED</c>.</summary>
public enum RefundStatus
{
    /// <summary>Parked until another operator has looked at it. Holds balance; nothing has moved, and nobody outside is told.</summary>
    AwaitingApproval,

    /// <summary>On its way at the gateway, or about to be.</summary>
    Pending,

    /// <summary>The gateway says that the money was given back.</summary>
    Succeeded,

    /// <summary>The gateway says that it will not give the money back. The balance is free again.</summary>
    Failed,

    /// <summary>An operator said no, or nobody said yes in time. The balance is free again.</summary>
    Rejected,
}

/// <summary>On the wire <c>CAPTURE</c> and <c>SUSPENSE</c>: which money a refund gives back.</summary>
public enum RefundSource
{
    /// <summary>What the payment captured: the application's money.</summary>
    Capture,

    /// <summary>Money of an attempt that never counted: surplus, risky or of a wrong amount. Always given back whole.</summary>
    Suspense,
}

/// <summary>Every step a refund may take. A step that is not listed does not happen.</summary>
internal static class RefundLifecycle
{
    public static bool Allows(RefundStatus from, RefundStatus to) => (from, to) is
        (RefundStatus.AwaitingApproval, RefundStatus.Pending) or
        (RefundStatus.AwaitingApproval, RefundStatus.Rejected) or
        (RefundStatus.Pending, RefundStatus.Succeeded) or
        (RefundStatus.Pending, RefundStatus.Failed);
}

/// <summary>Money on its way back to a customer.</summary>
internal sealed class Refund : IScoped, IReferenced<Refund>
{
    public const string ReferencePrefix = "rfd_";

    static string IReferenced<Refund>.Prefix => ReferencePrefix;
    public const int MaxReasonLength = 500;
    public const int MaxNoteLength = 500;

    /// <summary><see cref="CreatedBy"/> of a refund that the application asked for.</summary>
    public const string ByApplication = "application";

    /// <summary><see cref="CreatedBy"/> of a refund that the application's settings ask for.</summary>
    public const string ByPolicy = "policy";

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

    /// <summary>How many operators, beside the one who asked, have to agree.</summary>
    public required int ApprovalsNeeded { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when a parked refund can be approved; null for one that was not parked.</summary>
    public DateTimeOffset? ApproveBefore { get; init; }

    public RefundStatus Status { get; private set; } = RefundStatus.AwaitingApproval;
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Who agreed first, and second where two are needed: <c>operator:8</c>.</summary>
    public string? ApprovedBy { get; private set; }
    public string? SecondApprovedBy { get; private set; }

    /// <summary>Who said no; null when nobody did.</summary>
    public string? RejectedBy { get; private set; }

    /// <summary>The gateway's own id for it; null until it gave one.</summary>
    public string? GatewayRefundId { get; private set; }

    /// <summary>Why it failed or was rejected, for people.</summary>
    public string? FailureMessage { get; private set; }

    /// <summary>What the gateway last said while the outcome is open: for operators.</summary>
    public string? Note { get; private set; }

    /// <summary>How often the gateway was asked, spacing the questions out.</summary>
    public int TimesAsked { get; private set; }

    /// <summary>
    /// How many calls to start it were begun and not clearly answered. After one of those, a "no" of the gateway may be about a
    /// refund that it has already made, and is for a person to judge.
    /// </summary>
    public int UnansweredCalls { get; private set; }

    /// <summary>When to go on with it; null when it is over.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The node that is calling the gateway about it right now; null when none is.</summary>
    public long? LeasedBy { get; private set; }

    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>The id the gateway knows it by, the same over every call: <see cref="Reference"/> in letters and digits, 28 of the 30 allowed.</summary>
    public string GatewayReference => Reference.Replace("_", "", StringComparison.Ordinal);

    public static string By(SignedInOperator who) => $"operator:{who.Id}";

    /// <summary>It goes to the gateway: at once, or because enough people agreed.</summary>
    public Refusal? Start(DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Pending, now) is { } refusal) return refusal;
        DueAt = now;
        return null;
    }

    /// <summary>Parks it until <see cref="ApproveBefore"/>.</summary>
    public void Park(DateTimeOffset now)
    {
        DueAt = ApproveBefore;
        Touch(now);
    }

    /// <summary>One more operator agrees. The refusal says why this one cannot.</summary>
    public Refusal? Approve(string who, DateTimeOffset now)
    {
        if (Status is not RefundStatus.AwaitingApproval)
            return new(ErrorCode.InvalidOperationState, $"This refund is {WireNames<RefundStatus>.Of(Status)}; only one that is AWAITING_APPROVAL can be approved.");
        if (who == CreatedBy) return new(ErrorCode.Forbidden, "Whoever asked for a refund cannot approve it; somebody else has to. Nothing was changed.");
        if (who == ApprovedBy) return new(ErrorCode.Forbidden, "You have approved this refund already; it needs a second person. Nothing was changed.");

        if (ApprovedBy is null) ApprovedBy = who;
        else SecondApprovedBy = who;
        Touch(now);
        return null;
    }

    public bool IsApproved => (ApprovedBy is null ? 0 : 1) + (SecondApprovedBy is null ? 0 : 1) >= ApprovalsNeeded;

    public Refusal? Reject(string? who, string message, DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Rejected, now) is { } refusal) return refusal;
        (RejectedBy, FailureMessage, DueAt) = (who, Cut(message), null);
        return null;
    }

    /// <summary>Written before the gateway is called, so that a call whose answer is lost leaves a trace.</summary>
    public void BeginCall(long node, DateTimeOffset untilThenMine, DateTimeOffset now)
    {
        TimesAsked++;
        LeasedBy = node;
        if (GatewayRefundId is null) UnansweredCalls++;
        DueAt = untilThenMine;
        Touch(now);
    }

    /// <summary>The gateway has it, under an id of its own.</summary>
    public void AcceptedAs(string gatewayRefundId, DateTimeOffset askAgainAt, DateTimeOffset now)
    {
        (GatewayRefundId, Note, TimesAsked, UnansweredCalls, DueAt, LeasedBy) = (gatewayRefundId, null, 0, 0, askAgainAt, null);
        Touch(now);
    }

    /// <summary>The outcome is still open.</summary>
    public void Wait(string? note, bool isSurelyNotStarted, DateTimeOffset askAgainAt, DateTimeOffset now)
    {
        (Note, DueAt, LeasedBy) = (note is null ? null : Cut(note), askAgainAt, null);
        if (isSurelyNotStarted && UnansweredCalls > 0) UnansweredCalls--;
        Touch(now);
    }

    public Refusal? Succeed(string? note, DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Succeeded, now) is { } refusal) return refusal;
        (Note, DueAt, LeasedBy) = (note is null ? null : Cut(note), null, null);
        return null;
    }

    public Refusal? Fail(string message, string? note, DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Failed, now) is { } refusal) return refusal;
        (FailureMessage, Note, DueAt, LeasedBy) = (Cut(message), note is null ? null : Cut(note), null, null);
        return null;
    }

    private static string Cut(string text) => text.Length > MaxNoteLength ? text[..MaxNoteLength] : text;

    private Refusal? MoveTo(RefundStatus next, DateTimeOffset now)
    {
        if (!RefundLifecycle.Allows(Status, next))
            return new(ErrorCode.InvalidOperationState, $"A refund that is {WireNames<RefundStatus>.Of(Status)} cannot become {WireNames<RefundStatus>.Of(next)}.");

        Status = next;
        Touch(now);
        return null;
    }

    private void Touch(DateTimeOffset now) => (UpdatedAt, Version) = (now, Version + 1);
}
