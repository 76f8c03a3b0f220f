using Microsoft.Extensions.DependencyInjection;
using OiPayments.DueWork;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Audit;

/// <summary>Seals lines of the audit log in their hash chain, within seconds of their commit, on whichever node comes first.</summary>
internal sealed partial class SealAuditLog(
    IServiceScopeFactory scopes, DueSignal<SealAuditLog> signal, NodeHealth health, TimeProvider clock, ILogger<SealAuditLog> log)
    : DueWorker(signal, health, clock, log, maxApplicationsAtOnce: 4)
{
    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        return await services.ServiceProvider.GetRequiredService<AuditChain>().ListUnsealedAsync(ct);
    }

    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var count = await services.ServiceProvider.GetRequiredService<AuditChain>().SealNextAsync(application, ct);
        if (count == 0) return false;
        if (await services.ServiceProvider.GetRequiredService<OiPaymentsDb>().TrySaveAsync(ct)) return count == HashChain.BatchSize;

        // Whoever was faster goes on; the next round sees what is left.
        LostRace(Log, application);
        return false;
    }

    [LoggerMessage(LogLevel.Debug, "Lines of application {ApplicationId} were being sealed by another; nothing was written")]
    private static partial void LostRace(ILogger log, ApplicationId applicationId);
}
