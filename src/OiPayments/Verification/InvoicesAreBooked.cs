using System.Runtime.CompilerServices;
using OiPayments.Invoices;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>What issued invoices are still owed is the balance of the receivable.</summary>
internal sealed class InvoicesAreBooked(OiPaymentsDb db, LedgerFacts books) : IInvariant
{
    public string Name => "What invoices are owed is what the books say of it, in each application, mode and currency";

    public Task<long> CountAsync(CancellationToken ct) =>
        db.AcrossApplications<Invoice>().LongCountAsync(i => i.Status != InvoiceStatus.Draft, ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var owed = await db.AcrossApplications<Invoice>().Where(i => i.Status == InvoiceStatus.Issued)
            .GroupBy(i => new { i.ApplicationId, i.Mode, i.Currency })
            .Select(group => new { group.Key, Minor = group.Sum(i => i.TotalMinor) })
            .ToDictionaryAsync(group => group.Key, group => group.Minor, ct);
        var booked = await books.Transfers
            .Where(t => t.Debit == Account.InvoiceReceivable || t.Credit == Account.InvoiceReceivable)
            .GroupBy(t => new { t.ApplicationId, t.Mode, t.Currency })
            .Select(group => new
            {
                group.Key,
                Minor = group.Sum(t => t.Debit == Account.InvoiceReceivable ? t.AmountMinor : -t.AmountMinor),
            })
            .ToDictionaryAsync(group => group.Key, group => group.Minor, ct);
        foreach (var key in owed.Keys.Union(booked.Keys))
        {
            var (minor, balance) = (owed.GetValueOrDefault(key), booked.GetValueOrDefault(key));
            if (minor != balance)
                yield return $"Application {key.ApplicationId}: invoices of {WireNames<Mode>.Of(key.Mode)} are owed {minor} {key.Currency} "
                    + $"minor units, and the books say {balance}.";
        }
    }
}
