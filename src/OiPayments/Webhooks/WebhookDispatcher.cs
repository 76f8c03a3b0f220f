using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>
/// Delivers events that are due. They are claimed by a lease: what a dead node held is taken over when its lease runs out.
/// </summary>
internal sealed partial class WebhookDispatcher(
    IServiceScopeFactory scopes, DueSignal<WebhookDispatcher> signal, WebhookSender sender, SecretBox box, TimeProvider clock, ILogger<WebhookDispatcher> log)
    : DueWorker(signal.Woken, clock, log)
{
    private const int BatchSize = 16;
    private static readonly TimeSpan LeaseFor = WebhookSender.Patience + TimeSpan.FromSeconds(15);

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var now = Clock.GetUtcNow();
        var deliveries = db.AcrossApplications<WebhookDelivery>();

        // An application without a URL keeps its events due; they go out once it has one.
        return await db.Directory<Application>().AsNoTracking()
            .Where(a => a.WebhookUrl != null && deliveries.Any(d =>
                d.ApplicationId == a.Id && d.DueAt <= now && (d.LeasedUntil == null || d.LeasedUntil <= now)))
            .Select(a => a.Id)
            .ToListAsync(ct);
    }

    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        var claimed = await ClaimAsync(application, ct);
        await Task.WhenAll(claimed.Select(claim => DeliverAsync(claim, ct)));
        return claimed.Count > 0;
    }

    private async Task<IReadOnlyList<Claim>> ClaimAsync(ApplicationId application, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var receiver = await db.Directory<Application>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == application, ct);
        if (receiver?.WebhookUrl is not { } url) return [];

        var (now, token) = (Clock.GetUtcNow(), BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))));
        var free = db.Of<WebhookDelivery>(application).Where(d => d.DueAt <= now && (d.LeasedUntil == null || d.LeasedUntil <= now));
        var due = await free.OrderBy(d => d.DueAt).Take(BatchSize).Select(d => d.EventId).ToListAsync(ct);
        if (due.Count == 0) return [];

        // Another node may be claiming the same rows: the database lets one of us change each, and the token tells which.
        await free.Where(d => due.Contains(d.EventId)).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.LeaseToken, token).SetProperty(d => d.LeasedUntil, now + LeaseFor), ct);
        var secrets = receiver.SigningSecretsAt(now, box);
        return await db.Of<WebhookDelivery>(application).AsNoTracking()
            .Where(d => due.Contains(d.EventId) && d.LeaseToken == token)
            .Join(db.Of<WebhookEvent>(application), d => d.EventId, e => e.Id,
                (d, e) => new Claim(application, d.EventId, e.Reference, e.Payload, url, secrets, d.Attempts, token))
            .ToListAsync(ct);
    }

    private async Task DeliverAsync(Claim claim, CancellationToken stopping)
    {
        var result = await sender.SendAsync(claim.Url, claim.Secrets, claim.Reference, claim.Payload, stopping);

        var (now, attempts) = (Clock.GetUtcNow(), claim.Attempts + 1);
        var wait = result.IsSuccess ? null : RetrySchedule.AfterAttempt(attempts);
        var status = result.IsSuccess ? DeliveryStatus.Delivered : wait is null ? DeliveryStatus.Parked : DeliveryStatus.Retrying;
        DateTimeOffset? deliveredAt = result.IsSuccess ? now : null;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        await db.Of<WebhookDelivery>(claim.ApplicationId)
            .Where(d => d.EventId == claim.EventId && d.LeaseToken == claim.Token)
            .ExecuteUpdateAsync(set => set
                .SetProperty(d => d.Status, status)
                .SetProperty(d => d.Attempts, attempts)
                .SetProperty(d => d.DueAt, now + wait)
                .SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null)
                .SetProperty(d => d.LastResponseStatus, result.Status)
                .SetProperty(d => d.LastError, result.Error)
                .SetProperty(d => d.LastAttemptAt, now)
                .SetProperty(d => d.DeliveredAt, deliveredAt), CancellationToken.None);

        Tried(Log, claim.Reference, claim.ApplicationId, attempts, WireNames<DeliveryStatus>.Of(status), result.Status);
    }

    private sealed record Claim(
        ApplicationId ApplicationId, Id<WebhookEvent> EventId, string Reference, string Payload, Uri Url, SigningSecrets Secrets, int Attempts, long Token)
    {
        public override string ToString() => $"claim on {Reference}";
    }

    [LoggerMessage(LogLevel.Information, "Event {EventReference} of application {ApplicationId}: attempt {Attempt} ended {Status}, receiver said {ResponseStatus}")]
    private static partial void Tried(ILogger log, string eventReference, ApplicationId applicationId, int attempt, string status, int? responseStatus);
}
