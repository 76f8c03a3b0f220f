using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OiPayments.Persistence;

namespace OiPayments.DueWork;

/// <summary>Rows that nobody asks for once their time is over. Nothing may depend on when they are deleted.</summary>
internal interface IRetention
{
    /// <summary>What they are, as the log says it: <c>idempotency records</c>.</summary>
    string Rows { get; }

    /// <summary>Deletes what is over, application by application and a few rows at a time, so that nobody's payment waits for it.</summary>
    /// <param name="db">Nothing is tracked in it.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Ends it; what is left is deleted the next time.</param>
    /// <returns>How many rows were deleted.</returns>
    Task<int> DeleteAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct);
}

/// <summary>
/// Deletes what every <see cref="IRetention"/> names, every ten minutes. Any number of nodes may do it at once; each deletes
/// what is left.
/// </summary>
internal sealed partial class PurgeExpired(
    IServiceScopeFactory scopes, IEnumerable<IRetention> retentions, DatabaseOutage outage, TimeProvider clock,
    ILogger<PurgeExpired> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await PurgeAllAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is deleted after the next start.
        }
    }

    private async Task PurgeAllAsync(CancellationToken ct)
    {
        // The tick comes on the clock's own thread; SQLite would keep it for the whole purge.
        await Task.Yield();
        foreach (var retention in retentions)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var deleted = await retention.DeleteAsync(scope.ServiceProvider.GetRequiredService<OiPaymentsDb>(), clock.GetUtcNow(), ct);
                if (deleted > 0) Deleted(log, deleted, retention.Rows);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                if (outage.Notice(failure) is null) Failed(log, retention.Rows, failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} expired {Rows} were deleted")]
    private static partial void Deleted(ILogger log, int count, string rows);

    [LoggerMessage(LogLevel.Warning, "Expired {Rows} could not be deleted; they do no harm, and the next round tries again")]
    private static partial void Failed(ILogger log, string rows, Exception failure);
}
