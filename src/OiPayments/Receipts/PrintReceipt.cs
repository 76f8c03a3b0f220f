using OiPayments.Invoices;
using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Receipts;

/// <summary>Draws a receipt: the same file until the payment is refunded, or the application changes how its documents look.</summary>
internal sealed class PrintReceipt(OiPaymentsDb db, DrawDocuments draw)
{
    public async Task<Outcome<PdfDownload>> PrintAsync(Receipt receipt, PdfRequest request, CancellationToken ct)
    {
        var document = new ReceiptDocument(receipt)
        {
            Logo = await db.LogoOfAsync(receipt.Payment.ApplicationId, receipt.Looks, ct),
            Language = receipt.Looks.LanguageOr(request.Language),
        };
        return (await draw.DrawAsync(document.Write(), ct)).IsRefused(out var busy, out var pdf)
            ? busy
            : PdfDownload.Named($"receipt-{receipt.Payment.Reference}", pdf);
    }
}
