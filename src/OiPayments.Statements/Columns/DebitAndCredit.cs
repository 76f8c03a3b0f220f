using OiPayments.Statements.Tables;

namespace OiPayments.Statements.Columns;

/// <summary>Two columns of which a row fills one. The sign is the column's: what stands in debit goes out, whatever the row is.</summary>
internal static class DebitAndCredit
{
    /// <summary>Credit less debit; null where both are empty.</summary>
    /// <exception cref="FileRefusedException">Both have an amount, or one has one below nought.</exception>
    public static long? Read(AmountColumn debits, AmountColumn credits, TableRow row, Currency currency)
    {
        var (debit, credit) = (debits.Read(row, currency), credits.Read(row, currency));
        if (debit is < 0 || credit is < 0)
        {
            throw FileRefusedException.At(row.Number, (debit is < 0 ? debits : credits).Header,
                "a debit or credit below nought can be meant both ways. Correct it in the source, or map the column with the other sign.");
        }

        if (debit is > 0 && credit is > 0)
        {
            throw FileRefusedException.At(row.Number, debits.Header,
                $"both it and {Quoted.Of(credits.Header)} have an amount. Only one of them may. Correct it in the source.");
        }

        return (debit, credit) is (null, null) ? null : (credit ?? 0) - (debit ?? 0);
    }
}
