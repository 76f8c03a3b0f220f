using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Proposals;

/// <summary>A first mapping for a file that nobody has mapped, with its doubts.</summary>
internal sealed class SettlementProposal(FirstRows file, Currency currency)
{
    private static readonly SettlementField[] AmountFields =
    [
        SettlementField.Gross, SettlementField.Fee, SettlementField.FeeVat,
        SettlementField.Net, SettlementField.Debit, SettlementField.Credit,
    ];

    private readonly Dictionary<SettlementField, int> columns = SettlementWords.Headers.Columns(file.Headers);
    private readonly List<string> doubts = [];

    private bool HasNet => columns.ContainsKey(SettlementField.Net) || columns.ContainsKey(SettlementField.Credit);

    public SettlementPreview Make()
    {
        doubts.AddRange(file.DoubtSheets());
        DoubtTwice();
        ChooseNet();
        LeaveFeeInParts();
        var mapped = columns.OrderBy(column => column.Value).Select(column => Map(column.Key, column.Value)).ToList();
        LeaveVatInFee(mapped);
        var ignored = file.Headers.Where((header, column) => Words.Plain(header).Length > 0 && !columns.ContainsValue(column)).ToList();
        if (ignored.Count > 0)
            doubts.Add($"The proposal ignores {Quoted.List(ignored)}. Map them if they hold amounts, ids or dates.");

        var mapping = new SettlementMapping
        {
            Columns = mapped,
            Kinds = columns.ContainsKey(SettlementField.Kind) ? SettlementWords.Kinds : new Dictionary<string, SettlementRowKind>(),
            IsUnsigned = WritesNoSigns(mapped),
            Ignored = ignored,
            HeaderRow = file.HeaderRow,
            Currency = currency,
        };
        DoubtKinds();
        DoubtWholeAmounts(mapped);
        return new(file.Format, file.Headers, file.Texts, mapping, doubts);
    }

    private void DoubtTwice()
    {
        foreach (var header in file.Headers.Where(header => header.Length > 0).GroupBy(Words.Plain).Where(header => header.Count() > 1))
            doubts.Add($"The header {Quoted.Of(header.First())} is there twice. The file is refused until one of them is renamed or "
                + "removed.");
    }

    // One amount says what a row adds to the payout: a net column, or a pair of debit and credit.
    private void ChooseNet()
    {
        var hasPair = columns.ContainsKey(SettlementField.Debit) && columns.ContainsKey(SettlementField.Credit);
        if (hasPair && columns.Remove(SettlementField.Net))
            doubts.Add("The file has a net amount, and also debits and credits. The proposal reads the debits and credits.");
        if (!hasPair)
        {
            if (columns.Remove(SettlementField.Credit, out var credit)) columns.TryAdd(SettlementField.Net, credit);
            columns.Remove(SettlementField.Debit);
        }

        if (!AmountFields.Any(columns.ContainsKey)) doubts.Add("No header looks like an amount. Map one as Gross or Net.");
        if (!columns.ContainsKey(SettlementField.TransactionId) && !columns.ContainsKey(SettlementField.ValidationId))
            doubts.Add("No header looks like the id of a transaction. Without one, no row can be matched with a payment.");
    }

    // What is left of the amount is the whole fee; one part of it would be taken for it.
    private void LeaveFeeInParts()
    {
        if (!HasNet || !FeeGuess.IsInParts(file.Headers) || !columns.Remove(SettlementField.Fee, out var fee)) return;
        columns.Remove(SettlementField.FeeVat);
        doubts.Add(
            $"The fee is in several columns, and {Quoted.Of(file.Headers[fee])} is one of them. The proposal reads none: the fee is what "
            + "the net amount leaves of a payment.");
    }

    private void LeaveVatInFee(List<ColumnMapping> mapped)
    {
        if (!columns.TryGetValue(SettlementField.FeeVat, out var vat)) return;
        if (!FeeGuess.HasVatInIt(file.Rows.Select(row => (
            Value(row, SettlementField.Gross), Value(row, SettlementField.Fee), Value(row, SettlementField.FeeVat),
            Value(row, SettlementField.Net) ?? Value(row, SettlementField.Credit))))) return;

        columns.Remove(SettlementField.FeeVat);
        mapped.RemoveAll(column => column.Field is SettlementField.FeeVat);
        doubts.Add(
            $"The fee has the VAT of the column {Quoted.Of(file.Headers[vat])} in it already: the first rows add up so. The proposal "
            + "ignores that column.");

        long? Value(Cell[] row, SettlementField field) =>
            mapped.Find(column => column.Field == field) is { } column
            && AmountGuess.Value(row[columns[field]], currency, column.Decimals) is { } minor
                ? column.Negate ? -minor : minor
                : null;
    }

    private ColumnMapping Map(SettlementField field, int column)
    {
        var header = file.Headers[column];
        var cells = file.Column(column);
        var mapping = new ColumnMapping { Header = header, Field = field };
        if (field is SettlementField.TransactedAt or SettlementField.SettledOn)
            return mapping with { DatePattern = DateGuess.Of(header, cells, doubts) };
        if (!AmountFields.Contains(field)) return mapping;

        var style = AmountGuess.Of(header, cells, currency, doubts);
        var negate = field is not (SettlementField.Gross or SettlementField.Net) && AmountGuess.IsNegative(cells, currency, style);
        if (negate) doubts.Add($"The amounts of the column {Quoted.Of(header)} are below nought. The proposal reads them with the other "
            + "sign.");
        return mapping with { Decimals = style, Negate = negate };
    }

    private void DoubtKinds()
    {
        if (!columns.TryGetValue(SettlementField.Kind, out var column)) return;
        var known = SettlementWords.Kinds.Keys.Select(Words.Plain).ToHashSet();
        var unknown = file.Column(column).Select(cell => cell.Text.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(text => !known.Contains(Words.Plain(text)) && !Words.IsTotal(text)).ToList();
        if (unknown.Count > 0) doubts.Add($"Nobody knows these kinds of row yet: {Quoted.List(unknown)}. Say what they mean.");
    }

    private void DoubtWholeAmounts(List<ColumnMapping> mapped)
    {
        var amounts = mapped.Where(column => AmountFields.Contains(column.Field))
            .SelectMany(column => file.Column(columns[column.Field])).ToList();
        if (currency.Digits > 0 && amounts.Exists(cell => AmountGuess.Value(cell, currency, DecimalStyle.Point) != 0)
            && amounts.TrueForAll(cell => AmountGuess.Value(cell, currency, DecimalStyle.MinorUnits) is not null))
            doubts.Add($"No amount has decimals. If the file counts in the smallest unit of {currency}, choose whole minor units.");
    }

    // A refund above nought would be read as money that came in.
    private bool WritesNoSigns(List<ColumnMapping> mapped)
    {
        if (!columns.TryGetValue(SettlementField.Kind, out var kinds)) return false;
        if ((mapped.Find(column => column.Field is SettlementField.Gross) ?? mapped.Find(column => column.Field is SettlementField.Net))
            is not { } amount) return false;

        var refunds = SettlementWords.Kinds.Where(kind => kind.Value is SettlementRowKind.Refund or SettlementRowKind.Chargeback)
            .Select(kind => Words.Plain(kind.Key)).ToHashSet();
        var isAbove = file.Rows.Any(row => refunds.Contains(Words.Plain(row[kinds].Text))
            && AmountGuess.Value(row[columns[amount.Field]], currency, amount.Decimals) > 0);
        if (isAbove)
        {
            doubts.Add(
                $"The column {Quoted.Of(amount.Header)} has refunds above nought. The proposal takes it that the file writes no signs, and "
                + "that the kind of a row says whether money comes or goes.");
        }

        return isAbove;
    }
}
