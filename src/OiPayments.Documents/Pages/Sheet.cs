using OiPayments.Documents.Text;

namespace OiPayments.Documents.Pages;

/// <summary>
/// One page of A4, as a list of what stands where. Measures are in points from the upper left corner. It is drawn when all pages are
/// known: only then is it known which glyphs the fonts must have, and how many pages there are.
/// </summary>
internal sealed class Sheet
{
    public const float Width = 595.28f;
    public const float Height = 841.89f;

    private readonly List<Mark> marks = [];

    public IReadOnlyList<Mark> Marks => marks;

    /// <summary>Its letters stand on <paramref name="baseline"/>.</summary>
    public void Text(ShapedText text, float x, float baseline, float size, uint colour) =>
        marks.Add(new TextMark(text, x, baseline, size, colour));

    public void Box(float x, float y, float width, float height, uint colour, float radius = 0) =>
        marks.Add(new BoxMark(x, y, width, height, colour, radius));

    public void HorizontalLine(float x, float y, float width, uint colour, float thickness) =>
        Box(x, y - (thickness / 2), width, thickness, colour);

    public void VerticalLine(float x, float y, float height, uint colour, float thickness) =>
        Box(x - (thickness / 2), y, thickness, height, colour);

    public void Picture(Logo logo, float x, float y, float width, float height) => marks.Add(new PictureMark(logo, x, y, width, height));

    /// <summary>As large as <paramref name="side"/> without its quiet zone, which the caller keeps free.</summary>
    public void QrCode(PayableLink link, float x, float y, float side) => marks.Add(new QrMark(link, x, y, side));

    public void Link(string address, float x, float y, float width, float height) => marks.Add(new LinkMark(address, x, y, width, height));
}

internal abstract record Mark;

internal sealed record TextMark(ShapedText Text, float X, float Baseline, float Size, uint Colour) : Mark;

internal sealed record BoxMark(float X, float Y, float Width, float Height, uint Colour, float Radius) : Mark;

internal sealed record PictureMark(Logo Logo, float X, float Y, float Width, float Height) : Mark;

internal sealed record QrMark(PayableLink Link, float X, float Y, float Side) : Mark;

internal sealed record LinkMark(string Address, float X, float Y, float Width, float Height) : Mark;
