using OiPayments.Invoices;
using OiPayments.Links;
using OiPayments.Presentation;
using OiPayments.Printing;

namespace OiPayments.Receipts;

/// <summary><c>GET /checkout/{reference}/receipt.pdf</c>: the receipt of a page, as a document.</summary>
internal sealed class ShowReceiptPdf(FindReceipt find, PrintReceipt print)
{
    private const string RetryAfterSeconds = "2";

    public static void Map(IEndpointRouteBuilder web) => web.MapGet(ReceiptPaths.PdfRoute, HandleAsync);

    /// <summary>A refusal when there is none, or too many others want a document.</summary>
    public async Task<Outcome<PdfDownload>> RunAsync(string reference, PdfRequest request, CancellationToken ct) =>
        await find.OfReferenceAsync(reference, ct) is { } receipt
            ? await print.PrintAsync(receipt, request, ct)
            : Refusal.NotFound("receipt");

    private static async Task<IResult> HandleAsync(string reference, HttpContext http, ShowReceiptPdf show, CancellationToken ct)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        var asked = new PdfRequest(LanguageOf(http.Request.Query["lang"]));
        if (!(await show.RunAsync(reference, asked, ct)).IsRefused(out var refusal, out var pdf)) return pdf;
        if (refusal.Code is ErrorCode.ResourceNotFound) return ShowReceipt.Page(http, view: null);
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static InvoiceLanguage? LanguageOf(string? tag) => PageLanguages.FromTag(tag) switch
    {
        PageLanguage.English => InvoiceLanguage.En,
        PageLanguage.Bangla => InvoiceLanguage.Bn,
        null => null,
    };
}
