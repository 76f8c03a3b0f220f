using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>
/// Has payments counted by day, four times a minute. Any number of nodes may do it at once: of two that count the same, the database lets
/// one.
/// </summary>
internal sealed partial class CountForReports(
    IServiceScopeFactory scopes, NodeHealth health, TimeProvider clock, ILogger<CountForReports> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await CountAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is found after the next start.
        }
    }

    private async Task CountAsync(CancellationToken ct)
    {
        // The tick comes on the clock's own thread.
        await Task.Yield();
        if (!health.Clocks.MayWork) return;
        try
        {
            foreach (var scope in await ListAsync(WithoutCount, ct)) await SaveAsync(scope, BeginAsync, ct);
            foreach (var scope in await ListAsync(WithSteps, ct))
            {
                while (await SaveAsync(scope, (count, of) => count.CountNextAsync(of, ct), ct) == CountDays.BatchSize)
                    ct.ThrowIfCancellationRequested();
            }

            health.Database.Answered();
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (health.Database.Notice(failure) is null) Failed(log, failure);
        }

        async Task<int> BeginAsync(CountDays count, Scope scope)
        {
            await count.BeginAsync(scope, ct);
            return 0;
        }
    }

    private async Task<List<Scope>> ListAsync(Func<OiPaymentsDb, CancellationToken, Task<List<Scope>>> which, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        return await which(services.ServiceProvider.GetRequiredService<OiPaymentsDb>(), ct);
    }

    private static async Task<List<Scope>> WithoutCount(OiPaymentsDb db, CancellationToken ct)
    {
        var all = new List<Scope>();
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var counted = db.AcrossApplications<ReportCount>().Where(c => c.Mode == mode);
            var applications = await db.Directory<Application>().AsNoTracking()
                .Where(a => !counted.Any(c => c.ApplicationId == a.Id)).Select(a => a.Id).ToListAsync(ct);
            all.AddRange(applications.Select(application => new Scope(application, mode)));
        }

        return all;
    }

    private static async Task<List<Scope>> WithSteps(OiPaymentsDb db, CancellationToken ct) =>
        [.. (await db.AcrossApplications<PaymentStep>().Select(s => new { s.ApplicationId, s.Mode }).Distinct().ToListAsync(ct))
            .Select(one => new Scope(one.ApplicationId, one.Mode))];

    /// <summary>How much was counted; 0 when another node was faster, which then goes on.</summary>
    private async Task<int> SaveAsync(Scope scope, Func<CountDays, Scope, Task<int>> count, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var counted = await count(services.ServiceProvider.GetRequiredService<CountDays>(), scope);
        return await services.ServiceProvider.GetRequiredService<OiPaymentsDb>().TrySaveAsync(ct) ? counted : 0;
    }

    [LoggerMessage(LogLevel.Warning, "Payments could not be counted for reports, which add them up meanwhile; the next round tries again")]
    private static partial void Failed(ILogger log, Exception failure);
}
