using OiPayments.Invoices;
using OiPayments.Links;
using OiPayments.Persistence;

namespace OiPayments.Receipts;

/// <summary><c>GET /checkout/{reference}/receipt/logo</c>: the picture at the head of a receipt's page.</summary>
internal sealed class ShowReceiptLogo(OiPaymentsDb db, FindReceipt find)
{
    public static void Map(IEndpointRouteBuilder web) => web.MapGet(ReceiptPaths.LogoRoute, HandleAsync);

    /// <returns>A PNG of ours; null when there is none.</returns>
    public async Task<byte[]?> RunAsync(string reference, CancellationToken ct) =>
        await find.OfReferenceAsync(reference, ct) is { Looks.LogoDigest: { } digest } receipt
            ? await db.Of<InvoiceLogo>(receipt.Payment.ApplicationId).Where(logo => logo.Digest == digest).Select(logo => logo.Png)
                .SingleOrDefaultAsync(ct)
            : null;

    private static async Task<IResult> HandleAsync(string reference, HttpContext http, ShowReceiptLogo show, CancellationToken ct)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, no-cache";
        return await show.RunAsync(reference, ct) is { } png ? Results.Bytes(png, "image/png") : Results.NotFound();
    }
}
