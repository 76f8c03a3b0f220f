using OiPayments.Documents.Text;

namespace OiPayments.Documents.Layout;

/// <param name="Heading">Its lines are separated by <c>\n</c>.</param>
/// <param name="Side">Where its cells begin; figures stand on the right.</param>
/// <param name="TakesTheRest">The one column whose text is wrapped. The others are as wide as their widest cell.</param>
internal sealed record Column(string Heading, Side Side, bool TakesTheRest = false);

/// <summary>
/// A table that runs over as many pages as it needs. Its heading is repeated on each; a row is not torn apart unless it is taller than a
/// page; and its last row stays with what follows the table, if anything does.
/// </summary>
internal sealed class Table
{
    private const float Padding = 5;

    // Beyond this a figure is set smaller instead: the description needs room too.
    private const float WidestFigure = 104;
    private const float NarrowestDescription = 110;

    private readonly Flow flow;
    private readonly IReadOnlyList<Column> columns;
    private readonly IReadOnlyList<string[]> rows;
    private readonly float size;
    private readonly bool hasGrid;
    private readonly float[] widths;
    private readonly List<ShapedText>[] headings;
    private readonly float headingHeight;

    /// <param name="flow">Where it goes.</param>
    /// <param name="columns">The columns, from the left.</param>
    /// <param name="rows">For each row a text for each column.</param>
    /// <param name="size">Of its letters.</param>
    /// <param name="hasGrid">Lines around every cell, as forms have them, instead of lines below rows.</param>
    public Table(Flow flow, IReadOnlyList<Column> columns, IReadOnlyList<string[]> rows, float size, bool hasGrid = false)
    {
        (this.flow, this.columns, this.rows, this.size, this.hasGrid) = (flow, columns, rows, size, hasGrid);
        HeadingSize = size - (hasGrid ? 0.5f : 1);
        widths = Widths();
        headings = [.. columns.Select((column, i) => flow.Typesetter.Wrap(column.Heading, widths[i] - Inset(i), HeadingSize, Weight.Bold))];
        headingHeight = (headings.Max(lines => lines.Count) * HeadingSize * Style.LineHeight) + (2 * Padding);
    }

    private float HeadingSize { get; }

    private float LineHeight => size * Style.LineHeight;

    /// <summary>Draws it, beginning another page when the heading with one row does not fit.</summary>
    /// <param name="heightOfWhatFollows">What must stand on one page with the last row, if a page can hold both.</param>
    public void Draw(float heightOfWhatFollows = 0)
    {
        flow.Need(headingHeight + (rows.Count > 0 ? Math.Min(HeightOf(Wrapped(rows[0])), 120) : 0));
        DrawHeading();
        var rowsOnPage = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var lines = Wrapped(rows[i]);
            var height = HeightOf(lines);
            var takesAlong = i == rows.Count - 1 && rowsOnPage > 0 && height + heightOfWhatFollows <= RoomOnAPage;
            var needed = takesAlong ? height + heightOfWhatFollows : height;
            if (!flow.Fits(needed) && (rowsOnPage > 0 || height <= RoomOnAPage))
            {
                BeginPage();
                rowsOnPage = 0;
            }

            DrawRow(rows[i], lines, height);
            rowsOnPage++;
        }
    }

    private float RoomOnAPage => Style.Bottom - Style.TopOfFurtherPages - headingHeight;

    private void BeginPage()
    {
        flow.NewPage();
        DrawHeading();
    }

    // In the order of the columns where a page holds the row: that is how it is read aloud, and copied.
    private void DrawRow(string[] cells, List<ShapedText> lines, float height)
    {
        var (top, flexible) = (flow.Y, IndexOfFlexible);
        DrawCells(cells, top, ..flexible);
        if (flow.Fits(height))
        {
            DrawWrapped(lines);
            DrawCells(cells, top, (flexible + 1)..);
            return;
        }

        DrawCells(cells, top, (flexible + 1)..);

        // Taller than a page: as many lines as fit, and the rest on the next.
        while (lines.Count > 0)
        {
            var count = Math.Clamp((int)((Style.Bottom - flow.Y - (2 * Padding)) / LineHeight), 1, lines.Count);
            DrawWrapped(lines[..count]);
            lines = lines[count..];
            if (lines.Count > 0) BeginPage();
        }
    }

    private void DrawHeading()
    {
        if (hasGrid) flow.Sheet.Box(Style.Left, flow.Y, Style.ContentWidth, headingHeight, Style.Tint);
        for (var i = 0; i < columns.Count; i++)
        {
            // Headings stand on the line below them.
            var top = flow.Y + headingHeight - Padding - (headings[i].Count * HeadingSize * Style.LineHeight);
            foreach (var line in headings[i])
            {
                flow.Put(line, Anchor(i), top, HeadingSize, hasGrid ? Style.Ink : Style.Quiet, columns[i].Side);
                top += HeadingSize * Style.LineHeight;
            }
        }

        if (hasGrid) DrawGrid(headingHeight, flow.Y);
        flow.Y += headingHeight;
        if (!hasGrid) flow.Sheet.HorizontalLine(Style.Left, flow.Y, Style.ContentWidth, Style.Ink, 0.75f);
    }

    private void DrawCells(string[] cells, float top, Range which)
    {
        var (first, count) = which.GetOffsetAndLength(columns.Count);
        for (var i = first; i < first + count; i++)
        {
            var text = flow.Typesetter.Line(cells[i]);
            var fitting = Math.Min(size, size * (widths[i] - Inset(i)) / Math.Max(1, text.WidthAt(size)));
            flow.Put(text, Anchor(i), top + Padding + ((size - fitting) * Style.Ascent), fitting, Style.Ink, columns[i].Side);
        }
    }

    private void DrawWrapped(List<ShapedText> lines)
    {
        var flexible = IndexOfFlexible;
        var top = flow.Y + Padding;
        foreach (var line in lines)
        {
            flow.Put(line, Anchor(flexible), top, size, Style.Ink);
            top += LineHeight;
        }

        var height = HeightOf(lines);
        if (hasGrid) DrawGrid(height, flow.Y);
        flow.Y += height;
        if (!hasGrid) flow.Sheet.HorizontalLine(Style.Left, flow.Y, Style.ContentWidth, Style.Hairline, 0.5f);
    }

    private void DrawGrid(float height, float top)
    {
        var x = Style.Left;
        for (var i = 0; i <= columns.Count; i++)
        {
            flow.Sheet.VerticalLine(x, top, height, Style.Quiet, 0.5f);
            if (i < columns.Count) x += widths[i];
        }

        flow.Sheet.HorizontalLine(Style.Left, top, Style.ContentWidth, Style.Quiet, 0.5f);
        flow.Sheet.HorizontalLine(Style.Left, top + height, Style.ContentWidth, Style.Quiet, 0.5f);
    }

    private float[] Widths()
    {
        var result = new float[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].TakesTheRest) continue;
            // The ten headings of a form are wrapped between words; those of a list are not.
            var parts = columns[i].Heading.Split(hasGrid ? ['\n', ' '] : ['\n']);
            var heading = parts.Max(part => flow.Typesetter.Line(part, Weight.Bold).WidthAt(HeadingSize));
            var widest = rows.Count == 0 ? 0 : rows.Max(row => flow.Typesetter.Line(row[i]).WidthAt(size));
            result[i] = Math.Max(heading, Math.Min(widest, hasGrid ? WidestFigure / 2 : WidestFigure)) + Inset(i) + 0.5f;
        }

        const float mostForFigures = Style.ContentWidth - NarrowestDescription;
        var figures = result.Sum();
        if (figures > mostForFigures)
        {
            for (var i = 0; i < result.Length; i++) result[i] *= mostForFigures / figures;
        }

        result[IndexOfFlexible] = Style.ContentWidth - Math.Min(figures, mostForFigures);
        return result;
    }

    private int IndexOfFlexible => columns.Select((column, i) => column.TakesTheRest ? i : 0).Max();

    // Between columns; the outermost stand flush with the page's margins, except where a grid needs room on both sides.
    private float Inset(int column) => hasGrid ? 7 : column == IndexOfFlexible ? 0 : 16;

    private float Anchor(int column)
    {
        var left = Style.Left + widths.Take(column).Sum();
        var inset = hasGrid ? 3.5f : 0;
        return columns[column].Side switch
        {
            Side.Left => left + (hasGrid ? inset : column == 0 ? 0 : Inset(column)),
            Side.Right => left + widths[column] - inset,
            Side.Centre => left + (widths[column] / 2),
        };
    }

    private List<ShapedText> Wrapped(string[] cells) =>
        flow.Typesetter.Wrap(cells[IndexOfFlexible], widths[IndexOfFlexible] - (hasGrid ? 7 : 8), size);

    private float HeightOf(List<ShapedText> lines) => (lines.Count * LineHeight) + (2 * Padding);
}
