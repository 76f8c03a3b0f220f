using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace OiPayments.Ledger;

/// <summary>A link of a chain: whoever keeps one can tell later that nothing up to it was changed or cut off.</summary>
public sealed record Seal(long Position, string Hash, DateTimeOffset SealedAt);

/// <summary>Seals that one chain grew by, from a position to a position.</summary>
public sealed record NewSeals(Scope Scope, long First, long Last)
{
    public long Count => Last - First + 1;
}

/// <summary>What walking a chain came to. <see cref="Fault"/> is null when every seal holds.</summary>
/// <param name="Checked">How many seals hold, from the first on.</param>
/// <param name="BrokenAt">The first position that does not; null when all do.</param>
/// <param name="Fault">What is wrong there, for a person.</param>
public sealed record ChainVerdict(long Checked, long? BrokenAt, string? Fault);

/// <summary>
/// The hash chain over the journals of one application and mode. It is written after the fact, so that posting waits for
/// nothing: the position of a journal is when it was sealed, not when it was posted.
/// </summary>
public sealed class SealChain(DbContext db, TimeProvider clock)
{
    /// <summary>So many journals are sealed, or read, at a time.</summary>
    public const int BatchSize = 500;

    /// <summary>Who has journals that are not sealed yet.</summary>
    public async Task<IReadOnlyList<ApplicationId>> ListUnsealedApplicationsAsync(CancellationToken ct) =>
        await db.Set<UnsealedRow>().Select(unsealed => unsealed.ApplicationId).Distinct().ToListAsync(ct);

    /// <summary>
    /// Adds seals for the next journals that wait to the caller's unit of work, and answers by what each chain grows: <see cref="BatchSize"/>
    /// in all, when there may be more. Of two that seal at once one fails to save, as a lost race: a journal stops waiting once, and a
    /// position is taken once.
    /// </summary>
    public async Task<IReadOnlyList<NewSeals>> SealNextAsync(ApplicationId applicationId, CancellationToken ct)
    {
        var waiting = await db.Set<UnsealedRow>().Where(unsealed => unsealed.ApplicationId == applicationId)
            .OrderBy(unsealed => unsealed.JournalId).Take(BatchSize).ToListAsync(ct);
        var journals = await ReadAsync(applicationId, [.. waiting.Select(unsealed => unsealed.JournalId)], ct);
        var now = clock.GetUtcNow();
        var grown = new List<NewSeals>();
        foreach (var chain in waiting.GroupBy(unsealed => unsealed.Mode))
        {
            var scope = new Scope(applicationId, chain.Key);
            var head = await FindAsync(scope, position: null, ct);
            var (position, previous) = (head?.Position ?? 0, head?.Hash ?? SealText.NoHash);
            foreach (var unsealed in chain)
            {
                var (journal, transfers) = journals[unsealed.JournalId];
                var hash = SealText.HashOf(SealText.Of(previous, ++position, journal, transfers));
                db.Add(new SealRow
                {
                    ApplicationId = applicationId,
                    Mode = chain.Key,
                    Position = position,
                    JournalId = unsealed.JournalId,
                    Hash = hash,
                    PreviousHash = previous,
                    SealedAt = now,
                });
                previous = hash;
            }

            grown.Add(new(scope, (head?.Position ?? 0) + 1, position));
        }

        db.RemoveRange(waiting);
        return grown;
    }

    /// <summary>The newest seal, or the one at a position; null when there is none.</summary>
    public Task<Seal?> FindAsync(Scope scope, long? position, CancellationToken ct) => Seals(scope)
        .Where(seal => position == null || seal.Position == position)
        .OrderByDescending(seal => seal.Position)
        .Select(seal => new Seal(seal.Position, seal.Hash, seal.SealedAt))
        .FirstOrDefaultAsync(ct);

    /// <summary>Every chain there is.</summary>
    public async IAsyncEnumerable<Scope> ListChainsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var chains = await db.Set<SealRow>().Select(seal => new { seal.ApplicationId, seal.Mode }).Distinct()
            .OrderBy(chain => chain.ApplicationId).ThenBy(chain => chain.Mode).ToListAsync(ct);
        foreach (var chain in chains) yield return new(chain.ApplicationId, chain.Mode);
    }

    /// <summary>Computes every hash again from the books as they are now, a batch at a time, up to the first that differs.</summary>
    public async Task<ChainVerdict> VerifyAsync(Scope scope, CancellationToken ct)
    {
        var (position, previous) = (0L, SealText.NoHash);
        while (true)
        {
            var seals = await Seals(scope).Where(seal => seal.Position > position).OrderBy(seal => seal.Position).Take(BatchSize).ToListAsync(ct);
            if (seals.Count == 0) return new(position, null, null);

            var journals = await ReadAsync(scope.ApplicationId, [.. seals.Select(seal => seal.JournalId)], ct);
            foreach (var seal in seals)
            {
                var expected = position + 1;
                if (FaultOf(seal, expected, previous, journals) is { } fault) return new(position, expected, fault);
                (position, previous) = (seal.Position, seal.Hash);
            }
        }
    }

    private static string? FaultOf(SealRow seal, long expected, string previous, Dictionary<Id<Journal>, (JournalRow Journal, List<TransferRow> Transfers)> journals)
    {
        if (seal.Position != expected) return $"the seal is missing; the next one stands at {seal.Position}";
        if (seal.PreviousHash != previous) return "it does not follow from the seal before it";
        if (!journals.TryGetValue(seal.JournalId, out var found)) return $"journal {seal.JournalId} is missing";
        return SealText.HashOf(SealText.Of(previous, seal.Position, found.Journal, found.Transfers)) == seal.Hash
            ? null
            : $"journal {seal.JournalId} is not what was sealed";
    }

    private async Task<Dictionary<Id<Journal>, (JournalRow Journal, List<TransferRow> Transfers)>> ReadAsync(
        ApplicationId applicationId, List<Id<Journal>> ids, CancellationToken ct)
    {
        var journals = await db.Set<JournalRow>().AsNoTracking().Where(j => j.ApplicationId == applicationId && ids.Contains(j.Id)).ToListAsync(ct);
        var transfers = await db.Set<TransferRow>().AsNoTracking().Where(t => t.ApplicationId == applicationId && ids.Contains(t.JournalId)).ToListAsync(ct);
        var lines = transfers.ToLookup(transfer => transfer.JournalId);
        return journals.ToDictionary(journal => journal.Id, journal => (journal, lines[journal.Id].ToList()));
    }

    private IQueryable<SealRow> Seals(Scope scope) => db.Set<SealRow>().AsNoTracking()
        .Where(seal => seal.ApplicationId == scope.ApplicationId && seal.Mode == scope.Mode);
}
