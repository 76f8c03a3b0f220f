using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Encryption;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Webhooks;

/// <summary>
/// Numbers new events and delivers those that are due. Looking and numbering are done in rounds, for all applications at once. Claiming is
/// each application's own affair, by a lease: what a dead node held is taken over when its lease runs out. Each receiver has a lane of its
/// own: its places are refilled one by one, and no other receiver waits for them.
/// </summary>
internal sealed partial class WebhookDispatcher(
    IServiceScopeFactory scopes, DueSignal<WebhookDispatcher> signal, NodeHealth health, ThisNode self, WebhookSender sender,
    RecordAttempt record, SecretBox box, CrashPoints crash, IBusinessClock time, TestTimes times, TimeProvider clock,
    ILogger<WebhookDispatcher> log)
    : DueWorker(signal, health, clock, log, roundsApart: RoundsApart), IGoesByBusinessTime
{
    /// <summary>A busy node looks and numbers a hundred times a second at most, however many events there are.</summary>
    private static readonly TimeSpan RoundsApart = TimeSpan.FromMilliseconds(10);

    private static readonly Mode[] Modes = [Mode.Live, Mode.Test];

    private readonly ConcurrentDictionary<Scope, ReceiverLane> lanes = new();
    private readonly ConcurrentDictionary<ApplicationId, WorkFound> found = new();
    private readonly SemaphoreSlim oneRound = new(1);
    private readonly ConcurrentDictionary<long, Task> underWay = new();
    private long started;

    /// <summary>Whether this node leaves the receiver alone for a while, because it failed too often.</summary>
    public bool IsPaused(Scope scope) => lanes.TryGetValue(scope, out var lane) && lane.IsPaused;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await base.ExecuteAsync(stoppingToken);
        await Task.WhenAll(underWay.Values);
    }

    public override void Dispose()
    {
        oneRound.Dispose();
        base.Dispose();
    }

    protected override Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct) => RunRoundAsync(
        all => all.Where(look => look.LiveIsNew || look.TestIsNew
            || (look.Receiver.WebhooksEnabled && look.Receiver.WebhookUrl != null && look.LiveIsDue)
            || (look.Receiver.WebhooksEnabled
                && (look.Receiver.TestWebhookUrl != null || look.Receiver.WebhookUrl != null)
                && look.TestIsDue)),
        ct);

    protected override Task<IReadOnlyList<ApplicationId>> WithDueWorkAsync(
        IReadOnlyCollection<ApplicationId> woken, CancellationToken ct) =>
        RunRoundAsync(all => all.Where(look => woken.Contains(look.Receiver.Id)), ct);

    public override async Task ReleaseLeasesOfAsync(OiPaymentsDb db, long node, CancellationToken ct) =>
        await db.AcrossApplications<WebhookDelivery>().Where(d => d.LeasedBy == node)
            .ExecuteUpdateAsync(
                set => set.SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null).SetProperty(d => d.LeasedBy, (long?)null), ct);

    public async Task<Ahead> LookAheadAsync(OiPaymentsDb db, Scope scope, CancellationToken ct)
    {
        var receiver = await db.Directory<Application>().AsNoTracking().SingleAsync(a => a.Id == scope.ApplicationId, ct);
        var waiting = db.Of<WebhookDelivery>(scope).Where(d => d.DueAt != null);
        var isNew = await waiting.AnyAsync(d => d.Sequence == null, ct);
        if (!receiver.WebhooksEnabled || receiver.WebhookUrlOf(scope.Mode) is null) return new(isNew, NextAt: null);
        return new(
            isNew || await waiting.AnyAsync(d => d.LeasedBy != null, ct),
            await waiting.Where(d => d.LeasedBy == null && d.Sequence != null).MinAsync(d => d.DueAt, ct));
    }

    /// <summary>Starts what may start and waits for none of it: each that ends looks for the next.</summary>
    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        if (!found.TryRemove(application, out var work)) return false;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var mayBeMore = false;
        foreach (var mode in Modes.Where(work.IsToBeSent))
        {
            if (work.Receiver.WebhookUrlOf(mode) is { } url)
                mayBeMore |= await FillAsync(db, work.Receiver, LaneTo(url, new(application, mode)), mode, ct);
        }

        // By a round, which sees how the receiver is to be told by then.
        if (mayBeMore) signal.Wake(application);
        return false;
    }

    /// <summary>Looks what there is to do for these, numbers what is new, and answers for whom there may be something to send.</summary>
    private async Task<IReadOnlyList<ApplicationId>> RunRoundAsync(
        Func<IQueryable<WorkFound>, IQueryable<WorkFound>> these, CancellationToken ct)
    {
        // One after the other, so that what was seen earlier never replaces what was seen later.
        await oneRound.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            var looks = await these(
                times.AreAny ? LookByTestClocks(db, time.Now(), Clock.GetUtcNow()) : Look(db, time.Now(), Clock.GetUtcNow()))
                .AsNoTracking().ToListAsync(ct);
            await NumberAsync(
                db, [.. looks.SelectMany(look => Modes.Where(look.IsNew), (look, mode) => new Scope(look.Receiver.Id, mode))], ct);
            foreach (var look in looks) HandOver(look);
            return [.. looks.Select(look => look.Receiver.Id).Where(found.ContainsKey)];
        }
        finally
        {
            oneRound.Release();
        }
    }

    private async Task NumberAsync(OiPaymentsDb db, List<Scope> isNew, CancellationToken ct)
    {
        if (isNew.Count == 0) return;
        try
        {
            await NumberTogetherAsync(db, isNew, ct);
        }
        catch (DbException failure) when (!failure.IsTransient)
        {
            // One of them has numbers that contradict its counter. That is no reason for the others to wait.
            foreach (var scope in isNew) await NumberAloneAsync(db, scope, ct);
        }
    }

    private async Task NumberAloneAsync(OiPaymentsDb db, Scope scope, CancellationToken ct)
    {
        try
        {
            await NumberTogetherAsync(db, [scope], ct);
        }
        catch (DbException failure) when (!failure.IsTransient)
        {
            NotNumbered(Log, scope.Mode, scope.ApplicationId, failure);
        }
    }

    /// <summary>A batch; the next round has the rest, and whatever came meanwhile.</summary>
    private async Task NumberTogetherAsync(OiPaymentsDb db, IReadOnlyCollection<Scope> isNew, CancellationToken ct)
    {
        if (!await NumberEvents.RunAsync(db, isNew, ct)) return;
        foreach (var scope in isNew) signal.Wake(scope.ApplicationId);
    }

    /// <summary>To the application's own pump, which claims; it takes out what was seen last.</summary>
    private void HandOver(WorkFound look)
    {
        foreach (var mode in Modes.Where(mode => !look.IsDue(mode)))
        {
            if (lanes.TryGetValue(new(look.Receiver.Id, mode), out var lane)) lane.HasNothingDue();
        }

        if (Modes.Any(look.IsToBeSent)) found[look.Receiver.Id] = look;
        else found.TryRemove(look.Receiver.Id, out _);
    }

    /// <summary>What there is to do for each application. What commits after it was asked wakes the worker again.</summary>
    private static IQueryable<WorkFound> Look(OiPaymentsDb db, DateTimeOffset dueBy, DateTimeOffset now)
    {
        var all = db.AcrossApplications<WebhookDelivery>();
        var due = all.Where(d => d.DueAt <= dueBy && (d.LeasedUntil == null || d.LeasedUntil <= now));

        // Asking for the first due row rather than for any: that is one step into the index, however many thousands wait behind it.
        return db.Directory<Application>().Select(a => new WorkFound
        {
            Receiver = a,
            LiveIsNew = all.Any(d => d.ApplicationId == a.Id && d.Sequence == null && d.Mode == Mode.Live),
            TestIsNew = all.Any(d => d.ApplicationId == a.Id && d.Sequence == null && d.Mode == Mode.Test),
            LiveIsDue = due.Where(d => d.ApplicationId == a.Id && d.Mode == Mode.Live)
                .OrderBy(d => d.DueAt)
                .Select(d => d.DueAt)
                .FirstOrDefault() != null,
            TestIsDue = due.Where(d => d.ApplicationId == a.Id && d.Mode == Mode.Test)
                .OrderBy(d => d.DueAt)
                .Select(d => d.DueAt)
                .FirstOrDefault() != null,
        });
    }

    /// <summary>As <see cref="Look"/>, where what is due in TEST is said by the application's own clock, if it has one.</summary>
    private static IQueryable<WorkFound> LookByTestClocks(OiPaymentsDb db, DateTimeOffset dueBy, DateTimeOffset now)
    {
        var all = db.AcrossApplications<WebhookDelivery>();
        var free = all.Where(d => d.LeasedUntil == null || d.LeasedUntil <= now);
        return db.Directory<Application>().Select(a => new WorkFound
        {
            Receiver = a,
            LiveIsNew = all.Any(d => d.ApplicationId == a.Id && d.Sequence == null && d.Mode == Mode.Live),
            TestIsNew = all.Any(d => d.ApplicationId == a.Id && d.Sequence == null && d.Mode == Mode.Test),
            LiveIsDue = free.Where(d => d.DueAt <= dueBy && d.ApplicationId == a.Id && d.Mode == Mode.Live)
                .OrderBy(d => d.DueAt)
                .Select(d => d.DueAt)
                .FirstOrDefault() != null,
            TestIsDue = free.Where(d => d.ApplicationId == a.Id && d.Mode == Mode.Test && d.DueAt <= (db.AcrossApplications<TestClock>()
                    .Where(c => c.ApplicationId == a.Id).Select(c => (DateTimeOffset?)c.Now).FirstOrDefault() ?? dueBy))
                .OrderBy(d => d.DueAt)
                .Select(d => d.DueAt)
                .FirstOrDefault() != null,
        });
    }

    // A new address is a new receiver: what the old one did says nothing about it.
    private ReceiverLane LaneTo(Uri url, Scope scope) =>
        lanes.AddOrUpdate(scope, _ => new(url), (_, lane) => lane.Url == url ? lane : new(url));

    /// <summary>True when every free place was filled, so that there may be more due.</summary>
    private async Task<bool> FillAsync(OiPaymentsDb db, Application receiver, ReceiverLane lane, Mode mode, CancellationToken ct)
    {
        var scope = new Scope(receiver.Id, mode);

        // By a clock that stands still nothing is tried again until somebody moves it, and then everything is, one after the other.
        var places = lane.Take(Clock.GetUtcNow(), mayPause: mode is Mode.Live || times.Of(receiver.Id) is null);
        if (places.Count == 0) return false;

        IReadOnlyList<Claim> claims = [];
        try
        {
            var secrets = receiver.SigningSecretsAt(time.Now(scope), mode, box);
            claims = await ClaimEvents.RunAsync(db, scope, places.Count, self.Number, time.Now(scope), Clock.GetUtcNow(), ct);
            foreach (var claim in claims) Start(lane, places, secrets, claim, ct);
        }
        finally
        {
            lane.GiveBack(places, claims.Count);
        }

        return claims.Count == places.Count;
    }

    private void Start(ReceiverLane lane, Places places, SigningSecrets secrets, Claim claim, CancellationToken stopping)
    {
        var number = Interlocked.Increment(ref started);
        var running = Task.Run(() => DeliverAsync(lane, places, secrets, claim, stopping), CancellationToken.None);
        underWay[number] = running;
        _ = running.ContinueWith(
            _ => underWay.TryRemove(number, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task DeliverAsync(ReceiverLane lane, Places places, SigningSecrets secrets, Claim claim, CancellationToken stopping)
    {
        try
        {
            var result = await SendAsync(lane, places, secrets, claim, stopping);
            crash.Reached(CrashPoints.WhileDelivering);
            await record.WriteAsync(claim, result);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service is ending; the event is taken over when its lease runs out.
        }
        catch (Exception failure)
        {
            if (!IsOfTheDatabase(failure)) NotWritten(Log, claim.Event.Id, claim.Scope.ApplicationId, failure);
        }
        finally
        {
            // Looking again is another thread's work: this one is done with its place.
            if (lane.Leave()) signal.Wake(claim.Scope.ApplicationId);
        }
    }

    /// <summary>
    /// The lane hears of the outcome before the database does: a pause begins when the receiver failed, however long writing takes.
    /// </summary>
    private async Task<DeliveryResult> SendAsync(
        ReceiverLane lane, Places places, SigningSecrets secrets, Claim claim, CancellationToken stopping)
    {
        bool? succeeded = null;
        using var span = ProductTraces.GoOn("deliver event", claim.TraceContext, kind: ActivityKind.Producer);
        span?.SetTag("oi.event.id", claim.Event.Id);
        try
        {
            var result = await sender.SendAsync(lane.Url, secrets, claim.Event, stopping);
            succeeded = result.IsSuccess;
            span?.SetTag("oi.delivery.succeeded", succeeded);
            return result;
        }
        finally
        {
            lane.Ended(places, succeeded, Clock.GetUtcNow());
        }
    }

    /// <summary>What waits for one application: events without a number, and deliveries that are due and nobody's.</summary>
    private sealed class WorkFound
    {
        public required Application Receiver { get; init; }
        public required bool LiveIsNew { get; init; }
        public required bool TestIsNew { get; init; }
        public required bool LiveIsDue { get; init; }
        public required bool TestIsDue { get; init; }

        public bool IsNew(Mode mode) => mode is Mode.Live ? LiveIsNew : TestIsNew;

        public bool IsDue(Mode mode) => mode is Mode.Live ? LiveIsDue : TestIsDue;

        /// <summary>Without a URL, or switched off, events stay due; they go out once that changes.</summary>
        public bool IsToBeSent(Mode mode) => IsDue(mode) && Receiver.WebhooksEnabled && Receiver.WebhookUrlOf(mode) is not null;
    }

    [LoggerMessage(
        LogLevel.Error,
        "{Mode} events of application {ApplicationId} could not be numbered. They are neither listed nor sent until this is fixed; other "
            + "applications are not affected")]
    private static partial void NotNumbered(ILogger log, Mode mode, ApplicationId applicationId, Exception failure);

    [LoggerMessage(
        LogLevel.Warning,
        "What became of event {EventReference} of application {ApplicationId} could not be written; it is sent again when its lease runs "
            + "out")]
    private static partial void NotWritten(ILogger log, string eventReference, ApplicationId applicationId, Exception failure);
}
