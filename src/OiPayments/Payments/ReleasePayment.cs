using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Ledger;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;
using OiPayments.Webhooks;

namespace OiPayments.Payments;

/// <summary>An operator decides that risky money counts, and the payment succeeds.</summary>
internal sealed partial class ReleasePayment(
    OiPaymentsDb db, Book book, Outbox outbox, AuditTrail audit, PublicUrls urls, TimeProvider clock, ILogger<ReleasePayment> log)
{
    private const int MaxRounds = 20;

    /// <summary>Takes <see cref="Permission.RefundCreate"/>: whoever may give held money back may also let it count.</summary>
    public async Task<Outcome<PaymentDto>> HandleAsync(SignedInOperator who, Id<Payment> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundCreate) is { } missing) return missing;

        for (var round = 0; round < MaxRounds; round++)
        {
            db.StartOver();
            if (await db.RecordFor(who, Permission.RefundCreate, id).SingleOrDefaultAsync(ct) is not { } payment) return Refusal.NotFound("payment");

            var (now, before) = (clock.GetUtcNow(), new { status = WireNames<PaymentStatus>.Of(payment.Status), heldAt = payment.HeldAt });
            if (await TryReleaseAsync(payment, now, ct) is { } refusal) return refusal;

            await book.PostAsync(
                Journal.Of(payment.Scope, JournalKind.Release, payment.Reference, new Transfer(Account.Suspense, Account.ApplicationPayable, payment.Amount)), ct);
            await outbox.RaiseAsync(payment.Scope, EventTypes.PaymentSucceeded, payment.Reference, PaymentDto.ForEvents(payment, urls, now), PaymentsJson.Default.PaymentDto, ct);
            await audit.RecordAsync(who.Actor, payment.ApplicationId, new(AuditAction.PaymentRelease, AuditTarget.Payment, payment.Id.ToString())
            {
                Before = before,
                After = new { status = WireNames<PaymentStatus>.Of(payment.Status), heldAt = payment.HeldAt },
            }, ct);
            if (!await db.TrySaveAsync(ct)) continue;

            Released(log, payment.Id, payment.ApplicationId, who.Id);
            return PaymentDto.From(payment, urls, now, who.ViewOfCustomers(payment.ApplicationId));
        }

        return new Refusal(ErrorCode.InvalidOperationState, "Too many others were changing this payment. Nothing was changed; read it again and retry.");
    }

    private async Task<Refusal?> TryReleaseAsync(Payment payment, DateTimeOffset now, CancellationToken ct)
    {
        if (payment.HeldAt is null) return new(ErrorCode.InvalidOperationState, "This payment is not held; there is nothing to release.");

        var held = await db.Of<PaymentAttempt>(payment.Scope)
            .Where(a => a.PaymentId == payment.Id && (a.Status == AttemptStatus.Held || a.Status == AttemptStatus.Mismatched) && a.ReturnedByRefundId == null)
            .OrderBy(a => a.UpdatedAt).ToListAsync(ct);
        if (held.Count == 0) return new(ErrorCode.InvalidOperationState, "This payment's money is being given back already.");

        // A wrong amount never counts, however near it is: Succeed refuses it in words that say what to do.
        var attempt = held.Find(a => a.Status is AttemptStatus.Held) ?? held[0];
        if (payment.Succeed(attempt, now) is { } refusal) return refusal;
        attempt.Release(now);
        return null;
    }

    [LoggerMessage(LogLevel.Information, "Payment {PaymentId} of application {ApplicationId} released by operator {OperatorId}")]
    private static partial void Released(ILogger log, Id<Payment> paymentId, ApplicationId applicationId, Id<Operator> operatorId);
}
