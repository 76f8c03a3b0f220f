using System.ComponentModel;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Idempotency;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary><c>POST /payments/{id}/refunds</c>: an application gives back a part or all of what its payment captured.</summary>
internal sealed partial class RequestRefund(
    OiPaymentsDb db, UnitOfWork unit, StartRefund start, TimeProvider clock, ILogger<RequestRefund> log)
{
    /// <summary>The body of <c>POST /payments/{id}/refunds</c>.</summary>
    public sealed record Request(
        [property: Description("Minor units, more than zero and at most what can still be refunded.")] long AmountMinor,
        [property: Description("Why, for people; at most 500 characters. The gateway does not see it.")] string? Reason,
        [property: Description(
            "In minor units: what you think can still be refunded. When it no longer holds, REFUND_EXCEEDS_BALANCE comes before anything "
                + "is tried.")]
        long? ExpectedRefundableMinor) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.RequiredWholeNumber("amountMinor", 1, Money.MaxMinorUnits), fields.OptionalText("reason"),
            fields.OptionalWholeNumber("expectedRefundableMinor", 0, Money.MaxMinorUnits));

        public void Check(FieldErrors errors)
        {
            errors.CheckRange("amountMinor", AmountMinor, 1, Money.MaxMinorUnits);
            errors.CheckText("reason", Reason, Refund.MaxReasonLength);
            errors.CheckRange("expectedRefundableMinor", ExpectedRefundableMinor, 0, Money.MaxMinorUnits);
        }
    }

    public static void Map(RouteGroupBuilder payments) => payments.MapPost("/{id}/refunds", HandleAsync)
        .Idempotent()
        .WithName("createRefund")
        .WithSummary("Refund a payment")
        .WithDescription("Refunds all or a part of what is left, as often as something is left. Strongly consistent: the amount is held "
            + "as soon as this answers. The gateway gives the money back later; `refund.succeeded` or `refund.failed` tells you. For a "
            + "currency other than BDT the gateway gives back BDT at the payment's rate: see gatewayAmountMinor. Such a refund answers "
            + "INVALID_OPERATION_STATE if the gateway did not state the rate, and AMOUNT_OUT_OF_BOUNDS if it comes to less than 0.01 BDT.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<RefundDto>>(StatusCodes.Status201Created)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.RefundExceedsBalance,
            ErrorCode.AmountOutOfBounds);

    /// <returns>The answer as the caller gets it: it is kept under their key together with the refund.</returns>
    public async Task<Outcome<Reply>> RunAsync(
        CallingApplication caller, RecordName<Payment> id, Request request, IdempotencyKey key, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } invalid) return invalid;
        var wanted = new RefundRequest(request.AmountMinor, request.Reason, Refund.ByApplication, ApprovalsNeeded: 0)
        {
            ExpectedRefundableMinor = request.ExpectedRefundableMinor
        };
        return (await unit.RunAsync(RequestAsync, ct, whenLost: () => key.LostToItselfAsync(db, caller, ct)))
            .OrRefuse(StartRefund.TooManyAtOnce);

        async Task<Outcome<Reply>> RequestAsync()
        {
            if (db.Of<Payment>(caller.Scope).Named(id) is not { } named || await named.SingleOrDefaultAsync(ct) is not { } payment)
                return Refusal.NotFound("payment");
            if ((await start.OfCaptureAsync(payment, wanted, ct)).IsRefused(out var refusal, out var refund)) return refusal;

            var reply = Reply.Created(RefundDto.From(refund), RefundsJson.Default.RefundDto, clock);
            key.Keep(db, caller, reply, clock.GetUtcNow());
            db.AfterCommit(() => Requested(log, refund.Id, refund.PaymentId, caller.Id, refund.Amount));
            return reply;
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Payment> id, JsonBody body, CallingApplication caller, IdempotencyKey key, RequestRefund refund, TimeProvider clock,
        CancellationToken ct) =>
        body.Read<Request>().IsRefused(out var unreadable, out var request)
            ? Reply.Refused(unreadable, clock)
            : (await refund.RunAsync(caller, id, request, key, ct)).IsRefused(out var refused, out var created)
                ? Reply.Refused(refused, clock)
                : created;

    [LoggerMessage(LogLevel.Information, "Refund {RefundId} of payment {PaymentId} asked for by application {ApplicationId}: {Amount}")]
    private static partial void Requested(
        ILogger log, Id<Refund> refundId, Id<Payment> paymentId, ApplicationId applicationId, Money amount);
}
