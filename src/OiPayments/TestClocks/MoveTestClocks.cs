using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.TestClocks;

/// <summary>
/// Moves test clocks to where they were asked to go, from one due instant to the next: at each, the workers do what is due, and the clock
/// goes on when all of it is done. So everything happens in its order and carries the time at which it would have happened. A clock is
/// leased to one node; when that dies, another goes on from where it stands.
/// </summary>
internal sealed partial class MoveTestClocks(
    IServiceScopeFactory scopes, IServiceProvider services, DueSignal<MoveTestClocks> signal, NodeHealth health, ThisNode self,
    TestTimes times, TimeProvider clock, ILogger<MoveTestClocks> log)
    : DueWorker(signal, health, clock, log, maxApplicationsAtOnce: 4)
{
    /// <summary>What is due and stays so for this long, and nobody is at it, cannot be done now: time goes on without it.</summary>
    public static readonly TimeSpan WaitsForWhatStands = TimeSpan.FromSeconds(30);

    /// <summary>
    /// After so many instants those of one second are taken together, as they are in real time, where workers look every second.
    /// </summary>
    private const int SingleInstants = 200;

    private static readonly TimeSpan TakenTogether = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LooksAtFirst = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LooksAtLast = TimeSpan.FromMilliseconds(50);

    private readonly Lazy<IReadOnlyList<IGoesByBusinessTime>> workers =
        new(() => [.. services.GetServices<IHostedService>().OfType<IGoesByBusinessTime>()]);

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        if (!times.AreOn) return [];
        await using var scope = scopes.CreateAsyncScope();
        return await ToMove(scope.ServiceProvider.GetRequiredService<OiPaymentsDb>().AcrossApplications<TestClock>())
            .Select(c => c.ApplicationId).ToListAsync(ct);
    }

    public override async Task ReleaseLeasesOfAsync(OiPaymentsDb db, long node, CancellationToken ct) =>
        await db.AcrossApplications<TestClock>().Where(c => c.LeasedBy == node)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeasedBy, (long?)null), ct);

    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            var isMine = await ToMove(db.Of<TestClock>(application))
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeasedBy, self.Number), ct) == 1;
            if (!isMine) return false;
        }

        await MoveAsync(new(application, Mode.Test), ct);
        return false;
    }

    // One of this node's own was left in the middle, by a failure of the database's: one pump moves a clock at a time.
    private IQueryable<TestClock> ToMove(IQueryable<TestClock> clocks) =>
        clocks.Where(c => c.Target != null && (c.LeasedBy == null || c.LeasedBy == self.Number));

    private async Task MoveAsync(Scope scope, CancellationToken ct)
    {
        for (var instants = 0; ; instants++)
        {
            await using var services = scopes.CreateAsyncScope();
            var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            await times.LookAsync(db, ct);
            if (await db.Of<TestClock>(scope.ApplicationId).AsNoTracking()
                .SingleOrDefaultAsync(c => c.LeasedBy == self.Number && c.Target != null, ct) is not { Target: { } target } test) return;

            var next = await DoWhatIsDueAsync(db, scope, test.Now, ct);
            if (test.Now == target)
            {
                await EndAsync(db, scope.ApplicationId, target, ct);
                return;
            }

            var to = next is { } at && at < target ? at : target;
            if (instants >= SingleInstants) to = to + TakenTogether < target ? to + TakenTogether : target;

            // Nothing changes when the clock was reset meanwhile, or another node has it: the next look sees that.
            await Mine(db, scope.ApplicationId).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.Now, to).SetProperty(c => c.Version, c => c.Version + 1), ct);
        }
    }

    private async Task EndAsync(OiPaymentsDb db, ApplicationId application, DateTimeOffset target, CancellationToken ct)
    {
        // Who is told that the clock has arrived may go on at any node.
        await OtherNodes.WaitUntilTheyLookedAsync(db, self, ct);
        var hasArrived = await Mine(db, application).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.Target, (DateTimeOffset?)null).SetProperty(c => c.LeasedBy, (long?)null)
                .SetProperty(c => c.Version, c => c.Version + 1), ct) == 1;
        if (hasArrived) Arrived(Log, application, target);
    }

    private IQueryable<TestClock> Mine(OiPaymentsDb db, ApplicationId application) =>
        db.Of<TestClock>(application).Where(c => c.LeasedBy == self.Number && c.Target != null);

    /// <summary>Has the workers do what is due by now, waits until they have, and answers what comes next.</summary>
    private async Task<DateTimeOffset?> DoWhatIsDueAsync(OiPaymentsDb db, Scope scope, DateTimeOffset now, CancellationToken ct)
    {
        var (seen, seenAt, pause) = (default(Ahead), Stopwatch.GetTimestamp(), LooksAtFirst);
        for (var isFirst = true; ; isFirst = false)
        {
            var ahead = Ahead.Nothing;

            // As of one moment: between two, what one worker does can become what another has to do, and neither would tell of it.
            await using (await db.BeginSnapshotAsync(ct))
            {
                foreach (var worker in workers.Value)
                {
                    var its = await worker.LookAheadAsync(db, scope, ct);
                    if (its.NextAt <= now) worker.Wake(scope.ApplicationId);
                    ahead |= its;
                }
            }

            if (!ahead.IsUnderWay && !(ahead.NextAt <= now)) return ahead.NextAt;
            if (isFirst || ahead != seen) (seen, seenAt) = (ahead, Stopwatch.GetTimestamp());
            else if (!ahead.IsUnderWay && Stopwatch.GetElapsedTime(seenAt) >= WaitsForWhatStands)
            {
                // What comes after it is not known, since the first of a worker's is what it tells: the rest happens at the end.
                Stands(Log, scope.ApplicationId, now);
                return null;
            }

            // In real time: so long takes the work, whatever the clock shows.
            await Task.Delay(pause, ct);
            pause = pause * 2 < LooksAtLast ? pause * 2 : LooksAtLast;
        }
    }

    [LoggerMessage(LogLevel.Information, "The test clock of application {ApplicationId} has arrived at {Instant}")]
    private static partial void Arrived(ILogger log, ApplicationId applicationId, DateTimeOffset instant);

    [LoggerMessage(
        LogLevel.Warning,
        "Something of application {ApplicationId} is due by its test clock at {Instant} and is not done: the clock goes on without it")]
    private static partial void Stands(ILogger log, ApplicationId applicationId, DateTimeOffset instant);
}
