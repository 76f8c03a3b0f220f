using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Mail;

/// <summary>
/// Stages the mail that an issued invoice or a payment of one causes, in the unit of work that causes it. Nobody is asked whether it can
/// be sent: that is done afterwards, so no invoice and no money waits for a mail server.
/// </summary>
internal sealed class StageMails(
    OiPaymentsDb db, IIdSource ids, MailOptions options, DueSignal<SendMails> signal, IBusinessClock clock)
    : IInvoiceListener, IPaymentListener
{
    public async Task HearIssuedAsync(Invoice invoice, CancellationToken ct)
    {
        if (!options.IsOn || invoice.CustomerEmail is null) return;
        if (await db.Directory<Application>().Where(a => a.Id == invoice.ApplicationId).Select(a => a.MailInvoices).SingleAsync(ct))
            await StageAsync(invoice, MailKind.Invoice, ct);
    }

    public async Task<Refusal?> HearAsync(Payment payment, PaymentChange change, CancellationToken ct)
    {
        if (!options.IsOn || change is not PaymentChange.Succeeded || payment.InvoiceId is not { } number) return null;
        var invoice = await db.Of<Invoice>(payment.Scope).SingleAsync(i => i.Id == new Id<Invoice>(number), ct);
        if (invoice.CustomerEmail is null) return null;
        if (await db.Directory<Application>().Where(a => a.Id == payment.ApplicationId).Select(a => a.ReceiptsEnabled).SingleAsync(ct))
            await StageAsync(invoice, MailKind.Receipt, ct, payment);
        return null;
    }

    /// <summary>Joins the caller's unit of work, who saves.</summary>
    public async Task<InvoiceMail> StageAsync(Invoice invoice, MailKind kind, CancellationToken ct, Payment? payment = null)
    {
        var mail = InvoiceMail.Of(invoice, await ids.NextAsync<InvoiceMail>(ct), kind, clock.Now(invoice.Scope), payment);
        db.Add(mail);
        db.AfterCommit(() => signal.Wake(invoice.ApplicationId));
        return mail;
    }
}
