using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Idempotency;

/// <summary>
/// Clears away records whose time is over, application by application and a few at a time, so that nobody's payment waits for it.
/// Nothing depends on it: an expired record neither blocks nor replays. Any number of nodes may run it; each deletes what is left.
/// </summary>
internal sealed partial class PurgeRecords(IServiceScopeFactory scopes, DatabaseOutage outage, TimeProvider clock, ILogger<PurgeRecords> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    public const int BatchSize = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await PurgeAllAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is cleared away after the next start.
        }
    }

    private async Task PurgeAllAsync(CancellationToken ct)
    {
        // The tick comes on the clock's own thread; SQLite would keep it for the whole purge.
        await Task.Yield();
        try
        {
            foreach (var application in await ListApplicationsAsync(ct))
            {
                var purged = 0;
                foreach (var mode in Enum.GetValues<Mode>())
                    while (await PurgeSomeAsync(new(application, mode), ct) is > 0 and var some) purged += some;
                if (purged > 0) Purged(log, purged, application);
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (outage.Notice(failure) is null) PurgeFailed(log, failure);
        }
    }

    private async Task<List<ApplicationId>> ListApplicationsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        return await db.Directory<Application>().Select(a => a.Id).ToListAsync(ct);
    }

    private async Task<int> PurgeSomeAsync(Scope scope, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var now = clock.GetUtcNow();
        var expired = db.Of<IdempotencyRecord>(scope).Where(r => r.ExpiresAt <= now);
        var keys = await expired.OrderBy(r => r.ExpiresAt).Take(BatchSize).Select(r => r.Key).ToListAsync(ct);

        // Asked again by the delete: meanwhile a new request may have taken an expired key.
        return keys.Count == 0 ? 0 : await expired.Where(r => keys.Contains(r.Key)).ExecuteDeleteAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "{Count} expired idempotency records of application {ApplicationId} cleared away")]
    private static partial void Purged(ILogger log, int count, ApplicationId applicationId);

    [LoggerMessage(LogLevel.Warning, "Expired idempotency records could not be cleared away; they harm nobody, and the next round tries again")]
    private static partial void PurgeFailed(ILogger log, Exception failure);
}
