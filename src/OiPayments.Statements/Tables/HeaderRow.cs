using OiPayments.Statements.Values;

namespace OiPayments.Statements.Tables;

/// <summary>What a mapping says of a file's columns, whatever they hold.</summary>
internal sealed record Layout(IReadOnlyList<string> Mapped, IReadOnlyList<string> Ignored, int? HeaderRow);

/// <summary>
/// The row of headers, found and compared with the mapping, and what it says of the rows below: how many cells they have, and which of
/// them are read.
/// </summary>
internal sealed class HeaderRow
{
    private readonly string[] headers;
    private readonly Dictionary<string, int> columns = [];
    private readonly int[] mapped;
    private readonly bool isExact;

    /// <exception cref="FileRefusedException">A header is there twice, is missing, or is neither mapped nor ignored.</exception>
    public HeaderRow(int number, string[] headers, Layout layout, FileFormat format)
    {
        (Number, this.headers, isExact) = (number, headers, format is FileFormat.Csv);
        foreach (var (column, header) in headers.Index())
        {
            if (Words.Plain(header) is { Length: > 0 } plain) columns.TryAdd(plain, column);
        }

        RefuseMissing(layout);
        RefuseTwice();
        RefuseUnknown(layout);
        mapped = [.. layout.Mapped.Select(IndexOf)];
    }

    public int Number { get; }

    public int IndexOf(string header) => columns[Words.Plain(header)];

    /// <exception cref="FileRefusedException">A line of text has more or fewer cells than its header.</exception>
    public void CheckCells(TableRow row)
    {
        if (!isExact || row.Count == headers.Length) return;
        throw new FileRefusedException(
            $"Row {row.Number} has {row.Count} cells and the header has {headers.Length}. Look there for a separator within a cell, or "
            + "for a line that is cut.", row.Number);
    }

    /// <exception cref="FileRefusedException">It has a cell without header, is a header again, or has a formula that failed.</exception>
    public void Check(TableRow row)
    {
        RefuseWithoutHeader(row);
        RefuseHeaderAgain(row);
        foreach (var column in mapped) RefuseError(row, column);
    }

    private void RefuseMissing(Layout layout)
    {
        var missing = layout.Mapped.Where(header => !columns.ContainsKey(Words.Plain(header))).ToList();
        if (missing.Count == 0) return;

        throw new FileRefusedException(
            $"Row {Number} should be the headers, and has no {Quoted.List(missing)}. It has "
            + $"{Quoted.List(headers.Where(header => header != ""))}. Upload the right report, or change the mapping.", Number);
    }

    private void RefuseTwice()
    {
        var twice = headers.Where((header, column) => Words.Plain(header) is { Length: > 0 } plain && columns[plain] != column).ToList();
        if (twice.Count == 0) return;

        throw new FileRefusedException(
            $"Row {Number} has the header {Quoted.Of(twice[0])} twice. Remove one of the columns, or rename it in the source.", Number);
    }

    private void RefuseUnknown(Layout layout)
    {
        var known = layout.Mapped.Concat(layout.Ignored).Select(Words.Plain).ToHashSet();
        var unknown = columns.Where(column => !known.Contains(column.Key)).Select(column => headers[column.Value]).ToList();
        if (unknown.Count == 0) return;

        throw new FileRefusedException(
            $"Row {Number} has headers that the mapping does not know: {Quoted.List(unknown)}. Map them, or list them as ignored.", Number);
    }

    private void RefuseWithoutHeader(TableRow row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            if ((i >= headers.Length || Words.Plain(headers[i]).Length == 0) && !row[i].IsEmpty)
            {
                throw new FileRefusedException(
                    $"Row {row.Number} has {Quoted.Of(row[i].Text)} in column {i + 1}, which has no header. Give the column a "
                    + "header.", row.Number);
            }
        }
    }

    private void RefuseHeaderAgain(TableRow row)
    {
        var same = 0;
        foreach (var column in mapped)
        {
            if (string.Equals(row[column].Text.Trim(), headers[column], StringComparison.OrdinalIgnoreCase)) same++;
        }

        if (same * 2 < mapped.Length) return;
        throw new FileRefusedException(
            $"Row {row.Number} has the headers again. Files that were put together must be uploaded one by one.", row.Number);
    }

    private void RefuseError(TableRow row, int column)
    {
        var cell = row[column];
        if (cell.Kind is not CellKind.Error && cell.Text.Trim() is not
            ("#N/A" or "#REF!" or "#VALUE!" or "#NAME?" or "#DIV/0!" or "#NULL!" or "#NUM!")) return;
        throw FileRefusedException.At(row.Number, headers[column],
            $"a formula failed there ({cell.Text.Trim()}). Repair it, or download the file again.");
    }
}
