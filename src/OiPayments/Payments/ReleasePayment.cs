using OiPayments.Applications;
using OiPayments.Ledger;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;
using OiPayments.Webhooks;

namespace OiPayments.Payments;

/// <summary><c>POST /admin/payments/{id}/release</c>: an operator decides that risky money counts, and the payment succeeds.</summary>
internal static partial class ReleasePayment
{
    private const int MaxRounds = 20;

    public static void Map(RouteGroupBuilder payments) => payments.MapPost("/{id:long}/release", HandleAsync)
        .WithName("releasePayment")
        .WithSummary("Release a held payment")
        .WithDescription("Money that the gateway called risky counts from now on: the payment succeeds, and the application is told. "
            + "Money of a wrong amount can only be refunded.")
        .Produces<Envelope<PaymentDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    private static async Task<Reply> HandleAsync(
        long id, SignedInOperator who, OiPaymentsDb db, Book book, Outbox outbox, PublicUrls urls, TimeProvider clock, ILogger<Payment> log, CancellationToken ct)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            db.StartOver();
            if (await db.RecordFor(who, Permission.RefundCreate, new Id<Payment>(id)).SingleOrDefaultAsync(ct) is not { } payment) return Reply.Refused(Refusal.NotFound("payment"), clock);

            var now = clock.GetUtcNow();
            if (await TryReleaseAsync(payment, db, now, ct) is { } refusal) return Reply.Refused(refusal, clock);

            // The capture's own cause: whatever happens beside us, the books take one capture of a payment.
            await book.PostAsync(
                new(payment.Scope, payment.CaptureCause, JournalKind.Release, new Transfer(Account.Suspense, Account.ApplicationPayable, payment.Amount)), ct);
            var released = PaymentDto.From(payment, urls, now);
            await outbox.RaiseAsync(payment.Scope, "payment.succeeded", payment.Reference, released, PaymentsJson.Default.PaymentDto, ct);
            if (!await db.TrySaveAsync(ct)) continue;

            Released(log, payment.Id, payment.ApplicationId, who.Id);
            return Reply.Ok(released, PaymentsJson.Default.PaymentDto, clock);
        }

        return Reply.Refused(new(ErrorCode.InvalidOperationState, "Too many others were changing this payment. Nothing was changed; read it again and retry."), clock);
    }

    private static async Task<Refusal?> TryReleaseAsync(Payment payment, OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
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
