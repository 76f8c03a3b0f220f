using Microsoft.EntityFrameworkCore;

namespace OiPayments.Ledger;

/// <summary>
/// What the accounts of books turned over before an instant: the one way to a balance. Of the turnovers of counted journals up to the
/// instant's day, less what that day moved later; and of the few journals that are sealed and not counted, or not sealed, each
/// transfer.
/// </summary>
internal sealed class Balances(DbContext db)
{
    /// <summary>Less than a batch waits to be complete, and one that is complete waits to be counted.</summary>
    private const int MostUncounted = 2 * Turnovers.BatchSize;

    /// <summary>So far chains may grow between the two statements without a reason to ask again.</summary>
    private const int Headroom = 2 * HashChain.BatchSize;

    /// <summary>A batch is counted within a moment in which this asks twice: rarely once, never so often.</summary>
    private const int MaxTries = 50;

    // What both databases can tell apart.
    private static readonly TimeSpan Instant = TimeSpan.FromMicroseconds(1);

    /// <summary>Every account of the chart, in each currency that was moved.</summary>
    public Task<IReadOnlyList<AccountBalance>> AsOfAsync(Scope scope, DateTimeOffset time, CancellationToken ct) =>
        BeforeAsync(scope, time < DateTimeOffset.MaxValue - Instant ? time + Instant : time, ct);

    /// <summary>As <see cref="AsOfAsync"/>, without what was posted at the instant itself.</summary>
    public async Task<IReadOnlyList<AccountBalance>> BeforeAsync(Scope scope, DateTimeOffset time, CancellationToken ct)
    {
        var sums = await SumAsync(scope, time, ct);
        return [.. from currency in sums.GroupBy(sum => sum.Currency).OrderBy(currency => currency.Key.Code, StringComparer.Ordinal)
                   where currency.Sum(sum => sum.DebitMinor) != 0 || currency.Sum(sum => sum.CreditMinor) != 0
                   from account in Enum.GetValues<Account>()
                   select new AccountBalance(
                       account, currency.Key,
                       currency.Where(sum => sum.Debit == account).Sum(sum => sum.DebitMinor),
                       currency.Where(sum => sum.Credit == account).Sum(sum => sum.CreditMinor))];
    }

    /// <summary>
    /// All parts come from one statement, and so from one moment: a journal that is being sealed, or counted, is in exactly one of them.
    /// That statement finds out by itself what is counted, and looks at no more seals behind it than there are when nothing is behind: so
    /// the database plans it once for books of any length. Of books that are behind it is asked anew, with the numbers that it found.
    /// </summary>
    private async Task<List<Sum>> SumAsync(Scope scope, DateTimeOffset time, CancellationToken ct)
    {
        var (seals, counted) = (Seals(scope), Counted(scope));
        var found = await AskAsync(
            Parts(
                scope, time, OfBooks(scope).Where(s => s.Position <= (counted.FirstOrDefault() ?? 0)),
                seals.Where(s => s.Position > (counted.FirstOrDefault() ?? 0)).OrderBy(s => s.Position).AtMost(MostUncounted)),
            seals, counted, ct);
        return found.Head - found.Counted <= MostUncounted ? found.Sums : await SumBehindAsync(scope, time, found, ct);
    }

    /// <summary>
    /// What is counted and how long the chain is are parameters here, because the database plans for the numbers it is given; if they were
    /// others in that moment, it is asked again.
    /// </summary>
    private async Task<List<Sum>> SumBehindAsync(Scope scope, DateTimeOffset time, Found before, CancellationToken ct)
    {
        var (seals, counted) = (Seals(scope), Counted(scope));
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var (position, bound) = (before.Counted, before.Head + Headroom);
            var found = await AskAsync(
                Parts(
                    scope, time, OfBooks(scope).Where(s => s.Position <= position),
                    seals.Where(s => s.Position > position && s.Position <= bound)),
                seals, counted, ct);
            if (found.Counted == position && found.Head <= bound) return found.Sums;
            before = found;
        }

        throw new InvalidOperationException(
            $"Application {scope.ApplicationId}'s books were counted {MaxTries} times while they were read.");
    }

    private static async Task<Found> AskAsync(
        IQueryable<Sum> parts, IQueryable<SealRow> seals, IQueryable<long?> counted, CancellationToken ct)
    {
        var found = await parts.DefaultIfEmpty().Select(sum => new
        {
            Counted = counted.FirstOrDefault(),
            Head = seals.Max(s => (long?)s.Position),
            Currency = (Currency?)sum!.Currency,
            Debit = (Account?)sum.Debit,
            Credit = (Account?)sum.Credit,
            DebitMinor = (long?)sum.DebitMinor,
            CreditMinor = (long?)sum.CreditMinor,
        }).ToListAsync(ct);
        return new(found[0].Counted ?? 0, found[0].Head ?? 0, [.. from sum in found
                                                                  where sum.Currency is not null
                                                                  select new Sum
                                                                  {
                                                                      Currency = sum.Currency.GetValueOrDefault(),
                                                                      Debit = sum.Debit.GetValueOrDefault(),
                                                                      Credit = sum.Credit.GetValueOrDefault(),
                                                                      DebitMinor = sum.DebitMinor.GetValueOrDefault(),
                                                                      CreditMinor = sum.CreditMinor.GetValueOrDefault(),
                                                                  }]);
    }

    private IQueryable<SealRow> OfBooks(Scope scope) => db.Set<SealRow>().AsNoTracking().Where(s => s.ApplicationId == scope.ApplicationId);

    private IQueryable<SealRow> Seals(Scope scope) => OfBooks(scope).Where(s => s.Mode == scope.Mode);

    private IQueryable<CountedRow> CountedUpTo(Scope scope) => db.Set<CountedRow>().AsNoTracking()
        .Where(c => c.ApplicationId == scope.ApplicationId && c.Mode == scope.Mode);

    private IQueryable<long?> Counted(Scope scope) => CountedUpTo(scope).Select(c => (long?)c.Position);

    /// <param name="scope">Whose books.</param>
    /// <param name="before">The instant.</param>
    /// <param name="countedSeals">Of the journals that turnovers hold; of both modes, since transfers know theirs.</param>
    /// <param name="uncountedSeals">Of the journals that they do not.</param>
    private IQueryable<Sum> Parts(
        Scope scope, DateTimeOffset before, IQueryable<SealRow> countedSeals, IQueryable<SealRow> uncountedSeals)
    {
        // Of a midnight the day that it ends: then nothing of that day is to be taken away again.
        var day = Turnovers.DayOf(before > DateTimeOffset.MinValue ? before - TimeSpan.FromTicks(1) : before);
        var end = day < DateOnly.MaxValue ? new(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : DateTimeOffset.MaxValue;
        var turnovers = db.Set<TurnoverRow>().AsNoTracking().Where(t => t.ApplicationId == scope.ApplicationId && t.Mode == scope.Mode);
        var transfers = db.Set<TransferRow>().AsNoTracking().Where(t => t.ApplicationId == scope.ApplicationId);
        var unsealed = db.Set<UnsealedRow>().AsNoTracking().Where(u => u.ApplicationId == scope.ApplicationId && u.Mode == scope.Mode);

        var counted = turnovers.Where(t => t.Day <= day).GroupBy(t => new { t.Currency, t.Account }).Select(group => new Sum
        {
            Currency = group.Key.Currency,
            Debit = group.Key.Account,
            Credit = group.Key.Account,
            DebitMinor = group.Sum(t => t.DebitMinor),
            CreditMinor = group.Sum(t => t.CreditMinor),
        });

        // The two instants come by way of the row that says what is counted, so that PostgreSQL plans without them: a plan for a moment ago
        // looks so much better to it than one for any time that it would keep none, and to plan takes longer than to answer. By way of the
        // accounts that the day moved, since the indexes of transfers begin with currency and account.
        var (from, to) = (
            CountedUpTo(scope).Select(_ => (DateTimeOffset?)before), CountedUpTo(scope).Select(_ => (DateTimeOffset?)end));
        var later = turnovers.Where(t => t.Day == day && t.DebitMinor > 0)
            .Join(
                transfers.Where(t => t.Mode == scope.Mode && t.PostedAt >= from.FirstOrDefault() && t.PostedAt < to.FirstOrDefault()),
                t => new { t.Currency, t.Account }, t => new { t.Currency, Account = t.Debit }, (_, t) => t)
            .Join(
                countedSeals, t => new { t.ApplicationId, t.JournalId }, s => new { s.ApplicationId, s.JournalId }, (t, _) => t)
            .GroupBy(t => new { t.Currency, t.Debit, t.Credit })
            .Select(group => new Sum
            {
                Currency = group.Key.Currency,
                Debit = group.Key.Debit,
                Credit = group.Key.Credit,
                DebitMinor = -group.Sum(t => t.AmountMinor),
                CreditMinor = -group.Sum(t => t.AmountMinor),
            });

        // A journal's mode is its seal's and its transfers': said once. Said of both sides, a database without statistics takes the index
        // of all transfers of the books for the shortest way to a few of them.
        var uncounted = uncountedSeals
            .Join(
                transfers.Where(t => t.PostedAt < before), s => new { s.ApplicationId, s.JournalId },
                t => new { t.ApplicationId, t.JournalId }, (_, t) => t);
        var waiting = unsealed
            .Join(
                transfers.Where(t => t.PostedAt < before), u => new { u.ApplicationId, u.JournalId },
                t => new { t.ApplicationId, t.JournalId }, (_, t) => t);
        return counted.Concat(later).Concat(Added(uncounted)).Concat(Added(waiting));
    }

    private static IQueryable<Sum> Added(IQueryable<TransferRow> transfers) => transfers.GroupBy(t => new { t.Currency, t.Debit, t.Credit })
        .Select(group => new Sum
        {
            Currency = group.Key.Currency,
            Debit = group.Key.Debit,
            Credit = group.Key.Credit,
            DebitMinor = group.Sum(t => t.AmountMinor),
            CreditMinor = group.Sum(t => t.AmountMinor),
        });

    /// <summary>The parts, and what was counted and sealed in that moment.</summary>
    private sealed record Found(long Counted, long Head, List<Sum> Sums);

    /// <summary>So much debited to one account, and so much credited to one, in minor units.</summary>
    private sealed record Sum
    {
        public required Currency Currency { get; init; }
        public required Account Debit { get; init; }
        public required Account Credit { get; init; }
        public required long DebitMinor { get; init; }
        public required long CreditMinor { get; init; }
    }
}
