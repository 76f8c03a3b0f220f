using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Proposals;

/// <summary>Guesses how a column writes its amounts.</summary>
internal static class AmountGuess
{
    public static DecimalStyle Of(string header, IReadOnlyList<Cell> cells, Currency currency, List<string> doubts)
    {
        var point = cells.All(cell => IsRead(cell, currency, DecimalStyle.Point));
        var comma = cells.All(cell => IsRead(cell, currency, DecimalStyle.Comma));
        if (!point && !comma)
        {
            doubts.Add(
                $"The column {Quoted.Of(header)} seems to hold amounts, but not all of the first rows are amounts of {currency}. Check "
                + "it, and the currency.");
        }
        else if (point && comma
            && cells.Any(cell => Value(cell, currency, DecimalStyle.Point) != Value(cell, currency, DecimalStyle.Comma)))
        {
            doubts.Add(
                $"The amounts of the column {Quoted.Of(header)} can be read with the point or with the comma before the decimals. The "
                + "proposal is the point: compare it with a payment that you know.");
        }

        return point || !comma ? DecimalStyle.Point : DecimalStyle.Comma;
    }

    /// <summary>Whether the column has amounts, none above nought and some below.</summary>
    public static bool IsNegative(IReadOnlyList<Cell> cells, Currency currency, DecimalStyle style)
    {
        var values = cells.Select(cell => Value(cell, currency, style)).ToList();
        return values.TrueForAll(value => value <= 0) && values.Exists(value => value < 0);
    }

    public static long? Value(Cell cell, Currency currency, DecimalStyle style) =>
        TryRead(cell, currency, style, out var minor) ? minor : null;

    private static bool IsRead(Cell cell, Currency currency, DecimalStyle style) => TryRead(cell, currency, style, out _);

    private static bool TryRead(Cell cell, Currency currency, DecimalStyle style, out long minor) => cell.Kind is CellKind.Number
        ? AmountText.TryReadStored(cell.Text, currency, style, out minor)
        : AmountText.TryRead(cell.Text, currency, style, out minor);
}
