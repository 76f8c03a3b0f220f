using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Columns;

/// <summary>The column that names each row's currency by its code of ISO 4217, in letters of either size.</summary>
internal sealed class CurrencyColumn(string header, int index)
{
    public string Text(TableRow row) => row[index].Text;

    /// <summary>Null for an empty cell.</summary>
    public Currency? Read(TableRow row)
    {
        var text = Text(row);
        if (IdText.IsNothing(text)) return null;
        if (Currency.TryParse(text, out var currency) || Currency.TryParse(text.Trim().ToUpperInvariant(), out currency)) return currency;
        throw FileRefusedException.At(row.Number, header, $"{Quoted.Of(text)} is no currency of ISO 4217, such as BDT. Correct it in the "
            + "source.");
    }
}
