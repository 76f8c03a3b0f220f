using OiPayments.Persistence;

namespace OiPayments.Reconciliation.Banks;

/// <summary>
/// Looks for payouts that a settlement file has just told of among lines that the bank had shown before: files come in any order.
/// </summary>
internal sealed class MatchPayouts(OiPaymentsDb db, UnitOfWork unit, BookArrival arrival, TimeProvider clock)
{
    /// <summary>May run any number of times.</summary>
    /// <param name="scope">Whose payouts.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task RunAsync(Scope scope, CancellationToken ct)
    {
        // Losing means that a file of the bank came in between, which looked for the same payouts.
        var done = await unit.RunAsync(MatchOnceAsync, ct);
        _ = done.IsSaved(out _);

        async Task<Outcome<Matched>> MatchOnceAsync()
        {
            var now = clock.GetUtcNow();
            var oldest = Api.TimeZones.DayOf(Api.TimeZones.Default, now).AddDays(-ImportBankFile.DaysBack);
            var payouts = await db.Of<Payout>(scope).Where(p => p.Status != PayoutStatus.Arrived && p.SettledOn >= oldest)
                .OrderBy(p => p.SettledOn).ThenBy(p => p.Id).ToListAsync(ct);
            if (payouts.Count == 0) return Matched.It;
            var amounts = payouts.Select(p => p.AmountMinor).Concat(payouts.Select(p => -p.AmountMinor)).Distinct().ToList();
            var first = payouts[0].SettledOn.AddDays(-1);
            var entries = await db.Of<BankEntry>(scope)
                .Where(e => EF.Parameter(amounts).Contains(e.AmountMinor) && e.BookedOn >= first && e.ResolvedAt == null
                    && (e.Status == BankEntryStatus.Other || e.Status == BankEntryStatus.Flagged))
                .OrderBy(e => e.BookedOn).ThenBy(e => e.Id).ToListAsync(ct);
            foreach (var currency in payouts.GroupBy(p => p.Currency))
            {
                var match = new MatchEntries([.. currency]);
                foreach (var entry in entries.Where(e => e.Currency == currency.Key))
                {
                    if (match.Find(entry) is { } found && !IsSaid(entry, found)) await arrival.RunAsync(entry, found, now, ct);
                }
            }

            return Matched.It;
        }
    }

    private static bool IsSaid(BankEntry entry, MatchEntries.Found found) => found.Status is BankEntryStatus.Flagged
        && entry.Status is BankEntryStatus.Flagged && entry.PayoutId == found.Payout.Id && entry.Reason == found.Reason;

    private sealed record Matched
    {
        public static readonly Matched It = new();
    }
}
