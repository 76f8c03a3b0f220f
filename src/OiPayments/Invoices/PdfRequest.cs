using OiPayments.Api;
using OiPayments.Printing;

namespace OiPayments.Invoices;

/// <summary>What is asked of a PDF.</summary>
/// <param name="Language">Null: the template's.</param>
internal sealed record PdfRequest(InvoiceLanguage? Language)
{
    private const int MaxLanguageLength = 8;

    public static PdfRequest Read(QueryFields query, FieldErrors errors)
    {
        if (query.Text("language", MaxLanguageLength) is not { } text) return new(Language: null);
        if (WireNames<InvoiceLanguage>.TryParse(text.ToUpperInvariant(), out var language)) return new(language);
        errors.Add("language", "Must be en, bn or both.");
        return new(Language: null);
    }

    /// <summary>What is said of every address that answers with a document.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) => endpoint
        .Query<string>("language", "`en`, `bn` or `both`; the template's when left out.")
        .Produces<byte[]>(StatusCodes.Status200OK, PdfDownload.MediaType)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);
}
