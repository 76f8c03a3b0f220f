using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;

namespace OiPayments.Statements.Tables;

/// <summary>
/// The rows of a text file with separators. Strict: a quotation mark where none may stand refuses the file, for whatever follows it would
/// be cut into the wrong cells. Lines that begin with <c>#</c> are rows as all others.
/// </summary>
internal static class CsvTable
{
    public static async IAsyncEnumerable<TableRow> ReadAsync(
        Stream file, FirstBytes first, char? separator, [EnumeratorCancellation] CancellationToken ct)
    {
        using var text = new BoundedText(file, first.Encoding!);
        var found = Separator.Find(first.Sample);
        using var parser = new CsvParser(text, Strict(separator ?? found.Separator), leaveOpen: true);
        var row = new TableRow();

        while (await NextAsync(parser, text))
        {
            ct.ThrowIfCancellationRequested();
            Fill(row, parser, text);
            if (row.IsEmpty() || (found.IsNamed && parser.Row == 1)) continue;
            yield return row;
        }
    }

    private static CsvConfiguration Strict(char separator) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = separator.ToString(),
        HasHeaderRecord = false,
        IgnoreBlankLines = true,
        MaxFieldSize = TableRow.MaxCellLength,
        BadDataFound = found => throw new BadDataException(found.Field, found.RawRecord, found.Context),
    };

    private static async Task<bool> NextAsync(CsvParser parser, BoundedText text)
    {
        try
        {
            return await parser.ReadAsync();
        }
        catch (MaxFieldSizeException tooLong)
        {
            throw new FileRefusedException(
                $"Behind row {text.LastRow} stands a cell of more than {TableRow.MaxCellLength} characters. Look there for a quotation "
                + "mark that is not closed.", text.LastRow + 1, tooLong);
        }
    }

    private static void Fill(TableRow row, CsvParser parser, BoundedText text)
    {
        var lines = parser.RawRow - text.LastRow;
        row.Begin(parser.RawRow);
        try
        {
            var breaks = 0;
            for (var i = 0; i < parser.Count; i++)
            {
                var cell = parser[i];
                if (lines > 1) breaks += LineBreaks(cell);
                row.Add(new(cell));
            }

            // The parser names the last line of a row; people look for it at its first.
            row.Renumber(parser.RawRow - breaks);
        }
        catch (BadDataException misquoted)
        {
            throw new FileRefusedException(
                $"Row {parser.RawRow} has a quotation mark where none may stand: a cell that contains one must be between quotation marks, "
                + "and have it twice. Correct the row, or download the file again.", parser.RawRow, misquoted);
        }

        text.Complete(parser.RawRow);
    }

    private static int LineBreaks(string cell)
    {
        var breaks = 0;
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == '\n' || (cell[i] == '\r' && (i + 1 == cell.Length || cell[i + 1] != '\n'))) breaks++;
        }

        return breaks;
    }
}
