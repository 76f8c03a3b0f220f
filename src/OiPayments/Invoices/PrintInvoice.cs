using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Invoices;

/// <summary>
/// Draws an invoice. Its contents, number and looks are as they were at issue, whatever was changed since; its status and what is due are
/// of now. A draft is drawn as it would be issued now, and says that it is a draft.
/// </summary>
internal sealed class PrintInvoice(OiPaymentsDb db, DrawDocuments draw, PublicUrls urls, IBusinessClock time)
{
    /// <param name="invoice">Which.</param>
    /// <param name="request">How.</param>
    /// <param name="withCustomer">Whether the reader may know who the customer is.</param>
    /// <param name="ct">Ends the wait for others' documents.</param>
    public async Task<Outcome<PdfDownload>> PrintAsync(Invoice invoice, PdfRequest request, bool withCustomer, CancellationToken ct)
    {
        var (now, zone) = (time.Now(invoice.Scope), await db.ZoneOfAsync(invoice.ApplicationId, ct));
        var template = await LooksOfAsync(invoice, ct);
        var document = new InvoiceDocument(await db.WithLinesAsync(invoice, ct), template)
        {
            Logo = await db.LogoOfAsync(invoice.ApplicationId, template, ct),
            WithCustomer = withCustomer,
            Language = template.LanguageOr(request.Language),
            Today = TimeZones.DayOf(zone, now),
            Now = now,
            PayableUrl = urls.PayInvoice(invoice.Reference),
        };
        return (await draw.DrawAsync(document.Write(), ct)).IsRefused(out var busy, out var pdf)
            ? busy
            : PdfDownload.Named(invoice.Number ?? $"draft-{invoice.Reference}", pdf);
    }

    private async Task<InvoiceTemplateDto> LooksOfAsync(Invoice invoice, CancellationToken ct) =>
        invoice.Branding is { } kept ? InvoiceTemplateDto.Kept(kept) : await db.LooksOfAsync(invoice.ApplicationId, ct);
}
