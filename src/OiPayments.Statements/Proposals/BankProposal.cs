using OiPayments.Statements.Values;

namespace OiPayments.Statements.Proposals;

/// <summary>A first mapping for a bank's table that nobody has mapped, with its doubts.</summary>
internal sealed class BankProposal(FirstRows file, Currency currency)
{
    private readonly Dictionary<BankField, int> columns = BankWords.Headers.Columns(file.Headers);
    private readonly List<string> doubts = [];

    public BankPreview Make()
    {
        doubts.AddRange(file.DoubtSheets());
        ChooseAmount();
        var mapped = columns.OrderBy(column => column.Value).Select(column => Map(column.Key, column.Value)).ToList();
        var ignored = file.Headers.Where((header, column) => Words.Plain(header).Length > 0 && !columns.ContainsValue(column)).ToList();
        if (ignored.Count > 0) doubts.Add($"The proposal ignores {Quoted.List(ignored)}. Map them if they hold amounts, references or "
            + "dates.");
        if (!columns.ContainsKey(BankField.Balance))
            doubts.Add("No header looks like a balance. Without one, nobody can tell whether rows are missing.");

        var mapping = new BankMapping { Columns = mapped, Ignored = ignored, HeaderRow = file.HeaderRow, Currency = currency };
        return new(file.Format, file.Headers, file.Texts, mapping, doubts);
    }

    // Two columns tell what came in from what went out; one must have signs.
    private void ChooseAmount()
    {
        var hasPair = columns.ContainsKey(BankField.Debit) && columns.ContainsKey(BankField.Credit);
        if (hasPair)
        {
            if (columns.Remove(BankField.Amount))
                doubts.Add("The file has an amount, and also debits and credits. The proposal reads the debits and credits.");
        }
        else
        {
            columns.Remove(BankField.Debit);
            columns.Remove(BankField.Credit);
            if (!columns.ContainsKey(BankField.Amount))
                doubts.Add("No header looks like an amount, and no two like debit and credit. Map one, or two.");
        }

        if (!columns.ContainsKey(BankField.BookedOn)) doubts.Add("No header looks like a date. Map one as the day of booking.");
    }

    private BankColumnMapping Map(BankField field, int column)
    {
        var header = file.Headers[column];
        var cells = file.Column(column);
        var mapping = new BankColumnMapping { Header = header, Field = field };
        if (field is BankField.BookedOn or BankField.ValueOn) return mapping with { DatePattern = DateGuess.Of(header, cells, doubts) };
        if (field is not (BankField.Amount or BankField.Debit or BankField.Credit or BankField.Balance)) return mapping;

        var style = AmountGuess.Of(header, cells, currency, doubts);
        if (field is BankField.Amount && cells.Count > 1 && cells.All(cell => AmountGuess.Value(cell, currency, style) > 0))
        {
            doubts.Add(
                $"No amount of the column {Quoted.Of(header)} is below nought. It must have signs: if another column says what went out, "
                + "the file cannot be read so.");
        }

        var negate = field is BankField.Debit && AmountGuess.IsNegative(cells, currency, style);
        if (negate) doubts.Add($"The amounts of the column {Quoted.Of(header)} are below nought. The proposal reads them with the other "
            + "sign.");
        return mapping with { Decimals = style, Negate = negate };
    }
}
