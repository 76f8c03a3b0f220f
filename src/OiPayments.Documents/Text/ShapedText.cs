using System.Text;
using HarfBuzzSharp;

namespace OiPayments.Documents.Text;

/// <summary>
/// Glyphs of one font in a row, with the text they stand for. Positions are in thousandths of the text's size. A reader of the PDF gives
/// back exactly
/// <paramref name="Text"/>, which is UTF-8; <paramref name="Clusters"/> tells for each glyph where in it the letter begins that the glyph
/// draws.
/// </summary>
internal sealed record GlyphRun(FontFile Font, byte[] Text, ushort[] Glyphs, uint[] Clusters, float[] X, float[] Y);

/// <summary>One line of text, laid out: which glyphs stand where. Width is in thousandths of the text's size.</summary>
internal sealed record ShapedText(IReadOnlyList<GlyphRun> Runs, float Width)
{
    private const int Substitute = 0xFFFD;

    public static ShapedText Of(string line, Weight weight)
    {
        var runs = TextRun.Of(line, weight);
        TextRun.Reorder(runs);
        var shaped = new List<GlyphRun>(runs.Count);
        var pen = 0f;
        using var buffer = new HarfBuzzSharp.Buffer();
        foreach (var run in runs) shaped.Add(Shape(buffer, line.AsSpan(run.Start, run.Length), run, ref pen));
        return new(shaped, pen);
    }

    /// <summary>This line with another directly behind it.</summary>
    public ShapedText Followed(ShapedText other) =>
        new([.. Runs, .. other.Runs.Select(run => run with { X = [.. run.X.Select(x => x + Width)] })], Width + other.Width);

    /// <summary>In points, at a size in points.</summary>
    public float WidthAt(float size) => Width * size / 1000;

    private static GlyphRun Shape(HarfBuzzSharp.Buffer buffer, ReadOnlySpan<char> text, TextRun run, ref float pen)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);

        buffer.ClearContents();
        buffer.ContentType = ContentType.Unicode;
        buffer.Direction = run.Level % 2 == 1 ? HarfBuzzSharp.Direction.RightToLeft : HarfBuzzSharp.Direction.LeftToRight;
        buffer.Script = run.Font.Script;
        buffer.Language = run.Font.Language;
        AddLetters(buffer, text, run);
        run.Font.Shape(buffer);

        var (infos, positions) = (buffer.GlyphInfos, buffer.GlyphPositions);
        var count = infos.Length;
        var result = new GlyphRun(run.Font, bytes, new ushort[count], new uint[count], new float[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            result.Glyphs[i] = (ushort)infos[i].Codepoint;
            result.Clusters[i] = infos[i].Cluster;
            result.X[i] = pen + positions[i].XOffset;
            result.Y[i] = -positions[i].YOffset;
            pen += positions[i].XAdvance;
        }

        return result;
    }

    private static void AddLetters(HarfBuzzSharp.Buffer buffer, ReadOnlySpan<char> text, TextRun run)
    {
        uint offset = 0;
        if (run.IsSubstituted)
        {
            while (text.Length > 0)
            {
                var length = Graphemes.LengthOfFirst(text);
                buffer.Add(Substitute, offset);
                offset += (uint)Encoding.UTF8.GetByteCount(text[..length]);
                text = text[length..];
            }

            return;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            buffer.Add((uint)(run.Font.Has(rune.Value) ? rune.Value : TextRun.StandIn(rune.Value) ?? rune.Value), offset);
            offset += (uint)rune.Utf8SequenceLength;
        }
    }
}
