using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.Links;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Presentation;
using OiPayments.Printing;
using OiPayments.Receipts;

namespace OiPayments.Mail;

/// <summary>Writes one mail, by what is so at this moment, and sends it.</summary>
internal sealed class SendMail(
    OiPaymentsDb db, PrintInvoice print, FindReceipt find, PrintReceipt printReceipt, DeliverMail deliver, MailOptions options,
    PublicUrls urls, IBusinessClock time)
{
    public async Task<MailOutcome> SendAsync(InvoiceMail mail, CancellationToken ct)
    {
        var invoice = await db.Of<Invoice>(mail.Scope).AsNoTracking().SingleAsync(i => i.Id == mail.InvoiceId, ct);
        if (WhyNothingToSay(mail, invoice) is { } nothing) return nothing;
        if (MailMessage.Recipient(invoice.CustomerName, invoice.CustomerEmail) is not { } recipient)
            return new MailOutcome.Never("The invoice names no address that a mail can be sent to.");

        var template = invoice.Branding is { } kept ? InvoiceTemplateDto.Kept(kept) : InvoiceTemplateDto.From(template: null);
        var payment = mail.PaymentId is { } id ? await db.Of<Payment>(mail.Scope).AsNoTracking().SingleAsync(p => p.Id == id, ct) : null;
        var facts = await FactsAsync(mail, invoice, payment, template, ct);
        if ((await DrawAsync(invoice, payment, template, ct)).IsRefused(out var busy, out var documents))
            return new MailOutcome.NotYet(busy.Message);

        return await deliver.SendAsync(
            MailMessage.Of(mail, options, recipient, facts, LanguagesOf(template.Language), documents, time.Now(mail.Scope)), ct);
    }

    /// <summary>What is attached: the invoice, and before it the receipt of the payment that the mail is about.</summary>
    private async Task<Outcome<IReadOnlyList<PdfDownload>>> DrawAsync(
        Invoice invoice, Payment? payment, InvoiceTemplateDto template, CancellationToken ct)
    {
        var documents = new List<PdfDownload>();
        if (payment is not null && await find.OfAsync(payment, ct) is { } receipt)
        {
            // In the language of the mail, which is that of the invoice; the template may have another by now.
            if ((await printReceipt.PrintAsync(receipt, new(template.Language), ct)).IsRefused(out var busy, out var drawn)) return busy;
            documents.Add(drawn);
        }

        if ((await print.PrintAsync(invoice, new(Language: null), withCustomer: true, ct)).IsRefused(out var refusal, out var pdf))
            return refusal;
        documents.Add(pdf);
        return Outcome.Of<IReadOnlyList<PdfDownload>>(documents);
    }

    private static MailOutcome.NothingToSay? WhyNothingToSay(InvoiceMail mail, Invoice invoice) => mail.Kind switch
    {
        MailKind.Invoice when !invoice.Counts => new("The invoice is void by now."),
        MailKind.Reminder when invoice.DueMinor == 0 => new("The invoice is owed nothing any more."),
        _ => null,
    };

    private async Task<LetterFacts> FactsAsync(
        InvoiceMail mail, Invoice invoice, Payment? payment, InvoiceTemplateDto template, CancellationToken ct)
    {
        var now = time.Now(mail.Scope);
        var (plan, today) = (
            (await db.WithLinesAsync(invoice, ct)).Plan, TimeZones.DayOf(await db.ZoneOfAsync(invoice.ApplicationId, ct), now));

        // Of instalments, those whose day is over, and the one that comes next.
        var by = invoice.NextDueDate is { } next && next > today ? next : today;
        var dueMinor = plan.Count == 0 ? invoice.DueMinor : plan.Where(part => part.DueDate <= by).Sum(part => part.DueMinor);
        return new()
        {
            Kind = mail.Kind,
            Company = template.CompanyName ?? "",
            Customer = invoice.CustomerName,
            Number = invoice.Number ?? invoice.Reference,
            Total = invoice.Total,
            Due = new(invoice.Counts ? dueMinor : 0, invoice.Currency),
            DueDate = invoice.NextDueDate,
            IsOverdue = invoice.IsOverdueAt(now),
            Paid = payment?.Amount,
            Contact = template.ContactDetails,
            Link = urls.PayInvoice(invoice.Reference),
            Mode = invoice.Mode,
        };
    }

    private static IReadOnlyList<PageLanguage> LanguagesOf(InvoiceLanguage language) => language switch
    {
        InvoiceLanguage.En => [PageLanguage.English],
        InvoiceLanguage.Bn => [PageLanguage.Bangla],
        InvoiceLanguage.Both => [PageLanguage.English, PageLanguage.Bangla],
    };
}
