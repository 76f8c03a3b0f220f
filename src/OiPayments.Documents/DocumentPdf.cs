using OiPayments.Documents.Layout;
using OiPayments.Documents.Pages;
using OiPayments.Documents.Words;
using SkiaSharp;

namespace OiPayments.Documents;

/// <summary>
/// Draws a document as a PDF of A4 pages. The same document gives the same bytes, at any time and on any machine of the same processor;
/// any number of threads may draw at once. All text can be searched and copied as it was given.
/// </summary>
public static class DocumentPdf
{
    /// <summary>What the file says that it was made by; a version would change the bytes with every release.</summary>
    private const string Maker = "OI Payments";

    /// <summary>Refuses what <see cref="DocumentRules"/> does not allow, and draws everything else.</summary>
    /// <exception cref="InvalidOperationException">Amounts of different currencies.</exception>
    public static Outcome<byte[]> Render(Document document)
    {
        if (DocumentRules.Refuse(document) is { } refusal) return refusal;

        var sheets = document.Mushak63 is { } mushak ? MushakLayout.Draw(document, mushak) : CommercialLayout.Draw(document);
        return PdfWriter.Write(sheets, About(document));
    }

    /// <summary>As the other, of an account's statement.</summary>
    public static Outcome<byte[]> Render(AccountStatement statement)
    {
        if (DocumentRules.Refuse(statement) is { } refusal) return refusal;

        var title = new Wording(statement.Language).Short(Label.AccountStatement);
        return PdfWriter.Write(AccountStatementLayout.Draw(statement), About($"{title} {statement.Account}", statement.Brand));
    }

    /// <summary>As the other, of a month's statement.</summary>
    public static Outcome<byte[]> Render(MonthlyStatement statement)
    {
        if (DocumentRules.Refuse(statement) is { } refusal) return refusal;

        var title = new Wording(statement.Language).Short(Label.MonthlyStatement);
        return PdfWriter.Write(MonthlyStatementLayout.Draw(statement), About(title, statement.Brand));
    }

    /// <summary>
    /// As <see cref="Render(Document)"/>, to a stream that takes what was drawn in one write. Nothing is written of a document that is
    /// refused.
    /// </summary>
    public static async Task<Refusal?> RenderAsync(Document document, Stream stream, CancellationToken ct)
    {
        if (Render(document).IsRefused(out var refusal, out var pdf)) return refusal;

        await stream.WriteAsync(pdf, ct);
        return null;
    }

    private static SKDocumentPdfMetadata About(Document document)
    {
        var wording = new Wording(document.Language);
        var title = wording.Short(Label.Title(document.Kind));
        return About($"{title} {document.Number ?? wording.Short(Label.Of(DocumentStatus.Draft))}", document.Brand);
    }

    private static SKDocumentPdfMetadata About(string title, Brand brand)
    {
        // No dates: SkiaSharp adds the machine's time zone to whatever date it is given. The document says when it was issued.
        return new()
        {
            Title = Text.CleanText.Of(title),
            Author = Text.CleanText.Of(brand.CompanyName),
            Creator = Maker,
            Producer = Maker,
            RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
            EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
        };
    }
}
