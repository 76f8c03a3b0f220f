using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>Writes what one try came to: a line in the log of attempts, and how it goes on, in one transaction.</summary>
internal sealed partial class RecordAttempt(
    IServiceScopeFactory scopes, IIdSource ids, WebhookMetrics metrics, IBusinessClock clock, ILogger<RecordAttempt> log)
{
    public async Task WriteAsync(Claim claim, DeliveryResult result)
    {
        var now = clock.Now(claim.Scope);
        var wait = result.IsSuccess ? null : RetrySchedule.AfterAttempt(claim.ScheduledAttempts + 1, result.RetryAfter);
        var status = DeliveryLifecycle.After(result.IsSuccess, wait);
        var headers = JsonSerializer.Serialize(result.RequestHeaders, WebhooksJson.Default.IReadOnlyDictionaryStringString);

        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var unit = services.ServiceProvider.GetRequiredService<UnitOfWork>();
        var recorded = await unit.RunAsync<int>(
            async () => await db.RecordAttemptAsync(
                await ids.NextAsync<WebhookAttempt>(CancellationToken.None), claim, result, headers, (status, now + wait), now),
            CancellationToken.None);
        if (!recorded.IsSaved(out _)) throw new InvalidOperationException("A try that cannot lose a race lost one.");

        metrics.Tried(claim.Scope.Mode, result, status);
        Tried(
            log, claim.Event.Id, claim.Scope.ApplicationId, claim.ScheduledAttempts + 1, WireNames<DeliveryStatus>.Of(status),
            result.Status);
    }

    [LoggerMessage(
        LogLevel.Information,
        "Event {EventReference} of application {ApplicationId}: attempt {Attempt} ended {Status}, receiver said {ResponseStatus}")]
    private static partial void Tried(
        ILogger log, string eventReference, ApplicationId applicationId, int attempt, string status, int? responseStatus);
}
