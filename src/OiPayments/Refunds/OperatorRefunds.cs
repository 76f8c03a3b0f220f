using System.ComponentModel;
using OiPayments.Applications;
using OiPayments.Operators;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Refunds;

/// <summary>
/// Refunds in the operators' hands: <c>POST /admin/payments/{id}/refunds</c> asks for one, above the application's threshold
/// another person approves or rejects it, and <c>POST /admin/refunds/{id}/resolve</c> ends what the gateway cannot tell.
/// </summary>
internal static partial class OperatorRefunds
{
    /// <summary>The body of <c>POST /admin/payments/{id}/refunds</c>.</summary>
    public sealed record Request(
        [property: Description("Minor units. Required for what the payment captured; money in suspense goes back whole, and may leave it out.")] long? AmountMinor,
        [property: Description("Why, for people; at most 500 characters. The gateway does not see it.")] string? Reason,
        [property: Description("In minor units: refuse when something else than this can still be refunded.")] long? ExpectedRefundableMinor,
        [property: Description("A transaction of the payment whose money waits in suspense; left out, it is the held one, or what the payment captured.")] string? TransactionId);

    /// <summary>The body of a rejection.</summary>
    public sealed record Rejection([property: Description("Why not, for people; at most 500 characters.")] string? Reason);

    /// <summary>The body of <c>POST /admin/refunds/{id}/resolve</c>: exactly one of status and gatewayRefundId.</summary>
    public sealed record Resolution(
        [property: Description("SUCCEEDED or FAILED, as the gateway's merchant panel shows it.")] RefundStatus? Status,
        [property: Description("The gateway's id for the refund, as its merchant panel shows it: the service asks about it from then on.")] string? GatewayRefundId,
        [property: Description("Where you saw it; at most 500 characters.")] string Note);

    public static void Map(RouteGroupBuilder payments, RouteGroupBuilder refunds)
    {
        payments.MapPost("/{id:long}/refunds", RequestAsync)
            .WithName("refundForCustomer")
            .WithSummary("Refund a payment for its customer")
            .WithDescription("Above the application's refundApprovalThresholdMinor the refund waits for another person (equal is within). Also gives back money in suspense.")
            .Accepts<Request>("application/json")
            .Produces<Envelope<RefundDto>>(StatusCodes.Status201Created)
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.RefundExceedsBalance);
        refunds.MapGet("", ListAsync)
            .WithName("listAllRefunds")
            .WithSummary("List refunds of every application")
            .WithDescription("Newest first. Strongly consistent.")
            .Query<long>("applicationId", "Only refunds of this application.")
            .Query<Mode>("mode", "Only refunds of this mode.")
            .Query<long>("paymentId", "Only refunds of this payment.")
            .Query<RefundStatus>("status", "Only refunds in this status.")
            .Query<DateTimeOffset>("from", "Only refunds asked for at or after this instant.")
            .Query<DateTimeOffset>("to", "Only refunds asked for before this instant.")
            .Produces<Envelope<IReadOnlyList<RefundDto>>>()
            .Paged(hasCursor: true)
            .Refuses(ErrorCode.ValidationError);
        refunds.MapGet("/{id:long}", ReadAsync)
            .WithName("readAnyRefund")
            .WithSummary("Read a refund of any application")
            .WithDescription("Strongly consistent.")
            .Produces<Envelope<RefundDto>>()
            .Refuses(ErrorCode.ResourceNotFound);
        refunds.MapPost("/{id:long}/approve", ApproveAsync)
            .WithName("approveRefund")
            .WithSummary("Approve a refund")
            .WithDescription("By anybody but the one who asked for it. Needs a sign-in of the last five minutes.")
            .Produces<Envelope<RefundDto>>()
            .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.Forbidden, ErrorCode.ReauthRequired);
        refunds.MapPost("/{id:long}/reject", RejectAsync)
            .WithName("rejectRefund")
            .WithSummary("Reject a refund")
            .WithDescription("Also by the one who asked for it. What it held can be refunded again.")
            .Accepts<Rejection>("application/json")
            .Produces<Envelope<RefundDto>>()
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);
        refunds.MapPost("/{id:long}/resolve", ResolveAsync)
            .WithName("resolveRefund")
            .WithSummary("Say what became of a refund")
            .WithDescription("For a PENDING refund whose outcome the gateway cannot tell by itself: a person looked in its merchant panel. Needs a sign-in of the last five minutes.")
            .Accepts<Resolution>("application/json")
            .Produces<Envelope<RefundDto>>()
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired);
    }

    private static async Task<Reply> RequestAsync(
        long id, JsonBody body, SignedInOperator who, OiPaymentsDb db, StartRefund start, TimeProvider clock, ILogger<Refund> log, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, errors);
        var request = RequestRefund.Read(fields, Refund.By(who), isAmountRequired: false);
        var transactionId = fields.OptionalText("transactionId", Reference.MaxLength);
        if (errors.Refusal is { } unreadable) return Reply.Refused(unreadable, clock);

        for (var round = 0; round < StartRefund.MaxRounds; round++)
        {
            db.StartOver();
            if (await db.RecordFor(who, Permission.RefundCreate, new Id<Payment>(id)).SingleOrDefaultAsync(ct) is not { } payment) return Reply.Refused(Refusal.NotFound("payment"), clock);
            if ((await PrepareAsync(payment, transactionId, request, db, start, ct)).IsRefused(out var refusal, out var refund)) return Reply.Refused(refusal, clock);

            var reply = Reply.Created(RefundDto.ForOperators(refund), RefundsJson.Default.RefundDto, clock);
            if (!await db.TrySaveAsync(ct)) continue;
            Changed(log, refund.Id, refund.ApplicationId, who.Id, WireNames<RefundStatus>.Of(refund.Status));
            return reply;
        }

        return Reply.Refused(StartRefund.TooManyAtOnce, clock);
    }

    private static async Task<Outcome<Refund>> PrepareAsync(
        Payment payment, string? transactionId, RefundRequest request, OiPaymentsDb db, StartRefund start, CancellationToken ct)
    {
        var attempts = db.Of<PaymentAttempt>(payment.Scope).Where(a => a.PaymentId == payment.Id);
        var suspended = transactionId is not null
            ? await attempts.SingleOrDefaultAsync(a => a.TransactionId == transactionId, ct)
            : payment.HeldAt is null ? null
            : await attempts.Where(a => (a.Status == AttemptStatus.Held || a.Status == AttemptStatus.Mismatched) && a.ReturnedByRefundId == null)
                .OrderBy(a => a.UpdatedAt).FirstOrDefaultAsync(ct);
        if (transactionId is not null && suspended is null) return Refusal.NotFound("transaction of this payment");

        if (suspended is not null and not { Status: AttemptStatus.Paid })
            return await start.OfSuspenseAsync(payment, suspended, request with { ApprovalsNeeded = await ApprovalsAsync(db, payment, suspended.ChargedMinor ?? 0, ct) }, ct);
        if (request.AmountMinor is not { } amount)
            return new Refusal(ErrorCode.ValidationError, "The request is not valid.", new Dictionary<string, string> { ["amountMinor"] = "Is required." });
        return await start.OfCaptureAsync(payment, request with { ApprovalsNeeded = await ApprovalsAsync(db, payment, amount, ct) }, ct);
    }

    /// <summary>How many people have to agree: none up to the first threshold, itself included; two above the second.</summary>
    private static async Task<int> ApprovalsAsync(OiPaymentsDb db, Payment payment, long amountMinor, CancellationToken ct)
    {
        var thresholds = await db.Directory<Application>().Where(a => a.Id == payment.ApplicationId)
            .Select(a => new { First = a.RefundApprovalThresholdMinor, Second = a.RefundSecondApprovalThresholdMinor }).SingleAsync(ct);
        return amountMinor > thresholds.Second ? 2 : amountMinor > thresholds.First ? 1 : 0;
    }

    private static async Task<Reply> ListAsync(HttpRequest request, SignedInOperator who, OiPaymentsDb db, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var page = query.Page();
        var wanted = query.Application("applicationId") is { } application ? db.Of<Refund>(application) : db.AcrossApplications<Refund>();
        if (query.Enum<Mode>("mode") is { } mode) wanted = wanted.Where(r => r.Mode == mode);
        if (query.Number("paymentId") is { } number) wanted = wanted.Where(r => r.PaymentId == new Id<Payment>(number));
        if (query.Enum<RefundStatus>("status") is { } status) wanted = wanted.Where(r => r.Status == status);
        if (query.Time("from") is { } from) wanted = wanted.Where(r => r.CreatedAt >= from);
        if (query.Time("to") is { } to) wanted = wanted.Where(r => r.CreatedAt < to);
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        var found = await wanted.TakePageAsync(page, ct);
        return Reply.Page(found.Select(RefundDto.ForOperators), RefundsJson.Default.IReadOnlyListRefundDto, clock);
    }

    private static async Task<Reply> ReadAsync(long id, SignedInOperator who, OiPaymentsDb db, TimeProvider clock, CancellationToken ct) =>
        await db.RecordFor(who, Permission.RefundRead, new Id<Refund>(id)).AsNoTracking().SingleOrDefaultAsync(ct) is { } refund
            ? Reply.Ok(RefundDto.ForOperators(refund), RefundsJson.Default.RefundDto, clock)
            : Reply.Refused(Refusal.NotFound("refund"), clock);

    private static Task<Reply> ApproveAsync(
        long id, SignedInOperator who, OiPaymentsDb db, StartRefund start, TimeProvider clock, ILogger<Refund> log, CancellationToken ct)
    {
        return who.MustProveThemselves(clock.GetUtcNow()) is { } stale
            ? Task.FromResult(Reply.Refused(stale, clock))
            : ChangeAsync(id, who, db, clock, log, ApproveOnceAsync, ct);

        async Task<Refusal?> ApproveOnceAsync(Refund refund)
        {
            var now = clock.GetUtcNow();
            if (refund.Approve(Refund.By(who), now) is { } refusal) return refusal;
            if (refund.IsApproved) await start.BeginAsync(refund, await db.Of<Payment>(refund.Scope).SingleAsync(p => p.Id == refund.PaymentId, ct), now, ct);
            return null;
        }
    }

    private static Task<Reply> RejectAsync(
        long id, JsonBody body, SignedInOperator who, OiPaymentsDb db, SettleRefund settle, TimeProvider clock, ILogger<Refund> log, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var reason = new JsonFields(body.Root, errors).OptionalText("reason", Refund.MaxReasonLength);
        return errors.Refusal is { } unreadable
            ? Task.FromResult(Reply.Refused(unreadable, clock))
            : ChangeAsync(id, who, db, clock, log, refund => settle.RejectAsync(refund, Refund.By(who), reason ?? "An operator said no.", ct), ct);
    }

    private static Task<Reply> ResolveAsync(
        long id, JsonBody body, SignedInOperator who, OiPaymentsDb db, SettleRefund settle, TimeProvider clock, ILogger<Refund> log, CancellationToken ct)
    {
        if (who.MustProveThemselves(clock.GetUtcNow()) is { } stale) return Task.FromResult(Reply.Refused(stale, clock));

        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, errors);
        var status = fields.OptionalEnum<RefundStatus>("status");
        var gatewayRefundId = fields.OptionalText("gatewayRefundId", 50);
        var note = $"{Refund.By(who)}: {fields.RequiredText("note", Refund.MaxReasonLength - 40)}";
        if (status is not (null or RefundStatus.Succeeded or RefundStatus.Failed)) errors.Add("status", "Must be SUCCEEDED or FAILED.");
        if (status is null == gatewayRefundId is null) errors.Add("status", "Send either status or gatewayRefundId.");
        if (errors.Refusal is { } unreadable) return Task.FromResult(Reply.Refused(unreadable, clock));

        return ChangeAsync(id, who, db, clock, log, ResolveOnceAsync, ct);

        async Task<Refusal?> ResolveOnceAsync(Refund refund)
        {
            if (refund.Status is not RefundStatus.Pending)
                return new(ErrorCode.InvalidOperationState, $"This refund is {WireNames<RefundStatus>.Of(refund.Status)}; only one that is PENDING can be resolved.");
            if (status is RefundStatus.Succeeded) return await settle.SucceedAsync(refund, note, ct);
            if (status is RefundStatus.Failed) return await settle.FailAsync(refund, "The gateway did not give the money back.", note, ct);
            refund.AcceptedAs(gatewayRefundId!, clock.GetUtcNow(), clock.GetUtcNow());
            return null;
        }
    }

    private static async Task<Reply> ChangeAsync(
        long id, SignedInOperator who, OiPaymentsDb db, TimeProvider clock, ILogger log, Func<Refund, Task<Refusal?>> change, CancellationToken ct)
    {
        for (var round = 0; round < StartRefund.MaxRounds; round++)
        {
            db.StartOver();
            if (await db.RecordFor(who, Permission.RefundApprove, new Id<Refund>(id)).SingleOrDefaultAsync(ct) is not { } refund) return Reply.Refused(Refusal.NotFound("refund"), clock);
            if (await change(refund) is { } refusal) return Reply.Refused(refusal, clock);
            if (!await db.TrySaveAsync(ct)) continue;

            Changed(log, refund.Id, refund.ApplicationId, who.Id, WireNames<RefundStatus>.Of(refund.Status));
            return Reply.Ok(RefundDto.ForOperators(refund), RefundsJson.Default.RefundDto, clock);
        }

        return Reply.Refused(StartRefund.TooManyAtOnce, clock);
    }

    [LoggerMessage(LogLevel.Information, "Refund {RefundId} of application {ApplicationId} changed by operator {OperatorId}: it is {Status}")]
    private static partial void Changed(ILogger log, Id<Refund> refundId, ApplicationId applicationId, Id<Operator> operatorId, string status);
}
