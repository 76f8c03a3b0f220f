using System.Security.Cryptography;
using OiPayments.Access;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>
/// Makes events due again, at the beginning of the schedule, whatever became of them before. Id and body stay, and each try is signed
/// afresh.
/// </summary>
internal sealed partial class SendAgain(OiPaymentsDb db, AuditTrail audit, IBusinessClock clock, ILogger<SendAgain> log)
{
    /// <summary>These become due, and the audit log says so, together.</summary>
    public async Task<int> RunAsync(SignedInOperator who, ApplicationId application, List<Id<WebhookEvent>> some, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var count = await MakeDueAsync(db.Of<WebhookDelivery>(application).Where(d => some.Contains(d.EventId)), clock.Of(application), ct);
        await audit.RecordAsync(who.Actor, application, some.Count == 1
            ? new(AuditAction.WebhookResend, AuditTarget.Webhook, some[0].ToString())
            : new(AuditAction.WebhookResendMany, AuditTarget.Application, application.ToString())
            {
                After = new { count, firstEvent = some[0].Value, lastEvent = some[^1].Value }
            }, ct);
        await db.SaveAsync(ct);
        await db.CommitAsync();

        Resent(log, count, application, who.Id);
        return count;
    }

    // A new token and no lease: what is under way cannot write "done" over this.
    private static Task<int> MakeDueAsync(IQueryable<WebhookDelivery> deliveries, ApplicationTime now, CancellationToken ct)
    {
        var token = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        return deliveries.ExecuteUpdateAsync(
            set => set
                .SetProperty(d => d.Status, DeliveryStatus.Pending)
                .SetProperty(d => d.ScheduledAttempts, 0)
                .SetProperty(d => d.DueAt, d => d.Mode == Mode.Live ? now.Live : now.Test)
                .SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null)
                .SetProperty(d => d.LeasedBy, (long?)null)
                .SetProperty(d => d.LeaseToken, token)
                .SetProperty(d => d.UpdatedAt, d => d.Mode == Mode.Live ? now.Live : now.Test),
            ct);
    }

    [LoggerMessage(LogLevel.Information, "{Count} events of application {ApplicationId} sent again by operator {OperatorId}")]
    private static partial void Resent(ILogger log, int count, ApplicationId applicationId, Id<Operator> operatorId);
}
