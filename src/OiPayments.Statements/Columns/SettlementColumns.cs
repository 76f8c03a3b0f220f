using OiPayments.Statements.Tables;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Columns;

/// <summary>The columns of one settlement file, each with its reader.</summary>
internal sealed class SettlementColumns
{
    private static readonly SettlementField[] IdFields =
    [
        SettlementField.TransactionId, SettlementField.ValidationId, SettlementField.BankTransactionId, SettlementField.RefundId,
    ];

    private readonly Dictionary<SettlementField, (ColumnMapping Mapping, int Index)> columns;

    public SettlementColumns(SettlementMapping mapping, HeaderRow header)
    {
        columns = mapping.Columns.ToDictionary(column => column.Field, column => (column, header.IndexOf(column.Header)));
        (Gross, Fee, FeeVat) = (Amount(SettlementField.Gross), Amount(SettlementField.Fee), Amount(SettlementField.FeeVat));
        (Net, Debit, Credit) = (Amount(SettlementField.Net), Amount(SettlementField.Debit), Amount(SettlementField.Credit));
        Amounts = [.. new[] { Gross, Fee, FeeVat, Net, Debit, Credit }.OfType<AmountColumn>()];
        (TransactedAt, SettledOn) = (Time(SettlementField.TransactedAt), Time(SettlementField.SettledOn));
        if (columns.TryGetValue(SettlementField.Kind, out var kind)) Kind = new(kind.Mapping.Header, kind.Index, mapping.Kinds);
        if (columns.TryGetValue(SettlementField.Currency, out var currency)) Currency = new(currency.Mapping.Header, currency.Index);
        Ids = [.. IdFields.Where(columns.ContainsKey).Select(field => columns[field].Index)];
    }

    public AmountColumn? Gross { get; }
    public AmountColumn? Fee { get; }
    public AmountColumn? FeeVat { get; }
    public AmountColumn? Net { get; }
    public AmountColumn? Debit { get; }
    public AmountColumn? Credit { get; }
    public IReadOnlyList<AmountColumn> Amounts { get; }
    public TimeColumn? TransactedAt { get; }
    public TimeColumn? SettledOn { get; }
    public KindColumn? Kind { get; }
    public CurrencyColumn? Currency { get; }

    /// <summary>Where the ids stand of transactions, and of what became of them.</summary>
    public IReadOnlyList<int> Ids { get; }

    public string? Id(TableRow row, SettlementField field) => columns.TryGetValue(field, out var column)
        ? IdText.Read(row[column.Index], row.Number, column.Mapping.Header)
        : null;

    public string? Text(TableRow row, SettlementField field) =>
        columns.TryGetValue(field, out var column) ? IdText.ReadText(row[column.Index].Text) : null;

    private AmountColumn? Amount(SettlementField field) => columns.TryGetValue(field, out var column)
        ? new(column.Mapping.Header, column.Index, column.Mapping.Decimals, column.Mapping.Negate)
        : null;

    private TimeColumn? Time(SettlementField field)
    {
        if (!columns.TryGetValue(field, out var column)) return null;
        DatePattern.TryOf(column.Mapping.DatePattern, out var pattern);
        return new(column.Mapping.Header, column.Index, pattern);
    }
}
