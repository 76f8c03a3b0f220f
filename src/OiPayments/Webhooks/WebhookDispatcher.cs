using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>
/// Numbers new events and delivers those that are due. They are claimed by a lease: what a dead node held is taken over when its lease
/// runs out. Each receiver has a lane of its own: its places are refilled one by one, and no other receiver waits for them.
/// </summary>
internal sealed partial class WebhookDispatcher(
    IServiceScopeFactory scopes, DueSignal<WebhookDispatcher> signal, ThisNode self, WebhookSender sender, RecordAttempt record, SecretBox box,
    CrashPoints crash, TimeProvider clock, ILogger<WebhookDispatcher> log)
    : DueWorker(signal.Woken, clock, log)
{
    private static readonly Mode[] Modes = [Mode.Live, Mode.Test];

    private readonly ConcurrentDictionary<Scope, ReceiverLane> lanes = new();
    private readonly ConcurrentDictionary<long, Task> underWay = new();
    private long started;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await base.ExecuteAsync(stoppingToken);
        await Task.WhenAll(underWay.Values);
    }

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        return await Look(db, Clock.GetUtcNow())
            .Where(look => look.LiveIsNew || look.TestIsNew
                || (look.Receiver.WebhooksEnabled && look.Receiver.WebhookUrl != null && look.LiveIsDue)
                || (look.Receiver.WebhooksEnabled && (look.Receiver.TestWebhookUrl != null || look.Receiver.WebhookUrl != null) && look.TestIsDue))
            .Select(look => look.Receiver.Id)
            .ToListAsync(ct);
    }

    public override async Task ReleaseLeasesOfAsync(OiPaymentsDb db, long node, CancellationToken ct) =>
        await db.AcrossApplications<WebhookDelivery>().Where(d => d.LeasedBy == node)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null).SetProperty(d => d.LeasedBy, (long?)null), ct);

    /// <summary>Starts what may start and waits for none of it: each that ends looks for the next.</summary>
    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        if (await Look(db, Clock.GetUtcNow()).AsNoTracking().SingleOrDefaultAsync(look => look.Receiver.Id == application, ct) is not { } found) return false;

        var mayBeMore = false;
        foreach (var mode in Modes)
        {
            var (isNew, isDue) = mode == Mode.Live ? (found.LiveIsNew, found.LiveIsDue) : (found.TestIsNew, found.TestIsDue);
            if (isNew) await NumberEvents.RunAsync(db, new(application, mode), ct);

            // Without a URL, or switched off, events stay due; they go out once that changes.
            if (!found.Receiver.WebhooksEnabled || found.Receiver.WebhookUrlOf(mode) is not { } url) continue;
            var lane = LaneTo(url, new(application, mode));
            if (isDue) mayBeMore |= await FillAsync(db, found.Receiver, lane, mode, ct);
            else lane.HasNothingDue();
        }

        return mayBeMore;
    }

    /// <summary>What there is to do for each application. What commits after it was asked wakes the worker again.</summary>
    private static IQueryable<WorkFound> Look(OiPaymentsDb db, DateTimeOffset now)
    {
        var all = db.AcrossApplications<WebhookDelivery>();
        var due = all.Where(d => d.DueAt <= now && (d.LeasedUntil == null || d.LeasedUntil <= now));

        // Asking for the first due row rather than for any: that is one step into the index, however many thousands wait behind it.
        return db.Directory<Application>().Select(a => new WorkFound
        {
            Receiver = a,
            LiveIsNew = all.Any(d => d.ApplicationId == a.Id && d.Sequence == null && d.Mode == Mode.Live),
            TestIsNew = all.Any(d => d.ApplicationId == a.Id && d.Sequence == null && d.Mode == Mode.Test),
            LiveIsDue = due.Where(d => d.ApplicationId == a.Id && d.Mode == Mode.Live).OrderBy(d => d.DueAt).Select(d => d.DueAt).FirstOrDefault() != null,
            TestIsDue = due.Where(d => d.ApplicationId == a.Id && d.Mode == Mode.Test).OrderBy(d => d.DueAt).Select(d => d.DueAt).FirstOrDefault() != null,
        });
    }

    // A new address is a new receiver: what the old one did says nothing about it.
    private ReceiverLane LaneTo(Uri url, Scope scope) =>
        lanes.AddOrUpdate(scope, _ => new(url), (_, lane) => lane.Url == url ? lane : new(url));

    /// <summary>True when every free place was filled, so that there may be more due.</summary>
    private async Task<bool> FillAsync(OiPaymentsDb db, Application receiver, ReceiverLane lane, Mode mode, CancellationToken ct)
    {
        var places = lane.Take(Clock.GetUtcNow());
        if (places.Count == 0) return false;

        IReadOnlyList<Claim> claims = [];
        try
        {
            var secrets = receiver.SigningSecretsAt(Clock.GetUtcNow(), box);
            claims = await ClaimEvents.RunAsync(db, new(receiver.Id, mode), places.Count, self.Number, Clock.GetUtcNow(), ct);
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
        _ = running.ContinueWith(_ => underWay.TryRemove(number, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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
            NotWritten(Log, claim.Event.Id, claim.Scope.ApplicationId, failure);
        }
        finally
        {
            // Looking again is another thread's work: this one is done with its place.
            if (lane.Leave()) signal.Wake(claim.Scope.ApplicationId);
        }
    }

    /// <summary>The lane hears of the outcome before the database does: a pause begins when the receiver failed, however long writing takes.</summary>
    private async Task<DeliveryResult> SendAsync(ReceiverLane lane, Places places, SigningSecrets secrets, Claim claim, CancellationToken stopping)
    {
        bool? succeeded = null;
        try
        {
            var result = await sender.SendAsync(lane.Url, secrets, claim.Event, stopping);
            succeeded = result.IsSuccess;
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
    }

    [LoggerMessage(LogLevel.Warning, "What became of event {EventReference} of application {ApplicationId} could not be written; it is sent again when its lease runs out")]
    private static partial void NotWritten(ILogger log, string eventReference, ApplicationId applicationId, Exception failure);
}
