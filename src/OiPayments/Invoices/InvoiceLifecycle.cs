using OiPayments.Ledger;
using OiPayments.Lifecycles;
using OiPayments.Webhooks;

namespace OiPayments.Invoices;

/// <summary>On the wire <c>DRAFT</c>, <c>ISSUED</c>, <c>PARTIALLY_PAID</c>, <c>PAID</c> and <c>VOID</c>.</summary>
public enum InvoiceStatus
{
    /// <summary>Being written: it has no number, and can be changed and deleted.</summary>
    Draft,

    /// <summary>It has its number, never changes again, and is owed whole.</summary>
    Issued,

    /// <summary>A part of it is settled.</summary>
    PartiallyPaid,

    /// <summary>Nothing of it is owed any more.</summary>
    Paid,

    /// <summary>It counts no longer. Its number stays its own.</summary>
    Void,
}

/// <summary>
/// Every step of an invoice. What settles it posts journals of its own, whatever step follows from it. A step back comes from a refund,
/// which the application is told of as such.
/// </summary>
internal static class InvoiceLifecycle
{
    public static readonly Transition<InvoiceStatus> Issue =
        new(InvoiceStatus.Draft, InvoiceStatus.Issued, JournalKind.InvoiceIssue, EventTypes.InvoiceIssued);

    public static readonly Transition<InvoiceStatus> MakeVoid =
        new(InvoiceStatus.Issued, InvoiceStatus.Void, JournalKind.InvoiceVoid, EventTypes.InvoiceVoided);

    public static readonly Lifecycle<InvoiceStatus> Steps = new("an invoice",
    [
        Issue,
        MakeVoid,
        new(InvoiceStatus.Issued, InvoiceStatus.PartiallyPaid, Event: EventTypes.InvoicePartiallyPaid),
        new(InvoiceStatus.PartiallyPaid, InvoiceStatus.PartiallyPaid, Event: EventTypes.InvoicePartiallyPaid),
        new(InvoiceStatus.Issued, InvoiceStatus.Paid, Event: EventTypes.InvoicePaid),
        new(InvoiceStatus.PartiallyPaid, InvoiceStatus.Paid, Event: EventTypes.InvoicePaid),
        new(InvoiceStatus.Paid, InvoiceStatus.PartiallyPaid),
        new(InvoiceStatus.Paid, InvoiceStatus.Issued),
        new(InvoiceStatus.PartiallyPaid, InvoiceStatus.Issued),
    ]);
}
