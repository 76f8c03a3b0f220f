using System.Text;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>
/// A file of beancount. Accounts stand under the five names that it knows, and with hyphens, since it takes no other signs:
/// <c>Assets:GATEWAY-CLEARING</c>.
/// </summary>
internal sealed class BeancountText : ILedgerSyntax
{
    /// <summary>Accounts are open before anything can be posted.</summary>
    private const string Ever = "1970-01-01";

    public string Declare(IReadOnlyList<Currency> currencies)
    {
        var text = new StringBuilder();
        foreach (var currency in currencies) text.Append($"{Ever} commodity {currency}\n");
        foreach (var account in Enum.GetValues<Account>()) text.Append($"{Ever} open {NameOf(account)}\n");
        return text.ToString();
    }

    public string Begin(DateOnly date, long id, (string Cause, JournalKind Kind, DateTimeOffset PostedAt) journal) =>
        $"{IsoTime.Day(date)} * \"{LedgerText.Describe(journal.Cause)}\"\n  journal: \"{id}\"\n"
            + $"  kind: \"{WireNames<JournalKind>.Of(journal.Kind)}\"\n  posted: \"{IsoTime.SealedInstant(journal.PostedAt)}\"\n";

    public string Move(Account debit, Account credit, Money amount)
    {
        var (number, currency) = (amount.ToMajorUnits(), amount.Currency);
        return $"  {NameOf(debit)}  {number} {currency}\n  {NameOf(credit)}  -{number} {currency}\n";
    }

    private static string NameOf(Account account) =>
        $"{RootOf(account)}:{WireNames<Account>.Of(account).Replace('_', '-')}";

    private static string RootOf(Account account) => account.Type switch
    {
        AccountType.Asset => "Assets",
        AccountType.Liability => "Liabilities",
        AccountType.Income => "Income",
        AccountType.Expense => "Expenses",
    };
}
