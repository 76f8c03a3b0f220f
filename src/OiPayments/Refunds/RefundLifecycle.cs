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

/// <summary>
/// Every step a refund may take. A step that is not listed does not happen, but for one: where a person said how it ended, and the
/// gateway says the opposite, see <see cref="Refund.Contradict"/>.
/// </summary>
internal static class RefundLifecycle
{
    public static bool Allows(RefundStatus from, RefundStatus to) => (from, to) is
        (RefundStatus.AwaitingApproval, RefundStatus.Pending) or
        (RefundStatus.AwaitingApproval, RefundStatus.Rejected) or
        (RefundStatus.Pending, RefundStatus.Succeeded) or
        (RefundStatus.Pending, RefundStatus.Failed);
}
