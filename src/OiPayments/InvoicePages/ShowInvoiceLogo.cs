using OiPayments.Invoices;
using OiPayments.Links;
using OiPayments.Persistence;

namespace OiPayments.InvoicePages;

/// <summary><c>GET /pay/{reference}/logo</c>: the picture at the head of an invoice's page, as it was at issue.</summary>
internal sealed class ShowInvoiceLogo(OiPaymentsDb db, FindPayableInvoice find)
{
    public static void Map(IEndpointRouteBuilder web) => web.MapGet(InvoicePaths.LogoRoute, HandleAsync);

    /// <returns>A PNG of ours; null when there is none.</returns>
    public async Task<byte[]?> RunAsync(string reference, CancellationToken ct) =>
        await find.RunAsync(reference, ct) is { Looks.LogoDigest: { } digest } found
            ? await db.Of<InvoiceLogo>(found.Invoice.ApplicationId).Where(logo => logo.Digest == digest).Select(logo => logo.Png)
                .SingleOrDefaultAsync(ct)
            : null;

    private static async Task<IResult> HandleAsync(string reference, HttpContext http, ShowInvoiceLogo show, CancellationToken ct)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return await show.RunAsync(reference, ct) is { } png ? Results.Bytes(png, "image/png") : Results.NotFound();
    }
}
