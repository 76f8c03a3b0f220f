using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>
/// <c>POST /admin/payments/{id}/refunds</c>: an operator gives back what a payment captured, or money of it that waits in suspense. Above
/// the application's threshold others have to agree first.
/// </summary>
internal sealed partial class RefundForCustomer(
    OiPaymentsDb db, UnitOfWork unit, StartRefund start, RefundApprovals approvals, DescribeRefunds describe, AuditTrail audit,
    ILogger<RefundForCustomer> log)
{
    /// <summary>The body of <c>POST /admin/payments/{id}/refunds</c>.</summary>
    public sealed record Request(
        [property: Description(
            "Minor units. Required for what the payment captured; money in suspense goes back whole, and may leave it out.")]
        long? AmountMinor,
        [property: Description("Why, for people; at most 500 characters. The gateway does not see it.")] string? Reason,
        [property: Description("In minor units: refuse when something else than this can still be refunded.")]
        long? ExpectedRefundableMinor,
        [property: Description(
            "A transaction of the payment whose money waits in suspense; left out, it is the held one, or what the payment captured.")]
        string? TransactionId) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.OptionalWholeNumber("amountMinor", 1, Money.MaxMinorUnits), fields.OptionalText("reason"),
            fields.OptionalWholeNumber("expectedRefundableMinor", 0, Money.MaxMinorUnits), fields.OptionalText("transactionId"));

        public void Check(FieldErrors errors)
        {
            errors.CheckRange("amountMinor", AmountMinor, 1, Money.MaxMinorUnits);
            errors.CheckText("reason", Reason, Refund.MaxReasonLength);
            errors.CheckRange("expectedRefundableMinor", ExpectedRefundableMinor, 0, Money.MaxMinorUnits);
            errors.CheckText("transactionId", TransactionId, Reference.MaxLength);
        }
    }

    public static void Map(RouteGroupBuilder payments) => payments.MapPost("/{id}/refunds", HandleAsync)
        .WithName("refundForCustomer")
        .WithSummary("Refund a payment for its customer")
        .WithDescription("A refund above the application's refundApprovalThresholdMinor waits for another operator to approve it; one of "
            + "exactly that amount does not. Also gives back money in suspense.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<RefundDto>>(StatusCodes.Status201Created)
        .Needs(Permission.RefundCreate)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.RefundExceedsBalance,
            ErrorCode.AmountOutOfBounds);

    /// <summary>Takes <see cref="Permission.RefundCreate"/>.</summary>
    public async Task<Outcome<RefundDto>> RunAsync(SignedInOperator who, Id<Payment> id, Request request, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundCreate) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;

        var requested = await unit.RunAsync(RequestOnceAsync, ct);
        return requested.OrRefuse(StartRefund.TooManyAtOnce).IsRefused(out var refused, out var saved)
            ? refused
            : await describe.OneAsync(who, saved, ct);

        async Task<Outcome<Refund>> RequestOnceAsync()
        {
            if (await db.RecordFor(who, Permission.RefundCreate, id).SingleOrDefaultAsync(ct) is not { } payment)
                return Refusal.NotFound("payment");
            if ((await StartAsync(payment, request, who.Key, ct)).IsRefused(out var refusal, out var refund)) return refusal;

            await audit.RecordAsync(
                who.Actor, refund.ApplicationId, new(AuditAction.RefundRequest, AuditTarget.Refund, refund.Id.ToString())
                {
                    After = new
                    {
                        paymentId = refund.PaymentId.Value,
                        amountMinor = refund.AmountMinor,
                        currency = refund.Currency.Code,
                        source = WireNames<RefundSource>.Of(refund.Source),
                        status = WireNames<RefundStatus>.Of(refund.Status),
                    },
                    Reason = refund.Reason,
                }, ct);
            db.AfterCommit(() => Requested(log, refund.Id, refund.ApplicationId, who.Id, WireNames<RefundStatus>.Of(refund.Status)));
            return refund;
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Payment> id, Body<Request> body, SignedInOperator who, OiPaymentsDb db, RefundForCustomer refund, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Created(
            await refund.RunAsync(who, await db.NumberOfAsync(who, Permission.RefundCreate, id, ct), body.Request, ct),
            RefundsJson.Default.RefundDto, clock);

    private async Task<Outcome<Refund>> StartAsync(Payment payment, Request request, string by, CancellationToken ct)
    {
        var wanted = new RefundRequest(request.AmountMinor, request.Reason, by, ApprovalsNeeded: 0)
        {
            ExpectedRefundableMinor = request.ExpectedRefundableMinor
        };
        var attempts = db.Of<PaymentAttempt>(payment.Scope).Where(a => a.PaymentId == payment.Id);
        var suspended = request.TransactionId is { } transactionId
            ? await attempts.SingleOrDefaultAsync(a => a.TransactionId == transactionId, ct)
            : payment.HeldAt is null ? null
            : await attempts.Where(PaymentAttempt.HoldsItsPayment).OrderBy(a => a.UpdatedAt).FirstOrDefaultAsync(ct);
        if (request.TransactionId is not null && suspended is null) return Refusal.NotFound("transaction of this payment");

        if (suspended is not null and not { Status: AttemptStatus.Paid })
            return await start.OfSuspenseAsync(payment, suspended, await WithApprovalsAsync(suspended.Charged ?? payment.Amount), ct);
        if (request.AmountMinor is not { } amount)
            return new Refusal(
                ErrorCode.ValidationError, "The request is not valid.",
                new Dictionary<string, string> { ["amountMinor"] = "Is required." });
        return await start.OfCaptureAsync(payment, await WithApprovalsAsync(new(amount, payment.Currency)), ct);

        async Task<RefundRequest> WithApprovalsAsync(Money money) =>
            wanted with { ApprovalsNeeded = await approvals.NeededAsync(payment.ApplicationId, money, ct) };
    }

    [LoggerMessage(
        LogLevel.Information, "Refund {RefundId} of application {ApplicationId} asked for by operator {OperatorId}: it is {Status}")]
    private static partial void Requested(
        ILogger log, Id<Refund> refundId, ApplicationId applicationId, Id<Operator> operatorId, string status);
}
