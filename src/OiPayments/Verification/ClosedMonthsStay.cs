using System.Runtime.CompilerServices;
using OiPayments.Api;
using OiPayments.Bookkeeping;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>
/// What the accounts held at the end of each closed month is still what was kept when it was closed, and the books are closed up to the
/// last of these months: whatever was dated into one later shows.
/// </summary>
internal sealed class ClosedMonthsStay(OiPaymentsDb db, Book book) : IInvariant
{
    public string Name => "Every closed month still ends with the balances that were kept when it was closed";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<LedgerClose>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var closes = await db.AcrossApplications<LedgerClose>().AsNoTracking().OrderBy(c => c.ApplicationId).ThenBy(c => c.Month)
            .ToListAsync(ct);
        foreach (var close in closes)
        {
            var scope = new Scope(close.ApplicationId, close.Mode);
            var kept = await db.Of<ClosingBalance>(scope).AsNoTracking().Where(b => b.CloseId == close.Id)
                .ToDictionaryAsync(b => (b.Currency, b.Account), b => (b.DebitMinor, b.CreditMinor), ct);
            var now = (await book.BalancesBeforeAsync(scope, Month.Of(close.Month).End(JournalDate.Zone), ct))
                .ToDictionary(b => (b.Currency, b.Account), b => (b.DebitMinor, b.CreditMinor));
            foreach (var account in kept.Keys.Union(now.Keys)
                .Where(account => kept.GetValueOrDefault(account) != now.GetValueOrDefault(account)))
                yield return $"Application {close.ApplicationId}, {WireNames<Mode>.Of(close.Mode)}: "
                    + $"{WireNames<Account>.Of(account.Account)} ended {Month.Of(close.Month)} with "
                    + $"{Describe(account.Currency, kept.GetValueOrDefault(account))} when it was closed, and with "
                    + $"{Describe(account.Currency, now.GetValueOrDefault(account))} now.";
        }

        var last = closes.GroupBy(c => (c.ApplicationId, c.Mode)).ToDictionary(of => of.Key, of => (DateOnly?)of.Max(c => c.Month));
        var dates = await db.AcrossApplications<BookDates>().AsNoTracking().ToDictionaryAsync(
            d => (d.ApplicationId, d.Mode), d => d.ClosedThrough, ct);
        foreach (var books in last.Keys.Union(dates.Keys).Where(books => last.GetValueOrDefault(books) != dates.GetValueOrDefault(books)))
            yield return $"Application {books.ApplicationId}, {WireNames<Mode>.Of(books.Mode)}: the last closed month is "
                + $"{Named(last.GetValueOrDefault(books))}, and journals are dated as if it were {Named(dates.GetValueOrDefault(books))}.";
    }

    private static string Describe(Currency currency, (long DebitMinor, long CreditMinor) sums) =>
        $"debits {new Money(sums.DebitMinor, currency)}, credits {new Money(sums.CreditMinor, currency)}";

    private static string Named(DateOnly? month) => month is { } day ? $"{Month.Of(day)}" : "none";
}
