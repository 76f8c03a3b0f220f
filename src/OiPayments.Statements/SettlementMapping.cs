namespace OiPayments.Statements;

/// <summary>What a column of a settlement file holds.</summary>
public enum SettlementField
{
    TransactionId,
    ValidationId,
    BankTransactionId,
    RefundId,

    /// <summary>The kind of row; its words are in <see cref="SettlementMapping.Kinds"/>.</summary>
    Kind,
    Gross,
    Fee,
    FeeVat,
    Net,

    /// <summary>What the merchant owes: with <see cref="Credit"/> instead of a net amount.</summary>
    Debit,

    /// <summary>What the merchant gets: with <see cref="Debit"/> instead of a net amount.</summary>
    Credit,
    Currency,
    TransactedAt,
    SettledOn,
    PayoutReference,
    Label,
}

/// <summary>How a column of amounts writes its thousands and its decimals.</summary>
public enum DecimalStyle
{
    /// <summary><c>1,23,456.50</c> or <c>1,234,567.50</c>: commas group, the point divides.</summary>
    Point,

    /// <summary><c>1.234.567,50</c>: points group, the comma divides.</summary>
    Comma,

    /// <summary><c>123450</c>: whole minor units.</summary>
    MinorUnits,
}

/// <summary>One column of a file: which, what it holds, and how it writes it.</summary>
public sealed record ColumnMapping
{
    /// <summary>Its header as the file spells it. Headers are compared by letters and digits alone, whatever their case.</summary>
    public required string Header { get; init; }

    public required SettlementField Field { get; init; }

    /// <summary>For amounts: the file writes them with the other sign, as a fee of −25 that the gateway keeps.</summary>
    public bool Negate { get; init; }

    /// <summary>For amounts.</summary>
    public DecimalStyle Decimals { get; init; }

    /// <summary>
    /// For times and days: .NET's letters for a date, such as <c>dd/MM/yyyy HH:mm:ss</c>. Null: ISO 8601, or a spreadsheet's own date.
    /// </summary>
    public string? DatePattern { get; init; }
}

/// <summary>How the settlement files of one gateway account are to be read.</summary>
public sealed record SettlementMapping
{
    public required IReadOnlyList<ColumnMapping> Columns { get; init; }

    /// <summary>What the words of the column of kinds mean. Compared by letters and digits alone, whatever their case.</summary>
    public IReadOnlyDictionary<string, SettlementRowKind> Kinds { get; init; } = new Dictionary<string, SettlementRowKind>();

    /// <summary>
    /// The file writes what is taken without a sign, as a refund of 100.00: the kind of a row says whether money comes or goes.
    /// </summary>
    public bool IsUnsigned { get; init; }

    /// <summary>Columns that the file has and that nobody needs. A column that is neither here nor mapped refuses the file.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>For text files: what stands between two cells; null to find out.</summary>
    public char? Separator { get; init; }

    /// <summary>For workbooks: the sheet's name; null for the first.</summary>
    public string? Sheet { get; init; }

    /// <summary>The line or row that has the headers, from 1; null to find it.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>The currency of rows that name none.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Where clocks show the times of the file.</summary>
    public string TimeZone { get; init; } = "Asia/Dhaka";
}
