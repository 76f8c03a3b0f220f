using System.Runtime.InteropServices;
using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Columns;

/// <summary>A column of amounts; keeps the sum of what it read, to compare it with what the file itself says at its end.</summary>
internal sealed class AmountColumn(string header, int index, DecimalStyle style, bool negate)
{
    private readonly Dictionary<Currency, long> sums = [];

    public string Header => header;

    /// <summary>The amount with the sign that the mapping gives it; null for an empty cell. It counts in the sum.</summary>
    /// <exception cref="FileRefusedException">It is no amount of the currency.</exception>
    public long? Read(TableRow row, Currency currency)
    {
        if (ReadAsWritten(row, currency) is not { } minor) return null;
        Count(row, currency, minor);
        return negate ? -minor : minor;
    }

    /// <summary>As <see cref="Read"/>, without counting in the sum: of balances there is none.</summary>
    public long? ReadBalance(TableRow row, Currency currency) =>
        ReadAsWritten(row, currency) is not { } minor ? null : negate ? -minor : minor;

    private void Count(TableRow row, Currency currency, long minor)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, currency, out _);
        try
        {
            sum = checked(sum + minor);
        }
        catch (OverflowException)
        {
            throw FileRefusedException.At(row.Number, header, "the sum of the column is more than can be counted. Check how it writes "
                + "decimals.");
        }
    }

    /// <summary>The amount with the sign that the file gives it; it does not count in the sum.</summary>
    /// <exception cref="FileRefusedException">It is no amount of the currency.</exception>
    public long? ReadAsWritten(TableRow row, Currency currency) => TryReadAsWritten(row, currency, out var minor) ? minor
        : throw FileRefusedException.At(row.Number, header,
            $"{Quoted.Of(row[index].Text)} is no amount of {currency}{Expected(currency)}. Correct it in the source, or change how the "
            + "mapping reads the column.");

    /// <summary>True with null for an empty cell.</summary>
    public bool TryReadAsWritten(TableRow row, Currency currency, out long? minor)
    {
        minor = null;
        var cell = row[index];
        if (IdText.IsNothing(cell.Text)) return true;

        var isRead = cell.Kind is CellKind.Number
            ? AmountText.TryReadStored(cell.Text, currency, style, out var read)
            : AmountText.TryRead(cell.Text, currency, style, out read);
        if (isRead) minor = read;
        return isRead;
    }

    public long SumOf(Currency currency) => sums.GetValueOrDefault(currency);

    private string Expected(Currency currency) => style switch
    {
        DecimalStyle.MinorUnits => " in whole minor units",
        DecimalStyle.Comma => $" with points between thousands, a comma, and at most {currency.Digits} decimals",
        DecimalStyle.Point => $" with a point and at most {currency.Digits} decimals",
    };
}
