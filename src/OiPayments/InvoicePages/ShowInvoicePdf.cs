using OiPayments.Invoices;
using OiPayments.Links;
using OiPayments.Printing;

namespace OiPayments.InvoicePages;

/// <summary><c>GET /pay/{reference}/pdf</c>: the invoice of a page, as a document.</summary>
internal sealed class ShowInvoicePdf(FindPayableInvoice find, PrintInvoice print)
{
    private const string RetryAfterSeconds = "2";

    public static void Map(IEndpointRouteBuilder web) => web.MapGet(InvoicePaths.PdfRoute, HandleAsync);

    /// <summary>A refusal when there is no such invoice, or too many others want a document.</summary>
    public async Task<Outcome<PdfDownload>> RunAsync(string reference, CancellationToken ct) =>
        await find.RunAsync(reference, ct) is { } found
            ? await print.PrintAsync(found.Invoice, new(Language: null), withCustomer: true, ct)
            : Refusal.NotFound("invoice");

    private static async Task<IResult> HandleAsync(string reference, HttpContext http, ShowInvoicePdf show, CancellationToken ct)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        if (!(await show.RunAsync(reference, ct)).IsRefused(out var refusal, out var pdf)) return pdf;
        if (refusal.Code is ErrorCode.ResourceNotFound) return ShowInvoice.Page(http, view: null);
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
