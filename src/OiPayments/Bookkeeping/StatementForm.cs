using OiPayments.Api;
using OiPayments.Documents;
using OiPayments.Printing;

namespace OiPayments.Bookkeeping;

/// <summary>As what a statement is sent.</summary>
/// <param name="IsPdf">A PDF; else rows of CSV.</param>
/// <param name="Language">Of what is fixed on a PDF. Codes of accounts and kinds are the API's, whatever the language.</param>
internal sealed record StatementForm(bool IsPdf, DocumentLanguage Language)
{
    private const string Csv = "csv";
    private const string Pdf = "pdf";
    private const string English = "en";
    private const string Bangla = "bn";
    private const string Both = "both";

    public static StatementForm Read(QueryFields query)
    {
        var (format, language) = (query.OneOf("format", Csv, Pdf), query.OneOf("language", English, Bangla, Both));
        return Of(format is Pdf, language);
    }

    /// <param name="isPdf">A PDF; else rows of CSV.</param>
    /// <param name="language">As a query names it; English for whatever it does not name.</param>
    public static StatementForm Of(bool isPdf, string? language) => new(isPdf, language switch
    {
        Bangla => DocumentLanguage.Bangla,
        Both => DocumentLanguage.Both,
        _ => DocumentLanguage.English,
    });

    /// <summary>What is said of every address that answers with a statement.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) => endpoint
        .Query<string>("format", "`csv` or `pdf`; `csv` when left out.")
        .Query<string>("language", "Of a PDF: `en`, `bn` or `both`; `en` when left out.")
        .Produces<byte[]>(StatusCodes.Status200OK, PdfDownload.MediaType, CsvDownload.MediaType);
}
