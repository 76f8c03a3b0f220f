using System.Runtime.CompilerServices;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Verification;

/// <summary>
/// What became of a payment or a refund was told to its application, or will be. What it was before, nobody can know here.
/// </summary>
internal sealed class StateChangesHaveEvents(OiPaymentsDb db) : IInvariant
{
    public string Name => "Every payment or refund that ended, or payment that is held, has the event that says so";

    public Task<long> CountAsync(CancellationToken ct) =>
        db.AcrossApplications<Payment>().LongCountAsync(p => p.Status != PaymentStatus.Pending || p.HeldAt != null, ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var payments = db.AcrossApplications<Payment>();
        var events = db.AcrossApplications<WebhookEvent>();
        (IQueryable<Payment> Payments, string Type)[] rules =
        [
            (payments.Where(p => p.Status == PaymentStatus.Succeeded), EventTypes.PaymentSucceeded),
            (payments.Where(p => p.Status == PaymentStatus.Failed), EventTypes.PaymentFailed),
            (payments.Where(p => p.Status == PaymentStatus.Expired), EventTypes.PaymentExpired),
            (payments.Where(p => p.Status == PaymentStatus.Cancelled), EventTypes.PaymentCancelled),
            (payments.Where(p => p.HeldAt != null), EventTypes.PaymentHeld),
        ];
        foreach (var (those, type) in rules)
        {
            var silent = those.Where(p => !events.Any(e => e.ApplicationId == p.ApplicationId
                && e.Mode == p.Mode
                && e.Subject == p.Reference
                && e.Type == type));
            await foreach (var payment in silent.Select(p => new { p.ApplicationId, p.Reference }).AsAsyncEnumerable().WithCancellation(ct))
                yield return $"Application {payment.ApplicationId}: payment {payment.Reference} has no event {type}.";
        }

        foreach (var (status, type) in new[] { (
            RefundStatus.Succeeded, EventTypes.RefundSucceeded), (RefundStatus.Failed, EventTypes.RefundFailed) })
        {
            var silent = db.AcrossApplications<Refund>().Where(r => r.Status == status
                && !events.Any(e => e.ApplicationId == r.ApplicationId && e.Mode == r.Mode && e.Subject == r.Reference && e.Type == type));
            await foreach (var refund in silent.Select(r => new { r.ApplicationId, r.Reference }).AsAsyncEnumerable().WithCancellation(ct))
                yield return $"Application {refund.ApplicationId}: refund {refund.Reference} has no event {type}.";
        }
    }
}
