using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>
/// Seals journals in the hash chain of their books, within seconds of their commit, and counts what is sealed, a batch at a time, and what
/// is left of one when nothing more comes.
/// Nothing waits for it: a node that is behind, or dead, leaves journals for another, and of two that seal or count the same ones the
/// database lets one.
/// </summary>
internal sealed partial class SealJournals(
    IServiceScopeFactory scopes, DueSignal<SealJournals> signal, NodeHealth health, TimeProvider clock, ILogger<SealJournals> log)
    : DueWorker(signal, health, clock, log, maxApplicationsAtOnce: 4)
{
    /// <summary>
    /// So often all books are looked at, the first time soon after the start: somebody may have sealed and not counted, because that node
    /// died, runs an earlier version, or because an operator has turnovers counted anew.
    /// </summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    /// <summary>A start has more urgent things to do.</summary>
    private static readonly TimeSpan FirstLookAfter = TimeSpan.FromSeconds(5);

    /// <summary>
    /// So long after its last seal nothing more is expected of a chain: what is left of a batch is counted. A chain that grows all the time
    /// is counted by whole batches alone, which costs each journal the least.
    /// </summary>
    private static readonly TimeSpan QuietAfter = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Books that may have something to count: found by that look, completed by what this node sealed, or quiet. True where a batch that is
    /// not complete is counted too.
    /// </summary>
    private readonly ConcurrentDictionary<Scope, bool> behind = new();

    /// <summary>When this node last sealed something of books that have not been quiet since.</summary>
    private readonly ConcurrentDictionary<Scope, DateTimeOffset> grown = new();
    private DateTimeOffset? lookAt;

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        lookAt ??= Clock.GetUtcNow() + FirstLookAfter;
        if (Clock.GetUtcNow() >= lookAt)
        {
            var applications = services.ServiceProvider.GetRequiredService<OiPaymentsDb>()
                .Directory<Application>()
                .Select(application => application.Id);
            foreach (var scope in await services.ServiceProvider.GetRequiredService<Turnovers>().ListBehindAsync(applications, ct))
                behind[scope] = true;
            lookAt = Clock.GetUtcNow() + LookEvery;
        }

        foreach (var last in grown)
        {
            if (Clock.GetUtcNow() - last.Value >= QuietAfter && grown.TryRemove(last)) behind[last.Key] = true;
        }

        var unsealed = await services.ServiceProvider.GetRequiredService<SealChain>().ListUnsealedApplicationsAsync(ct);
        return behind.IsEmpty ? unsealed : [.. behind.Keys.Select(scope => scope.ApplicationId).Union(unsealed)];
    }

    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        var isMoreWaiting = await SealSomeAsync(application, ct);
        foreach (var (scope, isRestToo) in behind.Where(books => books.Key.ApplicationId == application))
            isMoreWaiting |= await CountSomeAsync(scope, isRestToo, ct);
        return isMoreWaiting;
    }

    private async Task<bool> SealSomeAsync(ApplicationId application, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var seals = await services.ServiceProvider.GetRequiredService<SealChain>().SealNextAsync(application, ct);
        if (seals.Count == 0) return false;
        if (!await services.ServiceProvider.GetRequiredService<OiPaymentsDb>().TrySaveAsync(ct))
        {
            // Whoever was faster goes on; the next round sees what is left.
            LostRace(Log, application);
            return false;
        }

        foreach (var chain in seals) grown[chain.Scope] = Clock.GetUtcNow();
        foreach (var complete in seals.Where(Turnovers.MayCompleteABatch)) behind.TryAdd(complete.Scope, false);
        return seals.Sum(chain => chain.Count) == HashChain.BatchSize;
    }

    private async Task<bool> CountSomeAsync(Scope scope, bool isRestToo, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var turnovers = services.ServiceProvider.GetRequiredService<Turnovers>();
        if (!await turnovers.CountNextAsync(scope, ct) && !(isRestToo && await turnovers.CountRestAsync(scope, ct)))
        {
            // Unless it went quiet meanwhile.
            behind.TryRemove(new(scope, isRestToo));
            return false;
        }

        if (!await services.ServiceProvider.GetRequiredService<OiPaymentsDb>().TrySaveAsync(ct)) LostCount(Log, scope.ApplicationId);
        return true;
    }

    [LoggerMessage(LogLevel.Debug, "Journals of application {ApplicationId} were being sealed by another; nothing was written")]
    private static partial void LostRace(ILogger log, ApplicationId applicationId);

    [LoggerMessage(LogLevel.Debug, "Journals of application {ApplicationId} were being counted by another; nothing was counted twice")]
    private static partial void LostCount(ILogger log, ApplicationId applicationId);
}
