using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>For which program books are written out, as a query names it.</summary>
internal static class LedgerFormat
{
    /// <summary>hledger.org.</summary>
    public const string Hledger = "hledger";

    /// <summary>ledger-cli.org: the same text, which both programs read in their strictest mode.</summary>
    public const string Ledger = "ledger";

    /// <summary>beancount.github.io.</summary>
    public const string Beancount = "beancount";
}

/// <summary>How one program writes books down. Comments begin with a semicolon in all of them.</summary>
internal interface ILedgerSyntax
{
    /// <summary>What stands before everything else but comments: commodities and accounts.</summary>
    string Declare(IReadOnlyList<Currency> currencies);

    /// <summary>The line, or lines, that a journal begins with.</summary>
    /// <param name="date">The day of the export's time zone.</param>
    /// <param name="id">Its number in the books.</param>
    /// <param name="journal">What else is told of it.</param>
    string Begin(DateOnly date, long id, (string Cause, JournalKind Kind, DateTimeOffset PostedAt) journal);

    /// <summary>Both postings of a transfer.</summary>
    string Move(Account debit, Account credit, Money amount);
}
