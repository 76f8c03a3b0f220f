using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Ledger;
using OiPayments.Links;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Payments;

/// <summary><c>POST /admin/payments/{id}/release</c>: an operator decides that risky money counts, and the payment succeeds.</summary>
internal sealed partial class ReleasePayment(
    OiPaymentsDb db, UnitOfWork unit, Book book, PaymentListeners listeners, PaymentPurposes purposes, AuditTrail audit, PublicUrls urls,
    IBusinessClock clock, ILogger<ReleasePayment> log)
{
    private static readonly Refusal TooManyAtOnce = new(
        ErrorCode.InvalidOperationState, "Too many others were changing this payment. Nothing was changed; read it again and retry.");

    public static void Map(RouteGroupBuilder payments) => payments.MapPost("/{id}/release", HandleAsync)
        .WithName("releasePayment")
        .WithSummary("Release a held payment")
        .WithDescription("Money that the gateway called risky now counts: the payment succeeds and the application is told. Money of a "
            + "wrong amount cannot be released, only refunded.")
        .Produces<Envelope<PaymentDto>>()
        .Needs(Permission.RefundCreate)
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <summary>Takes <see cref="Permission.RefundCreate"/>: whoever may give held money back may also let it count.</summary>
    public async Task<Outcome<PaymentDto>> RunAsync(SignedInOperator who, Id<Payment> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundCreate) is { } missing) return missing;

        return (await unit.RunAsync(ReleaseAsync, ct)).OrRefuse(TooManyAtOnce);

        async Task<Outcome<PaymentDto>> ReleaseAsync()
        {
            if (await db.RecordFor(who, Permission.RefundCreate, id).SingleOrDefaultAsync(ct) is not { } payment)
                return Refusal.NotFound("payment");

            using var span = ProductTraces.GoOn("release payment", payment.TraceContext);
            var (now, before) = (
                clock.Now(payment.Scope), new { status = WireNames<PaymentStatus>.Of(payment.Status), heldAt = payment.HeldAt });
            if ((await TryReleaseAsync(payment, now, ct)).IsRefused(out var refusal, out var journal)) return refusal;

            await book.PostAsync(
                Journal.Of(
                    payment.Scope, journal, payment.Reference,
                    new Transfer(Account.Suspense, Account.ApplicationPayable, payment.Amount)), ct);
            if (await listeners.HearAsync(payment, new PaymentChange.Succeeded(now), ct) is { } refused) return refused;
            await audit.RecordAsync(
                who.Actor, payment.ApplicationId, new(AuditAction.PaymentRelease, AuditTarget.Payment, payment.Id.ToString())
                {
                    Before = before,
                    After = new { status = WireNames<PaymentStatus>.Of(payment.Status), heldAt = payment.HeldAt },
                }, ct);
            db.AfterCommit(() => Released(log, payment.Id, payment.ApplicationId, who.Id));
            return PaymentDto.From(payment, urls, now, who.ViewOfCustomers(payment.ApplicationId));
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Payment> id, SignedInOperator who, OiPaymentsDb db, ReleasePayment release, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await release.RunAsync(who, await db.NumberOfAsync(who, Permission.RefundCreate, id, ct), ct), PaymentsJson.Default.PaymentDto,
            clock);

    private async Task<Outcome<JournalKind>> TryReleaseAsync(Payment payment, DateTimeOffset now, CancellationToken ct)
    {
        if (payment.HeldAt is null)
            return new Refusal(ErrorCode.InvalidOperationState, "This payment is not held; there is nothing to release.");

        var held = await db.Of<PaymentAttempt>(payment.Scope)
            .Where(a => a.PaymentId == payment.Id)
            .Where(PaymentAttempt.HoldsItsPayment)
            .OrderBy(a => a.UpdatedAt).ToListAsync(ct);
        if (held.Count == 0)
            return new Refusal(ErrorCode.InvalidOperationState, "This payment's money is being given back already.");

        if (await purposes.WhyNotOwedAsync(payment, ct) is { } notOwed)
            return notOwed with { Message = $"{notOwed.Message} Refund the money instead." };

        // A wrong amount never counts, however near it is: Succeed refuses it in words that say what to do.
        var attempt = held.Find(a => a.Status is AttemptStatus.Held) ?? held[0];
        if (payment.Succeed(attempt, now) is { } refusal) return refusal;
        return attempt.Release(now);
    }

    [LoggerMessage(LogLevel.Information, "Payment {PaymentId} of application {ApplicationId} released by operator {OperatorId}")]
    private static partial void Released(ILogger log, Id<Payment> paymentId, ApplicationId applicationId, Id<Operator> operatorId);
}
