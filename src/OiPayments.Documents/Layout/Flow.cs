using OiPayments.Documents.Pages;
using OiPayments.Documents.Text;
using OiPayments.Documents.Words;

namespace OiPayments.Documents.Layout;

internal enum Side
{
    Left,
    Right,
    Centre,
}

/// <summary>The pages of one document while they are being filled, from the top down.</summary>
internal sealed class Flow
{
    private const float GapOverFoot = 14;
    private const int LinesOfFooterNote = 4;

    private readonly Brand brand;
    private readonly string title;
    private readonly List<Sheet> sheets = [];

    public Flow(Document document, Wording wording, string title)
        : this(document.Brand, wording, $"{title} {document.Number ?? wording.Short(Label.Of(DocumentStatus.Draft))}")
    {
    }

    /// <param name="brand">Whose document it is.</param>
    /// <param name="wording">Its language.</param>
    /// <param name="title">What stands at the head of every page but the first.</param>
    public Flow(Brand brand, Wording wording, string title)
    {
        (this.brand, Wording, this.title) = (brand, wording, title);
        sheets.Add(Sheet = new());
        Sheet.Box(0, 0, Sheet.Width, 6, brand.Accent.Rgb);
    }

    public Typesetter Typesetter { get; } = new();

    public Wording Wording { get; }

    public Sheet Sheet { get; private set; }

    /// <summary>Where the next thing goes: the upper edge of what is still free.</summary>
    public float Y { get; set; } = Style.Top;

    /// <summary>The brand's colour, where it can be read.</summary>
    public uint Accent => brand.Accent is { IsLegibleOnWhite: true } accent ? accent.Rgb : Style.Ink;

    public bool Fits(float height) => Y + height <= Style.Bottom;

    public void NewPage()
    {
        sheets.Add(Sheet = new());
        Sheet.Box(0, 0, Sheet.Width, 6, brand.Accent.Rgb);
        var room = Style.ContentWidth / 2;
        Put(Fit(brand.CompanyName, Weight.Bold, Style.Body, room), Style.Left, 34, Style.Body, Style.Ink);
        Put(Fit(title, Weight.Regular, Style.Body, room), Style.Right, 34, Style.Body, Style.Quiet, Side.Right);
        Sheet.HorizontalLine(Style.Left, 54, Style.ContentWidth, Style.Hairline, 0.75f);
        Y = Style.TopOfFurtherPages;
    }

    /// <summary>Begins a page when there are fewer than <paramref name="height"/> points left.</summary>
    public void Need(float height)
    {
        if (!Fits(height)) NewPage();
    }

    /// <summary>Puts a line with its upper edge at <paramref name="top"/>, on the given side of <paramref name="x"/>.</summary>
    public void Put(ShapedText text, float x, float top, float size, uint colour, Side side = Side.Left)
    {
        var left = side switch
        {
            Side.Left => x,
            Side.Right => x - text.WidthAt(size),
            Side.Centre => x - (text.WidthAt(size) / 2),
        };
        Sheet.Text(text, left, top + (size * Style.Ascent), size, colour);
    }

    public void Put(string text, float x, float top, float size, uint colour, Side side = Side.Left, Weight weight = Weight.Regular) =>
        Put(Typesetter.Line(text, weight), x, top, size, colour, side);

    /// <summary>Puts lines one below the other from <see cref="Y"/> on, over as many pages as they need.</summary>
    public void PutLines(IEnumerable<ShapedText> lines, float size, uint colour)
    {
        foreach (var line in lines)
        {
            Need(size * Style.LineHeight);
            Put(line, Style.Left, Y, size, colour);
            Y += size * Style.LineHeight;
        }
    }

    /// <summary>As much of the text as fits on one line; an ellipsis ends it where it was cut.</summary>
    public ShapedText Fit(string text, Weight weight, float size, float width)
    {
        var line = text.ReplaceLineEndings(" ");
        var wrapped = Typesetter.Wrap(line, width, size, weight);
        return wrapped.Count == 1
            ? wrapped[0]
            : Typesetter.Wrap(line, width - size, size, weight)[0].Followed(Typesetter.Line("…", weight));
    }

    /// <summary>Writes the foot of every page, now that they are counted.</summary>
    public IReadOnlyList<Sheet> Finish()
    {
        for (var i = 0; i < sheets.Count; i++)
        {
            Sheet = sheets[i];
            var top = Style.Bottom + GapOverFoot;
            Sheet.HorizontalLine(Style.Left, top, Style.ContentWidth, Style.Hairline, 0.75f);
            top += 7;
            var page = Typesetter.Line(Wording.PageNumber(i + 1, sheets.Count));
            Put(page, Style.Right, top, Style.Small, Style.Quiet, Side.Right);
            if (brand.FooterNote is not { } note) continue;
            var room = Style.ContentWidth - page.WidthAt(Style.Small) - 24;
            foreach (var line in Typesetter.Wrap(note.ReplaceLineEndings(" "), room, Style.Small).Take(LinesOfFooterNote))
            {
                Put(line, Style.Left, top, Style.Small, Style.Quiet);
                top += Style.Small * Style.LineHeight;
            }
        }

        return sheets;
    }
}
