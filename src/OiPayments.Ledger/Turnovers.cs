using Microsoft.EntityFrameworkCore;

namespace OiPayments.Ledger;

/// <summary>
/// Counts what moved over each account by day, so that a balance takes as long beside ten million journals as beside ten thousand.
/// In the order of the seals, and whole batches only: what is not counted yet, <see cref="Balances"/> adds up itself.
/// </summary>
public sealed class Turnovers(DbContext db)
{
    /// <summary>So many journals are counted at a time; so many, at most, are sealed and not counted when nothing is behind.</summary>
    public const int BatchSize = 500;

    /// <summary>Whether a chain that grew by these may have a batch to count that it did not have before.</summary>
    public static bool MayCompleteABatch(NewSeals seals) => seals.Last / BatchSize > (seals.First - 1) / BatchSize;

    /// <summary>
    /// Those of the applications' books that have a batch to count: after a node died, or ran a version that did not count yet.
    /// </summary>
    public async Task<IReadOnlyList<Scope>> ListBehindAsync(IQueryable<ApplicationId> applications, CancellationToken ct)
    {
        var behind = new List<Scope>();
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var next = from application in applications
                       join counted in db.Set<CountedRow>()
                           .Where(c => c.Mode == mode) on application equals counted.ApplicationId into found
                       from counted in found.DefaultIfEmpty()
                       select new { Application = application, Position = ((long?)counted.Position ?? 0) + BatchSize };
            var complete = next.Where(batch => db.Set<SealRow>().Any(s => s.ApplicationId == batch.Application
                && s.Mode == mode
                && s.Position == batch.Position));
            behind.AddRange(
                (await complete.Select(batch => batch.Application).ToListAsync(ct)).Select(application => new Scope(application, mode)));
        }

        return behind;
    }

    /// <summary>
    /// Adds the next batch of the books' sealed journals to the caller's unit of work; false when there is no whole one. Of two that
    /// count at once one fails to save, as a lost race: what was counted changes its version, and is taken by one.
    /// </summary>
    public async Task<bool> CountNextAsync(Scope scope, CancellationToken ct)
    {
        // Before the turnovers: if another counts between the two reads, this is no longer what is stored, and nothing is saved.
        var counted = await db.Set<CountedRow>().SingleOrDefaultAsync(
            c => c.ApplicationId == scope.ApplicationId && c.Mode == scope.Mode, ct);
        var (first, last) = ((counted?.Position ?? 0) + 1, (counted?.Position ?? 0) + BatchSize);
        var seals = db.Set<SealRow>().AsNoTracking().Where(s => s.ApplicationId == scope.ApplicationId && s.Mode == scope.Mode);
        if (!await seals.AnyAsync(s => s.Position == last, ct)) return false;

        var moved = await seals.Where(s => s.Position >= first && s.Position <= last)
            .Join(db.Set<TransferRow>(), s => new { s.ApplicationId, s.JournalId }, t => new { t.ApplicationId, t.JournalId },
                (s, t) => new { t.Currency, t.Debit, t.Credit, t.AmountMinor, t.PostedAt })
            .ToListAsync(ct);
        var days = moved.Select(m => DayOf(m.PostedAt)).Distinct().ToList();
        var turnovers =
            await db.Set<TurnoverRow>().Where(t => t.ApplicationId == scope.ApplicationId && t.Mode == scope.Mode && days.Contains(t.Day))
            .ToDictionaryAsync(t => (t.Day, t.Currency, t.Account), ct);
        foreach (var transfer in moved)
        {
            var (debited, credited) = (Turnover(transfer.Debit), Turnover(transfer.Credit));
            debited.DebitMinor = checked(debited.DebitMinor + transfer.AmountMinor);
            credited.CreditMinor = checked(credited.CreditMinor + transfer.AmountMinor);

            TurnoverRow Turnover(Account account)
            {
                var key = (Day: DayOf(transfer.PostedAt), transfer.Currency, account);
                if (turnovers.TryGetValue(key, out var known)) return known;

                turnovers[key] = known = new()
                {
                    ApplicationId = scope.ApplicationId,
                    Mode = scope.Mode,
                    Day = key.Day,
                    Currency = key.Currency,
                    Account = account
                };
                db.Add(known);
                return known;
            }
        }

        if (counted is null) db.Add(counted = new() { ApplicationId = scope.ApplicationId, Mode = scope.Mode });
        (counted.Position, counted.Version) = (last, counted.Version + 1);
        return true;
    }

    internal static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
