namespace OiPayments.Statements;

/// <summary>
/// What happened on a bank account from one balance to another. Amounts are minor units of <see cref="Currency"/>. Where both balances are
/// known, the opening one and the lines come to the closing one: a statement of which that is not so is refused.
/// </summary>
public sealed record BankStatement
{
    /// <summary>The account as the bank writes it; null where the file names none.</summary>
    public string? Account { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The bank's number or id of the statement; all its pages have the same.</summary>
    public string? Number { get; init; }

    /// <summary>The bank's running number, where it gives one: the statement before has the number before.</summary>
    public long? Sequence { get; init; }

    /// <summary>The number of its first page, where pages have numbers.</summary>
    public int? Page { get; init; }

    /// <summary>The day of the opening balance; in a table, the day of the first line.</summary>
    public DateOnly? OpenedOn { get; init; }

    /// <summary>The day of the closing balance; in a table, the day of the last line.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Null in a table without balances.</summary>
    public long? OpeningMinor { get; init; }

    /// <summary>Null in a table without balances.</summary>
    public long? ClosingMinor { get; init; }

    /// <summary>In the order of the account: the oldest first, even where the file has the newest first.</summary>
    public required IReadOnlyList<BankLine> Lines { get; init; }
}

/// <summary>One movement of money on an account.</summary>
public sealed record BankLine
{
    /// <summary>Where it stands: the line of the file or the row of the sheet; in camt.053, its place among the entries. From 1.</summary>
    public required int Number { get; init; }

    /// <summary>The day on which the bank booked it.</summary>
    public required DateOnly BookedOn { get; init; }

    /// <summary>The day from which it bears interest.</summary>
    public DateOnly? ValueOn { get; init; }

    /// <summary>Minor units; above nought is money that came in.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>What the payer or we called it. Several lines may have the same.</summary>
    public string? Reference { get; init; }

    /// <summary>What the bank calls it.</summary>
    public string? BankReference { get; init; }

    /// <summary>What the bank says of it, at most 255 characters; all of it is in <see cref="Raw"/>.</summary>
    public string? Text { get; init; }

    /// <summary>Whether it takes back an earlier line. Its amount has the sign of the money that moves now.</summary>
    public bool IsReversal { get; init; }

    /// <summary>The balance of the account behind it, where the file has one.</summary>
    public long? BalanceMinor { get; init; }

    /// <summary>What the file says, cut to 4,000 characters, to be looked at when something is doubtful.</summary>
    public required string Raw { get; init; }
}
