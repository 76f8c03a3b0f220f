using System.ComponentModel;
using OiPayments.Api;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>A transfer as it is asked for.</summary>
internal sealed record TransferRequest(
    [property: Description("The account to debit: any that holds money.")] Account Debit,
    [property: Description("The account to credit: another one that holds money.")] Account Credit,
    [property: Description("Minor units, more than zero.")] long AmountMinor)
{
    public static TransferRequest Read(JsonFields fields) => new(
        fields.RequiredEnum<Account>("debit"), fields.RequiredEnum<Account>("credit"),
        fields.RequiredWholeNumber("amountMinor", 1, Money.MaxMinorUnits));

    public void Check(FieldErrors errors)
    {
        CheckAccount("debit", Debit);
        CheckAccount("credit", Credit);
        if (Debit == Credit) errors.Add("credit", "Must be another account than the one that is debited.");
        errors.CheckRange("amountMinor", AmountMinor, 1, Money.MaxMinorUnits);

        void CheckAccount(string name, Account account)
        {
            if (!account.HoldsMoney)
                errors.Add(
                    name,
                    $"{WireNames<Account>.Of(account)} follows invoices, and no manual journal moves it: change the invoice instead. "
                        + $"Must be one of {string.Join(", ", MoneyAccounts)}.");
        }
    }

    private static IEnumerable<string> MoneyAccounts =>
        Enum.GetValues<Account>().Where(account => account.HoldsMoney).Select(WireNames<Account>.Of);
}

/// <summary>What the requests of manual journals share.</summary>
internal static class ManualJournalRules
{
    extension(FieldErrors errors)
    {
        public void CheckReason(string? reason)
        {
            errors.CheckFilled("reason", reason, ManualJournal.MaxReasonLength);
            if (reason?.Trim().Length < ManualJournal.MinReasonLength)
                errors.Add("reason", $"Has at least {ManualJournal.MinReasonLength} characters: say why, for whoever reads it in a year.");
        }
    }
}
