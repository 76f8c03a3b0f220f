using System.Runtime.CompilerServices;
using OiPayments.Statements.Proposals;
using OiPayments.Statements.Tables;

namespace OiPayments.Statements;

/// <summary>Reads the files in which gateways list what they settle.</summary>
public static class SettlementFile
{
    /// <summary>
    /// Its rows, in the order of the file, as the mapping reads them. Rows count only when the last was read: a file is refused for its
    /// last row too, and the last thing to be compared are its totals with the sums of its columns.
    /// </summary>
    /// <param name="file">Can seek; is read from its beginning, in pieces, and is left open.</param>
    /// <param name="mapping">How the files of this gateway account are to be read.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="FileRefusedException">The file, or the mapping, is not as it should be; nothing of it may be used.</exception>
    public static async IAsyncEnumerable<SettlementRow> ReadAsync(
        Stream file, SettlementMapping mapping, [EnumeratorCancellation] CancellationToken ct)
    {
        MappingCheck.Check(mapping);
        var first = await FirstBytes.OfAsync(file, ct);
        await using var rows = Table.ReadAsync(file, first, mapping.Separator, mapping.Sheet, ct).GetAsyncEnumerator(ct);
        var layout = new Layout([.. mapping.Columns.Select(column => column.Header)], mapping.Ignored, mapping.HeaderRow);
        var reader = new SettlementReader(mapping, await new HeaderFinder(layout, first.Format).FindAsync(rows));

        while (!reader.IsRefused && await rows.MoveNextAsync())
        {
            if (reader.Read(rows.Current) is { } row) yield return row;
        }

        reader.End();
    }

    /// <summary>The beginning of a file, what its columns seem to hold, and what is doubtful of that.</summary>
    /// <param name="file">Can seek; is read from its beginning and is left open.</param>
    /// <param name="currency">The currency of rows that name none.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="FileRefusedException">It is no file of rows, or has none.</exception>
    public static async Task<SettlementPreview> PreviewAsync(Stream file, Currency currency, CancellationToken ct) =>
        new SettlementProposal(await FirstRows.OfAsync(file, SettlementWords.Headers.IsKnown, ct), currency).Make();
}
