using OiPayments.Documents.Text;
using SkiaSharp;

namespace OiPayments.Documents.Pages;

/// <summary>Draws sheets into a PDF, by Skia. The same sheets give the same bytes.</summary>
internal sealed class PdfWriter : IDisposable
{
    private readonly Dictionary<FontFile, SKTypeface> typefaces;
    private readonly Dictionary<(FontFile Font, float Size), SKFont> fonts = [];
    private readonly Dictionary<Logo, SKImage> pictures = [];
    private readonly SKPaint paint = new() { IsAntialias = true };

    private PdfWriter(IReadOnlyList<Sheet> sheets) => typefaces = sheets
        .SelectMany(sheet => sheet.Marks)
        .OfType<TextMark>()
        .SelectMany(mark => mark.Text.Runs)
        .GroupBy(run => run.Font)
        .ToDictionary(runs => runs.Key, runs => Typeface(runs.Key, runs.SelectMany(run => run.Glyphs).Distinct()));

    public static byte[] Write(IReadOnlyList<Sheet> sheets, SKDocumentPdfMetadata about)
    {
        using var writer = new PdfWriter(sheets);
        using var stream = new SKDynamicMemoryWStream();
        using (var pdf = SKDocument.CreatePdf(stream, about))
        {
            foreach (var sheet in sheets)
            {
                var canvas = pdf.BeginPage(Sheet.Width, Sheet.Height);
                foreach (var mark in sheet.Marks) writer.Draw(canvas, mark);
                pdf.EndPage();
            }

            pdf.Close();
        }

        using var data = stream.DetachAsData();
        return data.ToArray();
    }

    public void Dispose()
    {
        foreach (var font in fonts.Values) font.Dispose();
        foreach (var typeface in typefaces.Values) typeface.Dispose();
        foreach (var picture in pictures.Values) picture.Dispose();
        paint.Dispose();
    }

    private static SKTypeface Typeface(FontFile font, IEnumerable<ushort> glyphs)
    {
        using var data = SKData.CreateCopy(FontSubset.Of(font, glyphs));
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException("Skia does not read the font that HarfBuzz made.");
    }

    private void Draw(SKCanvas canvas, Mark mark)
    {
        switch (mark)
        {
            case TextMark text:
                foreach (var run in text.Text.Runs) Draw(canvas, text, run);
                break;
            case BoxMark box:
                paint.Color = Colour(box.Colour);
                canvas.DrawRoundRect(box.X, box.Y, box.Width, box.Height, box.Radius, box.Radius, paint);
                break;
            case PictureMark picture:
                var place = SKRect.Create(picture.X, picture.Y, picture.Width, picture.Height);
                canvas.DrawImage(Picture(picture.Logo), place, SKSamplingOptions.Default);
                break;
            case QrMark code:
                Draw(canvas, code);
                break;
            case LinkMark link:
                canvas.DrawUrlAnnotation(SKRect.Create(link.X, link.Y, link.Width, link.Height), link.Address);
                break;
        }
    }

    // Text and clusters beside the glyphs make Skia write down what the glyphs say (ActualText): Bangla cannot be read back from glyphs
    // alone.
    private void Draw(SKCanvas canvas, TextMark mark, GlyphRun run)
    {
        using var builder = new SKTextBlobBuilder();
        var buffer = builder.AllocatePositionedTextRun(Font(run.Font, mark.Size), run.Glyphs.Length, run.Text.Length);
        buffer.SetGlyphs(run.Glyphs);
        buffer.SetText(run.Text);
        buffer.SetClusters(run.Clusters);
        var positions = buffer.Positions;
        for (var i = 0; i < positions.Length; i++) positions[i] = new(run.X[i] * mark.Size / 1000, run.Y[i] * mark.Size / 1000);

        using var blob = builder.Build();
        if (blob is null) return; // nothing but invisible characters
        paint.Color = Colour(mark.Colour);
        canvas.DrawText(blob, mark.X, mark.Baseline, paint);
    }

    // Dark modules side by side are one rectangle: without hairlines between them, and with less to write.
    private void Draw(SKCanvas canvas, QrMark code)
    {
        var modules = code.Link.Modules;
        var count = modules.GetLength(0);
        var module = code.Side / count;
        using var builder = new SKPathBuilder();
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < count; column++)
            {
                var start = column;
                while (column < count && modules[row, column]) column++;
                if (column > start)
                    builder.AddRect(SKRect.Create(code.X + (start * module), code.Y + (row * module), (column - start) * module, module));
            }
        }

        using var path = builder.Detach();
        paint.Color = SKColors.Black;
        paint.IsAntialias = false;
        canvas.DrawPath(path, paint);
        paint.IsAntialias = true;
    }

    private SKFont Font(FontFile file, float size)
    {
        if (!fonts.TryGetValue((file, size), out var font))
        {
            font = new(typefaces[file], size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };
            fonts.Add((file, size), font);
        }

        return font;
    }

    private SKImage Picture(Logo logo)
    {
        if (!pictures.TryGetValue(logo, out var picture))
        {
            picture = SKImage.FromEncodedData(logo.Content.Span);
            pictures.Add(logo, picture);
        }

        return picture;
    }

    private static SKColor Colour(uint rgb) => new(rgb | 0xFF000000);
}
