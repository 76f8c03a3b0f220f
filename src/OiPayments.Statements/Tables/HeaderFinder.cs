using OiPayments.Statements.Values;

namespace OiPayments.Statements.Tables;

/// <summary>
/// Finds the row of headers by the mapping: where the mapping says, or else the first that has all headers which it names. Titles may stand
/// above it. Where headers of several rows are merged, the lower row counts, and a header that it lacks is the one above.
/// </summary>
internal sealed class HeaderFinder(Layout layout, FileFormat format)
{
    /// <summary>Headers stand at the top: nobody writes a longer title.</summary>
    public const int MaxTitleRows = 50;

    private readonly HashSet<string> wanted = [.. layout.Mapped.Select(Words.Plain)];
    private (int Number, string[] Headers, int Hits)? best;
    private (int Number, int Filled)? widest;
    private string[] above = [];

    /// <summary>Moves to the row of headers; the next row is the first below it.</summary>
    public async Task<HeaderRow> FindAsync(IAsyncEnumerator<TableRow> rows)
    {
        for (var looked = 0; looked < MaxTitleRows && await rows.MoveNextAsync(); looked++)
        {
            var row = rows.Current;
            if (layout.HeaderRow is { } given && row.Number > given) break;
            if (Consider(row) is { } found) return found;
        }

        throw Missing();
    }

    private HeaderRow? Consider(TableRow row)
    {
        var headers = WithThoseAbove(row.Texts());
        above = headers;
        if (layout.HeaderRow is { } given)
        {
            if (row.Number < given) return null;
            return new(row.Number, headers, layout, format);
        }

        var hits = headers.Count(header => wanted.Contains(Words.Plain(header)));
        if (best is null || hits > best.Value.Hits) best = (row.Number, headers, hits);
        if (headers.Select(Words.Plain).Where(wanted.Contains).Distinct().Count() == wanted.Count) return Found(row, headers);

        if (widest is null || row.Filled() > widest.Value.Filled) widest = (row.Number, row.Filled());
        return null;
    }

    private HeaderRow Found(TableRow row, string[] headers)
    {
        // A title is narrower than the table. What is as wide may be rows of an earlier table, and would be left out in silence.
        if (widest is { } title && title.Filled > 1 && title.Filled >= headers.Count(header => header.Length > 0))
        {
            throw new FileRefusedException(
                $"The headers are in row {row.Number}, but row {title.Number} above has as many cells. Remove the rows above the headers, "
                + "or say in the mapping which row has the headers.", title.Number);
        }

        return new(row.Number, headers, layout, format);
    }

    private string[] WithThoseAbove(string[] headers)
    {
        // A lone text above is a title.
        if (above.Count(header => header.Length > 0) < 2) return headers;
        for (var i = 0; i < Math.Min(headers.Length, above.Length); i++)
        {
            if (headers[i].Length == 0) headers[i] = above[i];
        }

        return headers;
    }

    private FileRefusedException Missing()
    {
        if (layout.HeaderRow is { } given)
            return new($"Row {given}, which the mapping names as the row of headers, is empty or missing. Change the mapping.", given);
        if (best is not { } closest)
            return new("The file is empty. Download it again from the gateway or the bank.");

        var missing = layout.Mapped.Where(header => !closest.Headers.Select(Words.Plain).Contains(Words.Plain(header)));
        return new(
            $"The first {MaxTitleRows} rows have no row with all headers of the mapping: row {closest.Number} comes closest, and lacks "
            + $"{Quoted.List(missing)}. Upload the right report, or change the mapping.", closest.Number);
    }
}
