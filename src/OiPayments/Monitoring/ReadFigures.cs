using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Monitoring;

/// <summary>
/// Reads what metrics show of the database, one set of <see cref="Figures"/> after the other, every quarter of a minute and never twice at
/// once. Every node does it, and shows the same: whoever looks at several takes the highest.
/// </summary>
internal sealed partial class ReadFigures : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>A database that takes longer has other troubles, and is not to have this one too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, long> readAt = new(StringComparer.Ordinal);
    private readonly IServiceScopeFactory scopes;
    private readonly IEnumerable<Figures> figures;
    private readonly IEnumerable<IStartsAtZero> counters;
    private readonly DatabaseOutage outage;
    private readonly TimeProvider clock;
    private readonly ILogger<ReadFigures> log;

    public ReadFigures(
        IServiceScopeFactory scopes, IEnumerable<Figures> figures, IEnumerable<IStartsAtZero> counters, Meter meter, DatabaseOutage outage,
        TimeProvider clock, ILogger<ReadFigures> log)
    {
        (this.scopes, this.figures, this.counters) = (scopes, figures, counters);
        (this.outage, this.clock, this.log) = (outage, clock, log);
        meter.CreateObservableGauge(
            "oi.figures.age", () => readAt.Select(set => new Measurement<double>(
                clock.GetElapsedTime(set.Value).TotalSeconds, new KeyValuePair<string, object?>("figures", set.Key))),
            "s", "How long ago the figures that come from the database were read, by which they are.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var one in counters) one.ShowZeros();

        // Before anything shows that it runs: whoever sees that may move the clock.
        using var timer = new PeriodicTimer(Every, clock);
        var started = clock.GetTimestamp();
        foreach (var set in figures) readAt[set.Name] = started;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await ReadAllAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
    }

    private async Task ReadAllAsync(CancellationToken stopping)
    {
        // The tick comes on the clock's own thread; SQLite would keep it for every question.
        await Task.Yield();
        foreach (var set in figures)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            patience.CancelAfter(Patience);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await set.ReadAsync(scope.ServiceProvider.GetRequiredService<OiPaymentsDb>(), clock.GetUtcNow(), patience.Token);
                readAt[set.Name] = clock.GetTimestamp();
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                set.Forget();
                if (outage.Notice(failure) is null) NotRead(log, set.Name, failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The figures of {Figures} could not be read; they are not shown until they can")]
    private static partial void NotRead(ILogger log, string figures, Exception failure);
}
