namespace OiPayments.Statements;

/// <summary>What a column of a bank's table holds.</summary>
public enum BankField
{
    BookedOn,
    ValueOn,

    /// <summary>Above nought is money that came in.</summary>
    Amount,

    /// <summary>Money that went out: with <see cref="Credit"/> instead of an amount.</summary>
    Debit,

    /// <summary>Money that came in: with <see cref="Debit"/> instead of an amount.</summary>
    Credit,

    /// <summary>The balance of the account behind the row.</summary>
    Balance,
    Reference,
    BankReference,
    Text,
}

/// <summary>One column of a bank's table: which, what it holds, and how it writes it.</summary>
public sealed record BankColumnMapping
{
    /// <summary>Its header as the file spells it. Headers are compared by letters and digits alone, whatever their case.</summary>
    public required string Header { get; init; }

    public required BankField Field { get; init; }

    /// <summary>For amounts: the file writes them with the other sign.</summary>
    public bool Negate { get; init; }

    /// <summary>For amounts.</summary>
    public DecimalStyle Decimals { get; init; }

    /// <summary>For days: .NET's letters for a date, such as <c>dd/MM/yyyy</c>. Null: ISO 8601, or a spreadsheet's own date.</summary>
    public string? DatePattern { get; init; }
}

/// <summary>How the tables of one bank account are to be read; its MT940 and camt.053 files need no mapping.</summary>
public sealed record BankMapping
{
    public required IReadOnlyList<BankColumnMapping> Columns { get; init; }

    /// <summary>Columns that the file has and that nobody needs. A column that is neither here nor mapped refuses the file.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>For text files: what stands between two cells; null to find out.</summary>
    public char? Separator { get; init; }

    /// <summary>For workbooks: the sheet's name; null for the first.</summary>
    public string? Sheet { get; init; }

    /// <summary>The line or row that has the headers, from 1; null to find it.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>The currency of the account.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Where clocks show the times of the file.</summary>
    public string TimeZone { get; init; } = "Asia/Dhaka";
}
