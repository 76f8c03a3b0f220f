using OiPayments.Ledger;
using OiPayments.Lifecycles;
using OiPayments.Webhooks;

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

/// <summary>Every step of a refund.</summary>
internal static class RefundLifecycle
{
    public static readonly Lifecycle<RefundStatus> Steps = new("a refund",
    [
        new(RefundStatus.AwaitingApproval, RefundStatus.Pending, JournalKind.RefundStart),
        new(RefundStatus.AwaitingApproval, RefundStatus.Rejected),
        new(RefundStatus.Pending, RefundStatus.Succeeded, JournalKind.RefundSuccess, EventTypes.RefundSucceeded),
        new(RefundStatus.Pending, RefundStatus.Failed, JournalKind.RefundFailure, EventTypes.RefundFailed),
    ]);

    /// <summary>
    /// What only the gateway's word over a person's can do, once: see <see cref="Refund.Contradict"/>. The event says how it ended now.
    /// </summary>
    public static readonly Lifecycle<RefundStatus> Contradictions = new("a refund that a person ended",
    [
        new(RefundStatus.Failed, RefundStatus.Succeeded, JournalKind.RefundContradiction, EventTypes.RefundSucceeded),
        new(RefundStatus.Succeeded, RefundStatus.Failed, JournalKind.RefundContradiction, EventTypes.RefundFailed),
    ]);
}
