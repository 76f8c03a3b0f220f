using OiPayments.Ledger;
using OiPayments.Lifecycles;

namespace OiPayments.Bookkeeping;

/// <summary>On the wire <c>AWAITING_APPROVAL</c>, <c>POSTED</c> and <c>REJECTED</c>.</summary>
public enum ManualJournalStatus
{
    /// <summary>Asked for by one operator, and waiting for another. Nothing has moved.</summary>
    AwaitingApproval,

    /// <summary>It is in the books, for good.</summary>
    Posted,

    /// <summary>An operator said no, or whoever asked took it back. Nothing has moved.</summary>
    Rejected,
}

/// <summary>Every step of a manual journal. What is posted is undone by another manual journal, and by no step.</summary>
internal static class ManualJournalLifecycle
{
    public static readonly Lifecycle<ManualJournalStatus> Steps = new("a manual journal",
    [
        new(ManualJournalStatus.AwaitingApproval, ManualJournalStatus.Posted, JournalKind.Manual),
        new(ManualJournalStatus.AwaitingApproval, ManualJournalStatus.Rejected),
    ]);
}
