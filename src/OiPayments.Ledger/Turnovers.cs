using Microsoft.EntityFrameworkCore;

namespace OiPayments.Ledger;

/// <summary>
/// Counts what moved over each account by day, so that a balance takes as long beside ten million journals as beside ten thousand.
/// In the order of the seals, by whole batches; where nothing more comes for a while, what is left of one. What is not counted yet,
/// <see cref="Balances"/> adds up itself.
/// </summary>
public sealed class Turnovers(DbContext db)
{
    /// <summary>
    /// So many journals are counted at a time; so many, at most, are sealed and not counted when nothing is behind. A batch ends where a
    /// multiple of this is sealed, whatever was counted of it before.
    /// </summary>
    public const int BatchSize = 500;

    /// <summary>Fewer that are left are not worth a save: a balance reads them as quickly.</summary>
    public const int RestSize = 50;

    /// <summary>Whether a chain that grew by these may have a batch to count that it did not have before.</summary>
    public static bool MayCompleteABatch(NewSeals seals) => seals.Last / BatchSize > (seals.First - 1) / BatchSize;

    /// <summary>
    /// Those of the applications' books that have something to count: after a node died, or ran a version that did not count yet.
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
                       select new { Application = application, Position = ((long?)counted.Position ?? 0) + RestSize };
            var enough = next.Where(batch => db.Set<SealRow>().Any(s => s.ApplicationId == batch.Application
                && s.Mode == mode
                && s.Position == batch.Position));
            behind.AddRange(
                (await enough.Select(batch => batch.Application).ToListAsync(ct)).Select(application => new Scope(application, mode)));
        }

        return behind;
    }

    /// <summary>
    /// Adds the next batch of the books' sealed journals to the caller's unit of work; false when there is no whole one. Of two that
    /// count at once one fails to save, as a lost race: what was counted changes its version, and is taken by one.
    /// </summary>
    public async Task<bool> CountNextAsync(Scope scope, CancellationToken ct)
    {
        var counted = await FindAsync(scope, ct);
        var last = (((counted?.Position ?? 0) / BatchSize) + 1) * BatchSize;
        if (!await Seals(scope).AnyAsync(s => s.Position == last, ct)) return false;
        await CountUpToAsync(scope, counted, last, ct);
        return true;
    }

    /// <summary>
    /// As <see cref="CountNextAsync"/>, of a batch that is not complete, where nothing more seems to come; false when too little is left.
    /// </summary>
    public async Task<bool> CountRestAsync(Scope scope, CancellationToken ct)
    {
        var counted = await FindAsync(scope, ct);
        var position = counted?.Position ?? 0;
        var last = await Seals(scope).Where(s => s.Position > position && s.Position <= position + BatchSize)
            .MaxAsync(s => (long?)s.Position, ct) ?? position;
        if (last - position < RestSize) return false;
        await CountUpToAsync(scope, counted, last, ct);
        return true;
    }

    internal static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    // Read before the turnovers: if another counts between the two reads, this is no longer what is stored, and nothing is saved.
    private Task<CountedRow?> FindAsync(Scope scope, CancellationToken ct) => db.Set<CountedRow>()
        .SingleOrDefaultAsync(c => c.ApplicationId == scope.ApplicationId && c.Mode == scope.Mode, ct);

    private IQueryable<SealRow> Seals(Scope scope) =>
        db.Set<SealRow>().AsNoTracking().Where(s => s.ApplicationId == scope.ApplicationId && s.Mode == scope.Mode);

    private async Task CountUpToAsync(Scope scope, CountedRow? counted, long last, CancellationToken ct)
    {
        var first = (counted?.Position ?? 0) + 1;
        var moved = await Seals(scope).Where(s => s.Position >= first && s.Position <= last)
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
    }
}
