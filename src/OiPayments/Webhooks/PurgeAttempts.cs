using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>Removes the log of attempts that is older than 30 days, a thousand rows at a time. Any number of nodes may do it at once.</summary>
internal sealed partial class PurgeAttempts(IServiceScopeFactory scopes, DatabaseOutage outage, TimeProvider clock, ILogger<PurgeAttempts> log) : BackgroundService
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private const int BatchSize = 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await PurgeAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on with it.
        }
    }

    private async Task PurgeAsync(CancellationToken ct)
    {
        // The clock's own thread has other timers to serve.
        await Task.Yield();
        try
        {
            await using var services = scopes.CreateAsyncScope();
            var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            var limit = clock.GetUtcNow() - KeptFor;
            foreach (var application in await db.Directory<Application>().Select(a => a.Id).ToListAsync(ct))
            {
                var removed = 0;
                while (await PurgeSomeAsync(db, application, limit, ct) is > 0 and var some) removed += some;
                if (removed > 0) Purged(log, removed, application);
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (outage.Notice(failure) is null) Failed(log, failure);
        }
    }

    private static async Task<int> PurgeSomeAsync(OiPaymentsDb db, ApplicationId application, DateTimeOffset limit, CancellationToken ct)
    {
        var old = await db.Of<WebhookAttempt>(application).Where(a => a.StartedAt < limit).OrderBy(a => a.StartedAt).Take(BatchSize).Select(a => a.Id).ToListAsync(ct);
        return old.Count == 0 ? 0 : await db.Of<WebhookAttempt>(application).Where(a => old.Contains(a.Id)).ExecuteDeleteAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "{Count} old delivery attempts of application {ApplicationId} removed from the log")]
    private static partial void Purged(ILogger log, int count, ApplicationId applicationId);

    [LoggerMessage(LogLevel.Warning, "Old delivery attempts could not be removed; the next hour tries again")]
    private static partial void Failed(ILogger log, Exception failure);
}
