using Microsoft.Extensions.DependencyInjection;
using OiPayments.DueWork;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>
/// Seals journals in the hash chain of their books, within seconds of their commit. Nothing waits for it: a node that is behind,
/// or dead, leaves journals unsealed for another, and of two that seal the same ones the database lets one.
/// </summary>
internal sealed partial class SealJournals(
    IServiceScopeFactory scopes, DueSignal<SealJournals> signal, TimeProvider clock, ILogger<SealJournals> log)
    : DueWorker(signal.Woken, clock, log, maxApplicationsAtOnce: 4)
{
    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        return await services.ServiceProvider.GetRequiredService<SealChain>().ListUnsealedApplicationsAsync(ct);
    }

    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var count = await services.ServiceProvider.GetRequiredService<SealChain>().SealNextAsync(application, ct);
        if (count == 0) return false;
        if (!await services.ServiceProvider.GetRequiredService<OiPaymentsDb>().TrySaveAsync(ct))
        {
            // Whoever was faster goes on; the next round sees what is left.
            LostRace(Log, application);
            return false;
        }

        return count == SealChain.BatchSize;
    }

    [LoggerMessage(LogLevel.Debug, "Journals of application {ApplicationId} were being sealed by another; nothing was written")]
    private static partial void LostRace(ILogger log, ApplicationId applicationId);
}
