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

/// <summary>Every step of an invoice.</summary>
internal static class InvoiceLifecycle
{
    public static readonly Lifecycle<InvoiceStatus> Steps = new("an invoice",
    [
        new(InvoiceStatus.Draft, InvoiceStatus.Issued, JournalKind.InvoiceIssue, EventTypes.InvoiceIssued),
        new(InvoiceStatus.Issued, InvoiceStatus.Void, JournalKind.InvoiceVoid, EventTypes.InvoiceVoided),
    ]);
}
