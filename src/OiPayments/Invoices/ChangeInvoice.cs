using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Ledger;
using OiPayments.Lifecycles;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Webhooks;

namespace OiPayments.Invoices;

/// <summary>
/// Issues invoices and makes them void, whoever asks. State, number, journal and event join the caller's unit of work, and the caller
/// saves.
/// </summary>
internal sealed class ChangeInvoice(
    OiPaymentsDb db, IIdSource ids, Book book, NumberSeries series, SettleInvoice settle, EndPayment end,
    IEnumerable<IInvoiceListener> listeners, IBusinessClock clock)
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
        var issuer = await db.IssuerAsync(invoice.ApplicationId, ct);
        var zone = issuer.Zone;
        if (invoice.Status is InvoiceStatus.Draft && WhyNotReady(it, TimeZones.DayOf(zone, now), zone) is { } unready) return unready;

        if (invoice.Issue(DayToPay.Of(it.NextDueDate, zone), issuer.Looks.ToKeep(), now) is { } refusal) return refusal;

        await book.PostAsync(
            Journal.Of(
                invoice.Scope, Posted(InvoiceLifecycle.Issue), invoice.Reference,
                new Transfer(Account.InvoiceReceivable, Account.Invoiced, invoice.Total)), ct);
        foreach (var listener in listeners) await listener.HearIssuedAsync(invoice, ct);
        var eventId = await ids.NextAsync<WebhookEvent>(ct);

        var pattern = issuer.InvoiceNumbers;
        var sequence = await series.TakeAsync(invoice.Scope, pattern.SeriesOf(now), ct);
        invoice.TakeNumber(pattern.SeriesOf(now), sequence, pattern.NumberOf(now, sequence));
        await settle.TellAsync(it, EventTypes.InvoiceIssued, ct, eventId);
        return null;
    }

    /// <summary>
    /// It counts no longer; its number stays its own. Its open links end. Refused once money came for it, also if that was refunded, and
    /// while a customer may be paying.
    /// </summary>
    public async Task<Refusal?> MakeVoidAsync(InvoiceWithLines it, CancellationToken ct)
    {
        var invoice = it.Invoice;
        var now = clock.Now(invoice.Scope);
        if (await EndLinksAsync(it, now, ct) is { } paying) return paying;
        if (invoice.MakeVoid(now) is { } refusal) return refusal;

        await book.PostAsync(
            Journal.Of(
                invoice.Scope, Posted(InvoiceLifecycle.MakeVoid), invoice.Reference,
                new Transfer(Account.Invoiced, Account.InvoiceReceivable, invoice.Total)), ct);
        await settle.TellAsync(it, EventTypes.InvoiceVoided, ct);
        return null;
    }

    private async Task<Refusal?> EndLinksAsync(InvoiceWithLines it, DateTimeOffset now, CancellationToken ct)
    {
        var invoice = it.Invoice;
        if (it.Payments.Any(p => p.Status is PaymentStatus.Succeeded))
            return new(
                ErrorCode.InvalidOperationState, "Money came for this invoice, so it stays. Take back what is wrong by a credit note.");

        var attempts = await db.Of<Payment>(invoice.Scope).Where(p => p.InvoiceId == invoice.Id.Value)
            .Join(db.Of<PaymentAttempt>(invoice.Scope), p => p.Id, a => a.PaymentId, (_, a) => a)
            .ToListAsync(ct);
        if (attempts.Any(a => a.IsOpen || a.IsSaidToBePaid || (a.HasSuspendedMoney && a.Status is not AttemptStatus.Surplus)))
            return new(
                ErrorCode.InvalidOperationState,
                "A customer is paying this invoice, or may be. Nothing was changed; try again when that payment has ended.");

        foreach (var link in it.Payments)
        {
            var askAgainAt = PaymentFollowUpSchedule.NextLookAt([.. attempts.Where(a => a.PaymentId == link.Id)], now);
            if (await end.RunAsync(link, PaymentStatus.Cancelled, askAgainAt, ct) is { } refusal) return refusal;
        }

        return null;
    }

    private static Refusal? WhyNotReady(InvoiceWithLines it, DateOnly today, TimeZoneInfo zone)
    {
        var (errors, isPast) = (new FieldErrors(), $"Is past: today is {today:O} in {zone.Id}.");
        if (it.Invoice.TotalMinor == 0) errors.Add("lineItems", "Come to nothing: there is nothing to pay.");
        if (it.Installments.Count == 0 && it.Invoice.DueDate < today) errors.Add("dueDate", isPast);
        for (var place = 0; place < it.Installments.Count; place++)
        {
            if (it.Installments[place].DueDate < today)
                errors.Add($"installments[{place}].dueDate", isPast);
        }

        return errors.Refusal;
    }

    private static JournalKind Posted(Transition<InvoiceStatus> step) =>
        step.Journal ?? throw new InvalidOperationException($"A step to {step.To} posts no journal.");
}
