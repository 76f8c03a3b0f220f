using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Proposals;

/// <summary>The headers of a file that nobody has mapped yet, and the first rows below them.</summary>
internal sealed record FirstRows
{
    private const int Shown = 20;
    private const int ShownSheets = 10;

    public required FileFormat Format { get; init; }
    public required IReadOnlyList<string> Headers { get; init; }
    public required IReadOnlyList<Cell[]> Rows { get; init; }

    /// <summary>The sheets of a workbook that a person sees; none of another file.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>The row of the headers, where the mapping must name it: rows above it are as wide.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>The texts as a person sees them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Texts => [.. Rows.Select(row => row.Select(cell => cell.Text).ToArray())];

    /// <summary>Reads as many rows as are shown.</summary>
    /// <param name="file">The file, from its beginning.</param>
    /// <param name="isKnown">Whether a header is one of those that such files have.</param>
    /// <param name="ct">Ends the reading.</param>
    public static async Task<FirstRows> OfAsync(Stream file, Func<string, bool> isKnown, CancellationToken ct)
    {
        var first = await FirstBytes.OfAsync(file, ct);
        var rows = new List<(int Number, Cell[] Cells)>();
        await foreach (var row in Table.ReadAsync(file, first, separator: null, sheet: null, ct))
        {
            rows.Add((row.Number, [.. Enumerable.Range(0, row.Count).Select(column => row[column])]));
            if (rows.Count == HeaderFinder.MaxTitleRows + Shown) break;
        }

        if (rows.Count == 0) throw new FileRefusedException("The file is empty. Download it again from the gateway or the bank.");
        return Below(rows, HeaderAt(rows, isKnown), first.Format) with
        {
            Sheets = first.Format is FileFormat.Xlsx ? await XlsxTable.SheetsAsync(file, ct) : [],
        };
    }

    /// <summary>That other sheets are not read, where there are some.</summary>
    public IEnumerable<string> DoubtSheets()
    {
        if (Sheets.Count > 1)
        {
            yield return $"The workbook has the sheets {Quoted.List(Sheets.Take(ShownSheets))}. The proposal reads the first: name "
                + "another in "
                + "the mapping if the rows are there.";
        }
    }

    /// <summary>What stands in a column, cells without anything left out.</summary>
    public IReadOnlyList<Cell> Column(int column) =>
        [.. Rows.Select(row => row[column]).Where(cell => !IdText.IsNothing(cell.Text))];

    private static FirstRows Below(List<(int Number, Cell[] Cells)> rows, int at, FileFormat format)
    {
        string[] headers = [.. rows[at].Cells.Select(cell => cell.Text.Trim())];
        var above = at > 0 ? rows[at - 1].Cells : [];
        if (above.Count(cell => !cell.IsEmpty) > 1)
        {
            for (var i = 0; i < Math.Min(headers.Length, above.Length); i++)
            {
                if (headers[i].Length == 0) headers[i] = above[i].Text.Trim();
            }
        }

        var below = rows.Skip(at + 1).Take(Shown).ToList();
        if (below.Count == 0)
            throw new FileRefusedException($"The file has no rows below its headers in row {rows[at].Number}. Choose a file that has "
                + "some.");

        var filled = headers.Count(header => header.Length > 0);
        return new()
        {
            Format = format,
            Headers = headers,
            Rows = [.. below.Select(row => Padded(row.Cells, headers.Length))],
            HeaderRow = rows.Take(at).Any(row => row.Cells.Count(cell => !cell.IsEmpty) is > 1 and var cells && cells >= filled)
                ? rows[at].Number : null,
        };
    }

    // The row with most known headers; where none has two, the first of the widest, for titles are narrow.
    private static int HeaderAt(List<(int Number, Cell[] Cells)> rows, Func<string, bool> isKnown)
    {
        var titles = rows.Take(HeaderFinder.MaxTitleRows).ToList();
        var known = titles.Max(Known);
        if (known >= 2) return titles.FindIndex(row => Known(row) == known);

        var widest = titles.Max(row => row.Cells.Count(cell => !cell.IsEmpty));
        return titles.FindIndex(row => row.Cells.Count(cell => !cell.IsEmpty) == widest);

        int Known((int Number, Cell[] Cells) row) => row.Cells.Count(cell => isKnown(cell.Text));
    }

    private static Cell[] Padded(Cell[] cells, int length) =>
        [.. Enumerable.Range(0, length).Select(column => column < cells.Length ? cells[column] : Cell.Empty)];
}
