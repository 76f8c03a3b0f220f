using System.Runtime.CompilerServices;
using OiPayments.Invoices;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>What issued invoices are still owed, and what was withheld of them, are the balances of their accounts.</summary>
internal sealed class InvoicesAreBooked(OiPaymentsDb db, LedgerFacts books) : IInvariant
{
    public string Name => "What invoices are owed and what was withheld is what the books say, in each application, mode and currency";

    public Task<long> CountAsync(CancellationToken ct) =>
        db.AcrossApplications<Invoice>().LongCountAsync(i => i.Status != InvoiceStatus.Draft, ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var figures = await db.AcrossApplications<Invoice>()
            .Where(i => i.Status != InvoiceStatus.Draft && i.Status != InvoiceStatus.Void)
            .GroupBy(i => new { i.ApplicationId, i.Mode, i.Currency })
            .Select(group => new
            {
                group.Key,
                Owed = group.Sum(i => i.TotalMinor - i.CreditedMinor - i.WithheldMinor - i.PaidMinor),
                Withheld = group.Sum(i => i.WithheldMinor),
            })
            .ToListAsync(ct);
        var owed = figures.ToDictionary(group => (group.Key.ApplicationId, group.Key.Mode, group.Key.Currency), group => group.Owed);
        var withheld = figures.ToDictionary(
            group => (group.Key.ApplicationId, group.Key.Mode, group.Key.Currency), group => group.Withheld);
        foreach (var (account, expected, what) in new[]
        {
            (Account.InvoiceReceivable, owed, "are owed"), (Account.TaxWithheld, withheld, "have withheld from them"),
        })
        {
            var booked = await BalancesOfAsync(account, ct);
            foreach (var key in expected.Keys.Union(booked.Keys))
            {
                var (minor, balance) = (expected.GetValueOrDefault(key), booked.GetValueOrDefault(key));
                if (minor != balance)
                    yield return $"Application {key.ApplicationId}: invoices of {WireNames<Mode>.Of(key.Mode)} {what} {minor} "
                        + $"{key.Currency} minor units, and the books say {balance}.";
            }
        }
    }

    private async Task<Dictionary<(ApplicationId ApplicationId, Mode Mode, Currency Currency), long>> BalancesOfAsync(
        Account account, CancellationToken ct) =>
        await books.Transfers
            .Where(t => t.Debit == account || t.Credit == account)
            .GroupBy(t => new { t.ApplicationId, t.Mode, t.Currency })
            .Select(group => new { group.Key, Minor = group.Sum(t => t.Debit == account ? t.AmountMinor : -t.AmountMinor) })
            .ToDictionaryAsync(group => (group.Key.ApplicationId, group.Key.Mode, group.Key.Currency), group => group.Minor, ct);
}
