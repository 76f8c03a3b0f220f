using OiPayments.Api;
using OiPayments.Documents;
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
    private const int MaxLanguageLength = 8;

    /// <summary>What is asked of a PDF.</summary>
    /// <param name="Language">Null: the template's.</param>
    public sealed record Request(InvoiceLanguage? Language)
    {
        public static Request Read(QueryFields query, FieldErrors errors)
        {
            if (query.Text("language", MaxLanguageLength) is not { } text) return new(Language: null);
            if (WireNames<InvoiceLanguage>.TryParse(text.ToUpperInvariant(), out var language)) return new(language);
            errors.Add("language", "Must be en, bn or both.");
            return new(Language: null);
        }
    }

    /// <summary>What is said of it under both addresses.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) => endpoint
        .Query<string>("language", "`en`, `bn` or `both`; the template's when left out.")
        .Produces<byte[]>(StatusCodes.Status200OK, PdfDownload.MediaType)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);

    /// <param name="invoice">Which.</param>
    /// <param name="request">How.</param>
    /// <param name="withCustomer">Whether the reader may know who the customer is.</param>
    /// <param name="ct">Ends the wait for others' documents.</param>
    public async Task<Outcome<PdfDownload>> PrintAsync(Invoice invoice, Request request, bool withCustomer, CancellationToken ct)
    {
        var (now, zone) = (time.Now(invoice.Scope), await db.ZoneOfAsync(invoice.ApplicationId, ct));
        var template = (await LooksOfAsync(invoice, ct)).Naming(await db.SenderOfAsync(invoice.ApplicationId, ct));
        var document = new InvoiceDocument(await db.WithLinesAsync(invoice, ct), template)
        {
            Logo = await LogoOfAsync(invoice.ApplicationId, template, ct),
            WithCustomer = withCustomer,
            Language = LanguageOf(request.Language ?? template.Language),
            Today = TimeZones.DayOf(zone, now),
            Now = now,
            PayableUrl = urls.PayInvoice(invoice.Reference),
        };
        return (await draw.DrawAsync(document.Write(), ct)).IsRefused(out var busy, out var pdf)
            ? busy
            : PdfDownload.Named(invoice.Number ?? $"draft-{invoice.Reference}", pdf);
    }

    private async Task<InvoiceTemplateDto> LooksOfAsync(Invoice invoice, CancellationToken ct) => invoice.Branding is { } kept
        ? InvoiceTemplateDto.Kept(kept)
        : InvoiceTemplateDto.From(await db.Of<InvoiceTemplate>(invoice.ApplicationId).AsNoTracking().SingleOrDefaultAsync(ct));

    private async Task<Logo?> LogoOfAsync(ApplicationId application, InvoiceTemplateDto template, CancellationToken ct) =>
        template.LogoDigest is { } digest
            ? Logo.Kept(await db.Of<InvoiceLogo>(application).Where(logo => logo.Digest == digest).Select(logo => logo.Png).SingleAsync(ct))
            : null;

    private static DocumentLanguage LanguageOf(InvoiceLanguage language) => language switch
    {
        InvoiceLanguage.En => DocumentLanguage.English,
        InvoiceLanguage.Bn => DocumentLanguage.Bangla,
        InvoiceLanguage.Both => DocumentLanguage.Both,
    };
}
