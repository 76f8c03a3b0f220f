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

/// <summary>
/// The hash chain over the journals of one application and mode. It is written after the fact, so that posting waits for
/// nothing: the position of a journal is when it was sealed, not when it was posted.
/// </summary>
public sealed class SealChain(DbContext db, TimeProvider clock)
{
    /// <summary>Who has journals that are not sealed yet.</summary>
    public async Task<IReadOnlyList<ApplicationId>> ListUnsealedApplicationsAsync(CancellationToken ct) =>
        await db.Set<UnsealedRow>().Select(unsealed => unsealed.ApplicationId).Distinct().ToListAsync(ct);

    /// <summary>
    /// Adds seals for the next journals that wait to the caller's unit of work, and answers by what each chain grows:
    /// <see cref="HashChain.BatchSize"/> in all, when there may be more. Of two that seal at once one fails to save, as a lost race: a
    /// journal stops waiting once, and a position is taken once.
    /// </summary>
    public async Task<IReadOnlyList<NewSeals>> SealNextAsync(ApplicationId applicationId, CancellationToken ct)
    {
        var waiting = await db.Set<UnsealedRow>().Where(unsealed => unsealed.ApplicationId == applicationId)
            .OrderBy(unsealed => unsealed.JournalId).Take(HashChain.BatchSize).ToListAsync(ct);
        var journals = await ReadAsync(applicationId, [.. waiting.Select(unsealed => unsealed.JournalId)], ct);
        var now = clock.GetUtcNow();
        var grown = new List<NewSeals>();
        foreach (var chain in waiting.GroupBy(unsealed => unsealed.Mode))
        {
            var scope = new Scope(applicationId, chain.Key);
            var head = await FindAsync(scope, position: null, ct);
            var added = HashChain.Grow(head?.Position, head?.Hash, chain, (unsealed, previous, position) => new SealRow
            {
                ApplicationId = applicationId,
                Mode = chain.Key,
                Position = position,
                JournalId = unsealed.JournalId,
                Hash = HashOf(previous, position, journals[unsealed.JournalId]),
                PreviousHash = previous,
                SealedAt = now,
            }).ToList();
            db.AddRange(added);
            grown.Add(new(scope, added[0].Position, added[^1].Position));
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
    public Task<ChainVerdict> VerifyAsync(Scope scope, CancellationToken ct) => HashChain.VerifyAsync(
        Seals(scope),
        async seals =>
        {
            var journals = await ReadAsync(scope.ApplicationId, [.. seals.Select(seal => seal.JournalId)], ct);
            return seal => journals.TryGetValue(seal.JournalId, out var found) ? HashOf(seal.PreviousHash, seal.Position, found) : null;
        },
        seal => $"journal {seal.JournalId}",
        "the seal",
        ct);

    private static string HashOf(string previous, long position, (JournalRow Journal, List<TransferRow> Transfers) found) =>
        SealText.HashOf(SealText.Of(previous, position, found.Journal, found.Transfers));

    private async Task<Dictionary<Id<Journal>, (JournalRow Journal, List<TransferRow> Transfers)>> ReadAsync(
        ApplicationId applicationId, List<Id<Journal>> ids, CancellationToken ct)
    {
        var journals = await db.Set<JournalRow>()
            .AsNoTracking()
            .Where(j => j.ApplicationId == applicationId && ids.Contains(j.Id))
            .ToListAsync(ct);
        var transfers = await db.Set<TransferRow>()
            .AsNoTracking()
            .Where(t => t.ApplicationId == applicationId && ids.Contains(t.JournalId))
            .ToListAsync(ct);
        var lines = transfers.ToLookup(transfer => transfer.JournalId);
        return journals.ToDictionary(journal => journal.Id, journal => (journal, lines[journal.Id].ToList()));
    }

    private IQueryable<SealRow> Seals(Scope scope) => db.Set<SealRow>().AsNoTracking()
        .Where(seal => seal.ApplicationId == scope.ApplicationId && seal.Mode == scope.Mode);
}
