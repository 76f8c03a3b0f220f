using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OiPayments.Persistence;

namespace OiPayments.DueWork;

/// <summary>A running process of the service, as the others see it.</summary>
internal sealed class Node : IDirectoryEntry
{
    public required long Number { get; init; }

    /// <summary>
    /// Another time every second while it lives, by its own clock, and so a sign of life to whoever sees it change: how long it is since
    /// it did is told by the clock of the one that looks. See <see cref="LifeSigns"/>.
    /// </summary>
    public required DateTimeOffset AliveUntil { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Node>
    {
        public void Configure(EntityTypeBuilder<Node> builder)
        {
            builder.ToTable("nodes");
            builder.HasKey(node => node.Number);
            builder.Property(node => node.Number).ValueGeneratedNever();
        }
    }
}

/// <summary>What this process signs its leases with: a number drawn at its start, used by no other.</summary>
internal sealed class ThisNode(TimeProvider clock)
{
    private long saidAlive = clock.GetTimestamp();

    public long Number { get; } = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;

    /// <summary>Whether others may take it for dead by now, and take over its work: its last sign of life is too long ago.</summary>
    public bool SeemsDead => clock.GetElapsedTime(Interlocked.Read(ref saidAlive)) > LifeSigns.SilentFor;

    public void SaidAlive() => Interlocked.Exchange(ref saidAlive, clock.GetTimestamp());
}

/// <summary>The other nodes, as somebody sees them who has just written what each of them reads with its sign of life.</summary>
internal static class OtherNodes
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>One that takes longer is as good as silent, and will be taken for dead.</summary>
    private static readonly TimeSpan Patience = 2 * LifeSigns.SilentFor;

    /// <summary>
    /// Waits until every other living node has begun a beat after this was called, and ended it. A beat that was under way may have read
    /// what was before: so each has to give two signs.
    /// </summary>
    public static async Task WaitUntilTheyLookedAsync(OiPaymentsDb db, ThisNode self, CancellationToken ct)
    {
        if (db.IsForOneProcess) return;
        var began = Stopwatch.StartNew();
        var waitedFor = (await ReadAsync(db, self, ct)).ToDictionary(node => node.Number, node => (Sign: node.AliveUntil, Left: 2));
        while (waitedFor.Count > 0 && began.Elapsed < Patience)
        {
            // In real time whatever the clock says: others' beats are.
            await Task.Delay(LooksEvery, ct);
            var now = (await ReadAsync(db, self, ct)).ToDictionary(node => node.Number, node => node.AliveUntil);
            foreach (var (number, (sign, left)) in waitedFor.ToArray())
            {
                if (!now.TryGetValue(number, out var newer)) waitedFor.Remove(number);
                else if (newer != sign && left == 1) waitedFor.Remove(number);
                else if (newer != sign) waitedFor[number] = (newer, left - 1);
            }
        }
    }

    private static Task<List<Node>> ReadAsync(OiPaymentsDb db, ThisNode self, CancellationToken ct) =>
        db.Directory<Node>().AsNoTracking().Where(node => node.Number != self.Number).ToListAsync(ct);
}

/// <summary>
/// Says every second that this process lives (once, on a database that only one can use), compares its clock with the database's, reads the
/// test clocks, and takes over from those that no longer live: what a dead one had leased is due at once, not when its leases would have
/// run out. Taking over from one that only seemed dead does no harm, since every result is written under a version or a token that the
/// next holder has changed.
/// </summary>
internal sealed partial class KeepAlive(
    IServiceScopeFactory scopes, IServiceProvider services, ThisNode self, NodeHealth health, TestTimes times, TimeProvider clock,
    ILogger<KeepAlive> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly LifeSigns signs = new(clock);

    /// <summary>The workers, which are started after this, must know from their first look on whether they may work.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WithDbAsync(
                async db =>
                {
                    await health.Clocks.CompareAsync(db, cancellationToken);
                    await times.LookAsync(db, cancellationToken);
                },
                cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(failure);
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // The workers have stopped by now, as they were started after this: what they could not finish need not wait.
        try
        {
            await WithDbAsync(db => TakeOverAsync(db, self.Number, cancellationToken), cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failed(failure);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        var goesOn = true;
        do
        {
            // A tick comes on the clock's own thread, which has other timers to serve.
            await Task.Yield();
            try
            {
                await WithDbAsync(
                    async db =>
                    {
                        await BeatAsync(db, stoppingToken);
                        goesOn = !db.IsForOneProcess;
                    },
                    stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, for everybody: whoever sees it first again goes on.
                Failed(failure);
            }
        }
        while (goesOn && await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task BeatAsync(OiPaymentsDb db, CancellationToken ct)
    {
        await health.Clocks.CompareAsync(db, ct);
        await times.LookAsync(db, ct);
        var until = clock.GetUtcNow() + LifeSigns.SilentFor;
        if (await db.Directory<Node>()
            .Where(node => node.Number == self.Number)
            .ExecuteUpdateAsync(set => set.SetProperty(node => node.AliveUntil, until), ct) == 0)
        {
            db.Add(new Node { Number = self.Number, AliveUntil = until });
            await db.TrySaveAsync(ct);
        }

        self.SaidAlive();
        var others = await db.Directory<Node>().AsNoTracking().Where(node => node.Number != self.Number).ToListAsync(ct);
        var silent = db.IsForOneProcess ? [.. others.Select(node => node.Number)] : signs.SilentAmong(others);
        health.Database.Answered();

        // What was leased becomes due by the clock of the one that takes over.
        if (!health.Clocks.MayWork) return;
        foreach (var dead in silent)
        {
            NodeDied(log, dead);
            await TakeOverAsync(db, dead, ct);
        }
    }

    private async Task TakeOverAsync(OiPaymentsDb db, long number, CancellationToken ct)
    {
        foreach (var worker in services.GetServices<IHostedService>().OfType<DueWorker>())
            await worker.ReleaseLeasesOfAsync(db, number, ct);

        // Last, so that a process that ends between the two leaves the rest to the next.
        await db.Directory<Node>().Where(node => node.Number == number).ExecuteDeleteAsync(ct);
    }

    private void Failed(Exception failure)
    {
        if (health.Database.Notice(failure) is null) BeatFailed(log, failure);
    }

    private async Task WithDbAsync(Func<OiPaymentsDb, Task> act, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var scope = scopes.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<OiPaymentsDb>());
    }

    [LoggerMessage(LogLevel.Warning, "Node {Node} has given no sign of life for several seconds: its work is taken over")]
    private static partial void NodeDied(ILogger log, long node);

    [LoggerMessage(LogLevel.Warning, "This node could not renew its sign of life; other nodes may take over its work")]
    private static partial void BeatFailed(ILogger log, Exception failure);
}
