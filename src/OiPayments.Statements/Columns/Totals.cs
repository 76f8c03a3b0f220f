using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Columns;

/// <summary>Which columns are summed up, and by which a row is known to stand for itself.</summary>
/// <param name="Amounts">Those with sums.</param>
/// <param name="Ids">Where ids stand.</param>
/// <param name="Kind">The column with the kinds of rows.</param>
/// <param name="Currency">The column with currencies.</param>
/// <param name="Usual">The currency of rows that name none.</param>
internal sealed record TotalledColumns(
    IReadOnlyList<AmountColumn> Amounts, IReadOnlyList<int> Ids, KindColumn? Kind, CurrencyColumn? Currency, Currency Usual);

/// <summary>
/// The row at the end that sums up the others. It is known by its word, or by amounts that are the sums so far where it has no id. It is
/// no row of the settlement; it proves that none is missing.
/// </summary>
internal sealed class Totals(TotalledColumns columns)
{
    private int? totalsRow;
    private int? endRow;
    private List<(AmountColumn Column, long Said, long Sum, Currency Currency)> differences = [];

    /// <summary>Whether it is a totals row, or the mark of the end: then it is nothing else.</summary>
    /// <exception cref="FileRefusedException">There was one before, and nothing may follow it but the mark.</exception>
    public bool Take(TableRow row, bool hasRows, Currency? only)
    {
        var isEnd = Has(row, Words.IsEndMark);
        if ((endRow ?? (isEnd ? null : totalsRow)) is { } before)
        {
            throw new FileRefusedException(
                $"Row {before} looks like the totals of the file, but row {row.Number} follows it. Upload files one by one, and without "
                + "subtotals.", row.Number);
        }

        if (isEnd) endRow = row.Number;
        else if (Has(row, Words.IsTotal) || (hasRows && IsRunningSum(row, only))) totalsRow = row.Number;
        else return false;

        Compare(row, only);
        return true;
    }

    /// <summary>The last thing to look at: whether what the file says of its sums is so.</summary>
    public void Check()
    {
        if (differences.Count == 0) return;
        var said = differences.Select(difference =>
            $"column {Quoted.Of(difference.Column.Header)} says {Shown(difference.Said, difference.Currency)}, the rows above come to "
            + Shown(difference.Sum, difference.Currency));
        throw new FileRefusedException(
            $"Row {totalsRow ?? endRow} has the totals, and they are not the sums: {string.Join("; ", said)}. Rows are missing or changed: "
            + "download the file again.", totalsRow ?? endRow);
    }

    private void Compare(TableRow row, Currency? only)
    {
        foreach (var column in columns.Amounts)
        {
            var currency = CurrencyOf(row, only);
            if (column.ReadAsWritten(row, currency ?? columns.Usual) is not { } said) continue;
            if (currency is not { } one)
            {
                throw new FileRefusedException(
                    $"Row {row.Number} has one total for rows of several currencies. Remove the row, or upload one file for each currency.",
                    row.Number);
            }

            if (said != column.SumOf(one)) differences.Add((column, said, column.SumOf(one), one));
        }
    }

    // A word for the kind of row, or any id, says that a row stands for itself: two rows of one file may well have the same amount.
    private bool IsRunningSum(TableRow row, Currency? only)
    {
        if (columns.Ids.Count == 0 || columns.Ids.Any(id => !IdText.IsNothing(row[id].Text))) return false;
        if (columns.Kind is { } kind && kind.TryRead(row, out _)) return false;
        if (CurrencyOf(row, only) is not { } currency) return false;

        var isSum = false;
        foreach (var column in columns.Amounts)
        {
            if (!column.TryReadAsWritten(row, currency, out var said)) return false;
            if (said is null) continue;
            if (said != column.SumOf(currency)) return false;
            isSum = true;
        }

        return isSum;
    }

    private Currency? CurrencyOf(TableRow row, Currency? only) =>
        columns.Currency is { } column && !Words.IsTotal(column.Text(row)) ? column.Read(row) ?? only : only;

    private static bool Has(TableRow row, Func<string, bool> word)
    {
        for (var i = 0; i < row.Count; i++)
        {
            if (row[i].Kind is CellKind.Text && word(row[i].Text)) return true;
        }

        return false;
    }

    private static string Shown(long minor, Currency currency) => new Money(minor, currency).ToString();
}
