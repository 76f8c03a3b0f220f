using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>Writes what one try came to: a line in the log of attempts, and how it goes on, in one transaction.</summary>
internal sealed partial class RecordAttempt(IServiceScopeFactory scopes, IIdSource ids, IBusinessClock clock, ILogger<RecordAttempt> log)
{
    public async Task WriteAsync(Claim claim, DeliveryResult result)
    {
        var now = clock.Now(claim.Scope);
        var wait = result.IsSuccess ? null : RetrySchedule.AfterAttempt(claim.ScheduledAttempts + 1, result.RetryAfter);
        var status = result.IsSuccess ? DeliveryStatus.Delivered : wait is null ? DeliveryStatus.Parked : DeliveryStatus.Retrying;
        var (application, mode) = ((long)claim.Scope.ApplicationId.Value, WireNames<Mode>.Of(claim.Scope.Mode));
        var headers = JsonSerializer.Serialize(result.RequestHeaders, WebhooksJson.Default.IReadOnlyDictionaryStringString);

        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var unit = services.ServiceProvider.GetRequiredService<UnitOfWork>();
        var recorded = await unit.RunAsync<int>(
            async () => await RecordAsync(await ids.NextAsync<WebhookAttempt>(CancellationToken.None)), CancellationToken.None);
        if (!recorded.IsSaved(out _)) throw new InvalidOperationException("A try that cannot lose a race lost one.");

        Tried(
            log, claim.Event.Id, claim.Scope.ApplicationId, claim.ScheduledAttempts + 1, WireNames<DeliveryStatus>.Of(status),
            result.Status);

        // Overtaken by another node, or by a person who asked for it to be sent again: how it goes on is theirs to say; that it was tried
        // is true.
        Task<int> RecordAsync(Id<WebhookAttempt> id) => db.ExecuteTogetherAsync(
            $"""
            INSERT INTO webhook_attempts
                (application_id, id, event_id, mode, started_at, duration_ms, request_headers, response_status, response_body, error)
            VALUES
                ({application}, {id.Value}, {claim.EventId.Value}, {mode}, {db.ColumnValue(result.StartedAt)},
                {(long)result.Duration.TotalMilliseconds}, {headers}, {result.Status}, {result.Body}, {result.Error});

            UPDATE webhook_deliveries SET
                status = {WireNames<DeliveryStatus>.Of(status)}, attempts = attempts + 1,
                scheduled_attempts = {claim.ScheduledAttempts + 1}, due_at = {db.ColumnValue(now + wait)},
                leased_until = NULL, leased_by = NULL, last_response_status = {result.Status}, last_error = {result.Error},
                last_attempt_at = {db.ColumnValue(result.StartedAt)}, updated_at = {db.ColumnValue(now)},
                delivered_at = coalesce({db.ColumnValue(result.IsSuccess ? now : null)}, delivered_at)
            WHERE application_id = {application} AND event_id = {claim.EventId.Value} AND lease_token = {claim.Token};

            UPDATE webhook_deliveries SET attempts = attempts + 1
            WHERE application_id = {application} AND event_id = {claim.EventId.Value} AND lease_token <> {claim.Token}
            """,
            CancellationToken.None);
    }

    [LoggerMessage(
        LogLevel.Information,
        "Event {EventReference} of application {ApplicationId}: attempt {Attempt} ended {Status}, receiver said {ResponseStatus}")]
    private static partial void Tried(
        ILogger log, string eventReference, ApplicationId applicationId, int attempt, string status, int? responseStatus);
}
