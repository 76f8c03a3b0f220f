using System.Runtime.CompilerServices;
using OiPayments.Bookkeeping;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>
/// Journals are sealed seconds after they are posted. One that is not means that no node seals, or that it came in another way. A manual
/// journal may be dated by an earlier day: it is as old as its approval.
/// </summary>
internal sealed class JournalsAreSealed(OiPaymentsDb db, LedgerFacts books, TimeProvider clock) : IInvariant
{
    private static readonly TimeSpan SealedWithin = TimeSpan.FromMinutes(10);

    public string Name => $"Every journal older than {SealedWithin.TotalMinutes:0} minutes is sealed";

    public bool IsWarning => true;

    public Task<long> CountAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - SealedWithin;
        return books.Journals.LongCountAsync(j => j.PostedAt < before, ct);
    }

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var before = clock.GetUtcNow() - SealedWithin;
        var young = db.AcrossApplications<ManualJournal>().Where(m => m.DecidedAt >= before);
        var waiting = books.UnsealedJournals
            .Where(j => j.PostedAt < before && !young.Any(m => m.ApplicationId == j.ApplicationId && m.JournalId == j.Id))
            .Select(j => new { j.ApplicationId, j.Id, j.Cause });
        await foreach (var journal in waiting.AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {journal.ApplicationId}: journal {journal.Id} ({journal.Cause}) is not sealed.";
    }
}
