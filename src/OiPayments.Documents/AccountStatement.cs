namespace OiPayments.Documents;

/// <summary>
/// What moved on one account over a period, complete: <see cref="DocumentPdf"/> adds nothing up. All amounts are of one currency.
/// </summary>
public sealed record AccountStatement
{
    public required DocumentLanguage Language { get; init; }

    /// <summary>Whose books they are.</summary>
    public required Brand Brand { get; init; }

    /// <summary>The account's code, as the API has it.</summary>
    public required string Account { get; init; }

    /// <summary>LIVE or TEST.</summary>
    public required string Mode { get; init; }

    public required StatementPeriod Period { get; init; }

    public required Money Opening { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<AccountStatementEntry> Entries { get; init; }

    public required Money Closing { get; init; }
}

/// <summary>From when to when: whole days of the time zone of whoever reads it.</summary>
/// <param name="First">The first day; null from the beginning on.</param>
/// <param name="Last">The last day; null until now.</param>
public sealed record StatementPeriod(DateOnly? First, DateOnly? Last);

/// <summary>One side of a transfer. One of debit and credit is null.</summary>
/// <param name="PostedOn">The day, in the time zone of whoever reads it.</param>
/// <param name="Kind">Why money was moved, as the API has it.</param>
/// <param name="Cause">The business event.</param>
/// <param name="Counterpart">The code of the account on the other side.</param>
/// <param name="Debit">Positive.</param>
/// <param name="Credit">Positive.</param>
/// <param name="Balance">The account's after this entry.</param>
public sealed record AccountStatementEntry(
    DateOnly PostedOn, string Kind, string Cause, string Counterpart, Money? Debit, Money? Credit, Money Balance);
