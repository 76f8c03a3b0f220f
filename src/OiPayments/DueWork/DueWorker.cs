using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.DueWork;

/// <summary>
/// Does what rows say is due, application by application, each with a pump of its own, so that one's slow work is not another's
/// delay. Woken at once by a signal in this process, and by polling for everything else: work of other nodes, of a dead node, of
/// a later hour. The work itself is claimed from the database, so any number of nodes may run the same worker.
/// </summary>
/// <param name="signal">Applications with new work, from this process.</param>
/// <param name="health">Whether this node may work now.</param>
/// <param name="clock">Of the polls.</param>
/// <param name="log">Where failures are written; what failed stays due.</param>
/// <param name="maxApplicationsAtOnce">
/// For how many applications it works at once; null for all. Work that waits for nobody outside needs only a few: after an outage every
/// application has something due, and all of them together would leave no connection to the database for anyone else.
/// </param>
/// <param name="roundsApart">
/// How long after one answer to the signal the next one begins at the earliest, for everybody who was woken meanwhile. After a quiet time
/// the answer comes at once.
/// </param>
internal abstract partial class DueWorker(
    DueSignal signal, NodeHealth health, TimeProvider clock, ILogger log, int? maxApplicationsAtOnce = null,
    TimeSpan roundsApart = default) : BackgroundService
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ApplicationId, Pump> pumps = new();

    // Never disposed: work that goes on for a moment after the end gives its turn back, and without a wait handle it holds nothing.
    private readonly SemaphoreSlim? turns = maxApplicationsAtOnce is { } most ? new(most) : null;

    protected TimeProvider Clock { get; } = clock;

    protected ILogger Log { get; } = log;

    /// <summary>Has it look at the application's work at once.</summary>
    public void Wake(ApplicationId application) => signal.Wake(application);

    protected abstract Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct);

    /// <summary>Of those that were woken, the ones to start. A worker that can look for all of them at once does it here.</summary>
    protected virtual Task<IReadOnlyList<ApplicationId>> WithDueWorkAsync(IReadOnlyCollection<ApplicationId> woken, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<ApplicationId>>([.. woken]);

    /// <summary>Claims and does one batch; false when nothing was due.</summary>
    protected abstract Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct);

    /// <summary>
    /// Makes due at once what this node, which is dead, had leased and not done. A worker that leases nothing has nothing to release.
    /// </summary>
    public virtual Task ReleaseLeasesOfAsync(OiPaymentsDb db, long node, CancellationToken ct) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var following = FollowSignalAsync(stoppingToken);
        using var timer = new PeriodicTimer(PollEvery, Clock);
        try
        {
            do await PollAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await following;
            await Task.WhenAll(pumps.Values.Select(pump => pump.Running));
        }
    }

    private async Task PollAsync(CancellationToken stopping)
    {
        // A tick comes on the clock's own thread, which has other timers to serve; SQLite would keep it for the whole query.
        await Task.Yield();
        await StartAsync(ListApplicationsWithDueWorkAsync, stopping);
    }

    private async Task FollowSignalAsync(CancellationToken stopping)
    {
        try
        {
            for (var round = new Stopwatch(); ;)
            {
                await signal.WaitAsync(stopping);
                round.Restart();
                await StartAsync(ct => WithDueWorkAsync(signal.Take(), ct), stopping);

                // In real time whatever the clock says: this spares the database, and is no part of a schedule.
                if (roundsApart - round.Elapsed is { Ticks: > 0 } left) await Task.Delay(left, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service is ending; polling after the next start finds what was left.
        }
    }

    private async Task StartAsync(Func<CancellationToken, Task<IReadOnlyList<ApplicationId>>> find, CancellationToken stopping)
    {
        // By a clock that nobody else goes by, too much would be due here, or nothing.
        if (!health.Clocks.MayWork) return;
        try
        {
            foreach (var application in await find(stopping)) Start(application, stopping);
            health.Database.Answered();
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            // What is due stays due, and the next round finds it.
            if (!IsOfTheDatabase(failure)) PollFailed(Log, GetType().Name, failure);
        }
    }

    private void Start(ApplicationId application, CancellationToken stopping) =>
        pumps.GetOrAdd(application, id => new(() => DrainAsync(id, stopping))).Wake();

    private async Task DrainAsync(ApplicationId application, CancellationToken stopping)
    {
        try
        {
            while (health.Clocks.MayWork && await DoSomeInTurnAsync(application, stopping)) stopping.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was claimed and not done is taken over when its lease runs out.
        }
        catch (Exception failure)
        {
            if (!IsOfTheDatabase(failure)) WorkFailed(Log, GetType().Name, application, failure);
        }
    }

    /// <summary>Whether it is the database's trouble, which is said once for all workers and rows.</summary>
    protected bool IsOfTheDatabase(Exception failure) => health.Database.Notice(failure) is not null;

    /// <summary>One batch a turn, so that an application with many does not keep the others waiting.</summary>
    private async Task<bool> DoSomeInTurnAsync(ApplicationId application, CancellationToken stopping)
    {
        if (turns is null) return await DoSomeTracedAsync(application, stopping);

        await turns.WaitAsync(stopping);
        try
        {
            return await DoSomeTracedAsync(application, stopping);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<bool> DoSomeTracedAsync(ApplicationId application, CancellationToken stopping)
    {
        using var span = ProductTraces.Source.StartActivity(GetType().Name);
        span?.SetTag("oi.application.id", application.Value);
        return await DoSomeAsync(application, stopping);
    }

    /// <summary>Runs one application's work, and once more when it was woken while it ran.</summary>
    private sealed class Pump(Func<Task> drain)
    {
        private readonly Lock gate = new();
        private bool isWoken;
        private bool isRunning;

        public Task Running { get; private set; } = Task.CompletedTask;

        public void Wake()
        {
            lock (gate)
            {
                isWoken = true;
                if (isRunning) return;
                isRunning = true;
                Running = Task.Run(RunAsync);
            }
        }

        private async Task RunAsync()
        {
            while (TakeWake()) await drain();
        }

        private bool TakeWake()
        {
            lock (gate)
            {
                isRunning = isWoken;
                isWoken = false;
                return isRunning;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Worker} could not look for due work; it stays due")]
    private static partial void PollFailed(ILogger log, string worker, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Worker} failed for application {ApplicationId}; its work stays due")]
    private static partial void WorkFailed(ILogger log, string worker, ApplicationId applicationId, Exception failure);
}
