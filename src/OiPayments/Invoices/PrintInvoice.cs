using System.Text.Json;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Documents;
using OiPayments.DueWork;
using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Invoices;

/// <summary>
/// Draws an invoice. Its contents, number and looks are as they were at issue, whatever was changed since; its status and what is due are
/// of now. A draft is drawn as it would be issued now, and says that it is a draft.
/// </summary>
internal sealed class PrintInvoice(OiPaymentsDb db, DrawDocuments draw, IBusinessClock time)
{
    /// <summary>What is asked of a PDF.</summary>
    /// <param name="Language">Null: the template's.</param>
    public sealed record Request(DocumentLanguage? Language)
    {
        public static Request Read(QueryFields query, FieldErrors errors)
        {
            var text = query.Text("language", 8);
            DocumentLanguage? language = text switch
            {
                "en" => DocumentLanguage.English,
                "bn" => DocumentLanguage.Bangla,
                "both" => DocumentLanguage.Both,
                _ => null,
            };
            if (text is not null && language is null) errors.Add("language", "Must be en, bn or both.");
            return new(language);
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
        var applications = db.Directory<Application>().Where(application => application.Id == invoice.ApplicationId);
        var document = new InvoiceDocument(await db.WithLinesAsync(invoice, ct), await LooksOfAsync(invoice, ct))
        {
            ApplicationName = await applications.Select(application => application.Name).SingleAsync(ct),
            WithCustomer = withCustomer,
            Language = request.Language ?? DocumentLanguage.English,
            Today = TimeZones.DayOf(TimeZones.Default, time.Now(invoice.Scope)),
        };
        return (await draw.DrawAsync(document.Write(), ct)).IsRefused(out var busy, out var pdf)
            ? busy
            : PdfDownload.Named(invoice.Number ?? $"draft-{invoice.Reference}", pdf);
    }

    private async Task<InvoiceTemplateDto> LooksOfAsync(Invoice invoice, CancellationToken ct) =>
        invoice.Branding is { } kept
            ? JsonSerializer.Deserialize(kept, InvoicesJson.Default.InvoiceTemplateDto)
                ?? throw new InvalidOperationException($"Invoice {invoice.Reference} has kept no template.")
            : InvoiceTemplateDto.From(await db.Of<InvoiceTemplate>(invoice.ApplicationId).AsNoTracking().SingleOrDefaultAsync(ct));
}
