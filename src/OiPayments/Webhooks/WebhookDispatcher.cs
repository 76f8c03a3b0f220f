using System.Collections.Concurrent;
using System.Security.Cryptography;
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
    IServiceScopeFactory scopes, DueSignal<WebhookDispatcher> signal, ThisNode self, NumberEvents numbers, WebhookSender sender, RecordAttempt record, SecretBox box,
    CrashPoints crash, TimeProvider clock, ILogger<WebhookDispatcher> log)
    : DueWorker(signal.Woken, clock, log)
{
    private static readonly TimeSpan LeaseFor = WebhookSender.Patience + TimeSpan.FromSeconds(15);
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
        var now = Clock.GetUtcNow();
        var all = db.AcrossApplications<WebhookDelivery>();
        var due = all.Where(d => d.DueAt <= now && (d.LeasedUntil == null || d.LeasedUntil <= now));

        // Asking for the first due row rather than for any: that is one step into the index, however many thousands wait behind it.
        return await db.Directory<Application>().AsNoTracking()
            .Where(a => all.Any(d => d.ApplicationId == a.Id && d.Sequence == null)
                || (a.WebhooksEnabled && a.WebhookUrl != null
                    && due.Where(d => d.ApplicationId == a.Id && d.Mode == Mode.Live).OrderBy(d => d.DueAt).Select(d => d.DueAt).FirstOrDefault() != null)
                || (a.WebhooksEnabled && (a.TestWebhookUrl != null || a.WebhookUrl != null)
                    && due.Where(d => d.ApplicationId == a.Id && d.Mode == Mode.Test).OrderBy(d => d.DueAt).Select(d => d.DueAt).FirstOrDefault() != null))
            .Select(a => a.Id)
            .ToListAsync(ct);
    }

    public override async Task ReleaseLeasesOfAsync(OiPaymentsDb db, long node, CancellationToken ct) =>
        await db.AcrossApplications<WebhookDelivery>().Where(d => d.LeasedBy == node)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null).SetProperty(d => d.LeasedBy, (long?)null), ct);

    /// <summary>Starts what may start and waits for none of it: each that ends looks for the next.</summary>
    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        await numbers.RunAsync(application, ct);

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var receiver = await db.Directory<Application>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == application, ct);

        // Without a URL, or switched off, events stay due; they go out once that changes.
        if (receiver is not { WebhooksEnabled: true }) return false;

        var mayBeMore = false;
        foreach (var mode in Modes)
            if (receiver.WebhookUrlOf(mode) is { } url) mayBeMore |= await FillAsync(db, receiver, LaneTo(url, new(application, mode)), mode, ct);
        return mayBeMore;
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
            claims = await ClaimAsync(db, new(receiver.Id, mode), places.Count, ct);
            foreach (var claim in claims) Start(lane, places, secrets, claim, ct);
        }
        finally
        {
            lane.GiveBack(places, claims.Count);
        }

        return claims.Count == places.Count;
    }

    private async Task<IReadOnlyList<Claim>> ClaimAsync(OiPaymentsDb db, Scope scope, int count, CancellationToken ct)
    {
        var (now, token) = (Clock.GetUtcNow(), BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))));
        var free = db.Of<WebhookDelivery>(scope).Where(d => d.DueAt <= now && d.Sequence != null && (d.LeasedUntil == null || d.LeasedUntil <= now));
        var next = free.OrderBy(d => d.DueAt).ThenBy(d => d.Sequence).Take(count).Select(d => d.EventId);

        // Another node may be claiming the same rows: the database lets one of us change each, and the token tells which.
        var claimed = await free.Where(d => next.Contains(d.EventId)).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.LeaseToken, token).SetProperty(d => d.LeasedBy, self.Number).SetProperty(d => d.LeasedUntil, now + LeaseFor), ct);
        if (claimed == 0) return [];

        return await db.Of<WebhookDelivery>(scope).AsNoTracking()
            .Where(d => d.LeasedBy == self.Number && d.LeaseToken == token)
            .Join(db.Of<WebhookEvent>(scope), d => d.EventId, e => e.Id,
                (d, e) => new { Delivery = d, e.Reference, e.Payload })
            .OrderBy(x => x.Delivery.DueAt).ThenBy(x => x.Delivery.Sequence)
            .Select(x => new Claim(scope, x.Delivery.EventId, new(x.Reference, x.Delivery.Sequence ?? 0, x.Payload), x.Delivery.ScheduledAttempts, token))
            .ToListAsync(ct);
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

    [LoggerMessage(LogLevel.Warning, "What became of event {EventReference} of application {ApplicationId} could not be written; it is sent again when its lease runs out")]
    private static partial void NotWritten(ILogger log, string eventReference, ApplicationId applicationId, Exception failure);
}

/// <summary>The right to try one event, until its lease runs out.</summary>
internal sealed record Claim(Scope Scope, Id<WebhookEvent> EventId, OutgoingEvent Event, int ScheduledAttempts, long Token)
{
    public override string ToString() => $"claim on {Event.Id}";
}
