using OiPayments.DueWork;
using OiPayments.Ledger;
using OiPayments.Persistence;
using OiPayments.Webhooks;

namespace OiPayments.Invoices;

/// <summary>
/// Issues invoices and makes them void, whoever asks. State, number, journal and event join the caller's unit of work, and the caller
/// saves.
/// </summary>
internal sealed class ChangeInvoice(OiPaymentsDb db, IIdSource ids, Book book, Outbox outbox, IBusinessClock clock)
{
    public static readonly Refusal TooManyAtOnce = new(
        ErrorCode.InvalidOperationState, "Too many others were changing this invoice. Nothing was done; read it again and retry.");

    /// <summary>
    /// Gives a draft its number. The number is taken last, and its series is locked until the caller's save has committed: nothing that
    /// comes after may wait for anybody.
    /// </summary>
    public async Task<Refusal?> IssueAsync(InvoiceWithLines it, CancellationToken ct)
    {
        var (invoice, now) = (it.Invoice, clock.Now(it.Invoice.Scope));
        if (invoice.Status is InvoiceStatus.Draft && WhyNotReady(it, now) is { } unready) return unready;

        var template = await db.Of<InvoiceTemplate>(invoice.ApplicationId).AsNoTracking().SingleOrDefaultAsync(ct);
        var firstDay = it.Installments.Count == 0 ? invoice.DueDate : it.Installments[0].DueDate;
        if (invoice.Issue(firstDay, InvoiceTemplateDto.Snapshot(template), now) is { } refusal) return refusal;

        await book.PostAsync(
            Journal.Of(
                invoice.Scope, InvoiceLifecycle.Steps.JournalInto(InvoiceStatus.Issued), invoice.Reference,
                new Transfer(Account.InvoiceReceivable, Account.Invoiced, invoice.Total)), ct);
        var eventId = await ids.NextAsync<WebhookEvent>(ct);
        await TakeNumberAsync(invoice, NumberPattern.Of(template?.NumberPattern ?? NumberPattern.DefaultOfInvoices), now, ct);
        await TellAsync(it, eventId, ct);
        return null;
    }

    /// <summary>It counts no longer; its number stays its own.</summary>
    public async Task<Refusal?> MakeVoidAsync(InvoiceWithLines it, CancellationToken ct)
    {
        var invoice = it.Invoice;
        if (invoice.MakeVoid(clock.Now(invoice.Scope)) is { } refusal) return refusal;

        await book.PostAsync(
            Journal.Of(
                invoice.Scope, InvoiceLifecycle.Steps.JournalInto(InvoiceStatus.Void), invoice.Reference,
                new Transfer(Account.Invoiced, Account.InvoiceReceivable, invoice.Total)), ct);
        await TellAsync(it, await ids.NextAsync<WebhookEvent>(ct), ct);
        return null;
    }

    private static Refusal? WhyNotReady(InvoiceWithLines it, DateTimeOffset now)
    {
        var (errors, today) = (new Api.FieldErrors(), Api.TimeZones.DayOf(Api.TimeZones.Default, now));
        if (it.Invoice.TotalMinor == 0) errors.Add("lineItems", "Come to nothing: there is nothing to pay.");
        if (it.Installments.Count == 0 && it.Invoice.DueDate < today) errors.Add("dueDate", $"Is past: today is {today:O} in Dhaka.");
        for (var place = 0; place < it.Installments.Count; place++)
        {
            if (it.Installments[place].DueDate < today)
                errors.Add($"installments[{place}].dueDate", $"Is past: today is {today:O} in Dhaka.");
        }

        return errors.Refusal;
    }

    private async Task TakeNumberAsync(Invoice invoice, NumberPattern pattern, DateTimeOffset now, CancellationToken ct)
    {
        var series = pattern.SeriesOf(now);
        var (application, mode) = (invoice.ApplicationId.Value, WireNames<Mode>.Of(invoice.Mode));
        await db.BeginUntilSavedAsync(ct);
        var taken = await db.Database.SqlQuery<long>(
            $"""
            INSERT INTO invoice_series (application_id, mode, series, last) VALUES ({(long)application}, {mode}, {series}, 1)
            ON CONFLICT (application_id, mode, series) DO UPDATE SET last = invoice_series.last + 1
            RETURNING last AS "Value"
            """).ToListAsync(ct);
        invoice.TakeNumber(series, taken.Single(), pattern.NumberOf(now, taken.Single()));
    }

    private async Task TellAsync(InvoiceWithLines it, Id<WebhookEvent> eventId, CancellationToken ct)
    {
        var invoice = it.Invoice;
        var type = InvoiceLifecycle.Steps.EventInto(invoice.Status)
            ?? throw new InvalidOperationException($"No step of an invoice into {invoice.Status} raises an event.");
        await outbox.RaiseAsync(
            invoice.Scope, type, invoice.Reference, InvoiceDto.From(it, clock.Now(invoice.Scope), withCustomer: false),
            InvoicesJson.Default.InvoiceDto, ct, eventId);
    }
}
