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
        var count = await db.Of<WebhookDelivery>(application)
            .Where(d => some.Contains(d.EventId))
            .MakeDueAsync(clock.Of(application), ct);
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

    [LoggerMessage(LogLevel.Information, "{Count} events of application {ApplicationId} sent again by operator {OperatorId}")]
    private static partial void Resent(ILogger log, int count, ApplicationId applicationId, Id<Operator> operatorId);
}
