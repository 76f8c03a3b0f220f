using Microsoft.AspNetCore.Http.HttpResults;
using OiPayments.Checkout;
using OiPayments.Links;
using OiPayments.Presentation;

namespace OiPayments.Receipts;

/// <summary><c>GET /checkout/{reference}/receipt</c>: what a customer keeps of a payment.</summary>
internal sealed class ShowReceipt(FindReceipt find)
{
    public static void Map(IEndpointRouteBuilder web) => web.MapGet(ReceiptPaths.PageRoute, HandleAsync);

    /// <returns>Null when there is none.</returns>
    public async Task<ReceiptView?> RunAsync(string reference, CancellationToken ct) =>
        await find.OfReferenceAsync(reference, ct) is { } receipt ? ReceiptView.Of(receipt) : null;

    /// <summary>The page, in the language of the request.</summary>
    public static IResult Page(HttpContext http, ReceiptView? view)
    {
        var language = PageLanguage.Choose(http.Request.Query["lang"], http.Request.Headers.AcceptLanguage);
        CustomerPageHeaders.Set(http.Response);
        http.Response.Headers.ContentLanguage = language.Tag;
        return new RazorComponentResult<ReceiptPage>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(ReceiptPage.View)] = view,
            [nameof(ReceiptPage.Language)] = language,
        })
        {
            StatusCode = view is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
        };
    }

    private static async Task<IResult> HandleAsync(string reference, HttpContext http, ShowReceipt show, CancellationToken ct) =>
        Page(http, await show.RunAsync(reference, ct));
}
