using System.Text;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>
/// A journal that hledger and ledger, the plain text accounting programs, both read in their strictest mode: every account with its type,
/// every commodity with its digits, every transfer as two postings that add up to nothing.
/// </summary>
internal sealed class HledgerText : ILedgerSyntax
{
    public string Declare(IReadOnlyList<Currency> currencies)
    {
        var text = new StringBuilder("decimal-mark .\n");

        // Without digits the two programs want different formats, and each takes none.
        foreach (var currency in currencies)
        {
            text.Append($"commodity {currency}\n");
            if (currency.Digits > 0) text.Append($"    format 1000.{new string('0', currency.Digits)} {currency}\n");
        }

        // On the account's own line ledger would take the comment for a part of the name.
        foreach (var account in Enum.GetValues<Account>()) text.Append($"account {NameOf(account)}\n    ; type:{TypeOf(account)}\n");
        return text.ToString();
    }

    public string Begin(DateOnly date, long id, (string Cause, JournalKind Kind, DateTimeOffset PostedAt) journal) =>
        $"{IsoTime.Day(date)} ({id}) {LedgerText.Describe(journal.Cause)}  ; kind:{WireNames<JournalKind>.Of(journal.Kind)}, "
            + $"posted:{IsoTime.SealedInstant(journal.PostedAt)}\n";

    public string Move(Account debit, Account credit, Money amount)
    {
        var (number, currency) = (amount.ToMajorUnits(), amount.Currency);
        return $"    {NameOf(debit)}  {number} {currency}\n    {NameOf(credit)}  -{number} {currency}\n";
    }

    private static string NameOf(Account account) => WireNames<Account>.Of(account);

    private static char TypeOf(Account account) => account.Type switch
    {
        AccountType.Asset => 'A',
        AccountType.Liability => 'L',
        AccountType.Income => 'R',
        AccountType.Expense => 'X',
    };
}
