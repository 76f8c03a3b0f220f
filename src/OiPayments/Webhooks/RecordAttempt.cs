using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>Writes what one try came to: a line in the log of attempts, and how it goes on, in one transaction.</summary>
internal sealed partial class RecordAttempt(IServiceScopeFactory scopes, IIdSource ids, TimeProvider clock, ILogger<RecordAttempt> log)
{
    public async Task WriteAsync(Claim claim, DeliveryResult result)
    {
        var now = clock.GetUtcNow();
        var wait = result.IsSuccess ? null : RetrySchedule.AfterAttempt(claim.ScheduledAttempts + 1, result.RetryAfter);
        var status = result.IsSuccess ? DeliveryStatus.Delivered : wait is null ? DeliveryStatus.Parked : DeliveryStatus.Retrying;
        var attempt = new WebhookAttempt
        {
            ApplicationId = claim.Scope.ApplicationId,
            Id = await ids.NextAsync<WebhookAttempt>(CancellationToken.None),
            EventId = claim.EventId,
            Mode = claim.Scope.Mode,
            StartedAt = result.StartedAt,
            DurationMs = (long)result.Duration.TotalMilliseconds,
            RequestHeaders = JsonSerializer.Serialize(result.RequestHeaders, WebhooksJson.Default.IReadOnlyDictionaryStringString),
            ResponseStatus = result.Status,
            ResponseBody = result.Body,
            Error = result.Error,
        };

        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Add(attempt);
        await db.SaveAsync(CancellationToken.None);
        var delivery = db.Of<WebhookDelivery>(claim.Scope).Where(d => d.EventId == claim.EventId);
        var isOurs = await delivery.Where(d => d.LeaseToken == claim.Token).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.Status, status)
            .SetProperty(d => d.Attempts, d => d.Attempts + 1)
            .SetProperty(d => d.ScheduledAttempts, claim.ScheduledAttempts + 1)
            .SetProperty(d => d.DueAt, now + wait)
            .SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null)
            .SetProperty(d => d.LeasedBy, (long?)null)
            .SetProperty(d => d.LastResponseStatus, result.Status)
            .SetProperty(d => d.LastError, result.Error)
            .SetProperty(d => d.LastAttemptAt, result.StartedAt)
            .SetProperty(d => d.DeliveredAt, d => result.IsSuccess ? now : d.DeliveredAt)
            .SetProperty(d => d.UpdatedAt, now)) == 1;

        // Overtaken by another node, or by a person who asked for it to be sent again: how it goes on is theirs to say; that it was tried is true.
        if (!isOurs) await delivery.ExecuteUpdateAsync(set => set.SetProperty(d => d.Attempts, d => d.Attempts + 1));
        await transaction.CommitAsync();

        Tried(log, claim.Event.Id, claim.Scope.ApplicationId, claim.ScheduledAttempts + 1, WireNames<DeliveryStatus>.Of(status), result.Status);
    }

    [LoggerMessage(LogLevel.Information, "Event {EventReference} of application {ApplicationId}: attempt {Attempt} ended {Status}, receiver said {ResponseStatus}")]
    private static partial void Tried(ILogger log, string eventReference, ApplicationId applicationId, int attempt, string status, int? responseStatus);
}
