using OiPayments.DueWork;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Webhooks;

namespace OiPayments.Invoices;

/// <summary>
/// Writes down what settles an invoice, or opens it again: figures, status, journal and event join the caller's unit of work, and the
/// caller saves. The invoice's version lets one of several at once be saved.
/// </summary>
internal sealed class SettleInvoice(OiPaymentsDb db, Book book, Outbox outbox, DescribeInvoice describe, IBusinessClock clock)
{
    /// <summary>One settlement. Whether it may happen was asked before.</summary>
    public async Task RunAsync(InvoiceWithLines it, Settlement settlement, CancellationToken ct)
    {
        var (invoice, now) = (it.Invoice, clock.Now(it.Invoice.Scope));
        var step = invoice.Settle(settlement.PaidMinor, settlement.WithheldMinor, settlement.CreditedMinor, now);
        invoice.PayBy(DayToPay.Of(it.NextDueDate, await db.ZoneOfAsync(invoice.ApplicationId, ct)));
        await book.PostAsync(
            Journal.Of(invoice.Scope, settlement.Kind, settlement.Subject, settlement.TransferIn(invoice.Currency)), ct);
        if (settlement.Event is { } cause) await TellAsync(it, cause, ct);
        if (step?.Event is { } type) await TellAsync(it, type, ct);
    }

    /// <summary>Tells the application something of an invoice as it is now.</summary>
    /// <param name="it">The invoice.</param>
    /// <param name="type">Of <see cref="EventTypes"/>.</param>
    /// <param name="ct">Ends the wait for an id.</param>
    /// <param name="eventId">The event's id where it was taken before.</param>
    public async Task TellAsync(InvoiceWithLines it, string type, CancellationToken ct, Id<WebhookEvent>? eventId = null) =>
        await outbox.RaiseAsync(
            it.Invoice.Scope, type, it.Invoice.Reference, describe.Of(it, CustomerView.Absent), InvoicesJson.Default.InvoiceDto, ct,
            eventId);
}

/// <summary>One thing that settles an invoice, or opens it again. One of the amounts is not zero.</summary>
/// <param name="Kind">Of the journal.</param>
/// <param name="Subject">What the journal is about; see <see cref="JournalCause"/>.</param>
/// <param name="PaidMinor">What a payment brought; below zero what a refund gave back.</param>
/// <param name="WithheldMinor">What the customer withheld.</param>
/// <param name="CreditedMinor">What a credit note takes back.</param>
internal sealed record Settlement(
    JournalKind Kind, string Subject, long PaidMinor = 0, long WithheldMinor = 0, long CreditedMinor = 0)
{
    /// <summary>The type of the event that tells of it, beside the one of the invoice's step; null for none.</summary>
    public string? Event { get; init; }

    /// <summary>Money counts beside the invoice already; what was withheld is somebody else's to pay, and stays visible.</summary>
    public Transfer TransferIn(Currency currency) => this switch
    {
        { PaidMinor: < 0 } => new(Account.InvoiceReceivable, Account.Invoiced, new(-PaidMinor, currency)),
        { PaidMinor: > 0 } => new(Account.Invoiced, Account.InvoiceReceivable, new(PaidMinor, currency)),
        { WithheldMinor: > 0 } => new(Account.TaxWithheld, Account.InvoiceReceivable, new(WithheldMinor, currency)),
        _ => new(Account.Invoiced, Account.InvoiceReceivable, new(CreditedMinor, currency)),
    };
}
