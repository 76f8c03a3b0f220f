using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary><c>POST /admin/payments/{id}/refunds</c> and everything under <c>/admin/refunds</c>.</summary>
internal static class OperatorRefundEndpoints
{
    public static void Map(RouteGroupBuilder payments, RouteGroupBuilder refunds)
    {
        payments.MapPost("/{id}/refunds", RequestAsync)
            .WithName("refundForCustomer")
            .WithSummary("Refund a payment for its customer")
            .WithDescription("Above the application's refundApprovalThresholdMinor the refund waits for another person (equal is within). Also gives back money in suspense.")
            .Accepts<OperatorRefunds.Request>("application/json")
            .Produces<Envelope<RefundDto>>(StatusCodes.Status201Created)
            .Needs(Permission.RefundCreate)
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.RefundExceedsBalance, ErrorCode.AmountOutOfBounds);
        refunds.MapGet("", ListAsync)
            .WithName("listAllRefunds")
            .WithSummary("List refunds of every application")
            .WithDescription("Of the applications you were granted, newest first. Strongly consistent.")
            .Query<long>("applicationId", "Only refunds of this application.")
            .Query<Mode>("mode", "Only refunds of this mode.")
            .Query<long>("paymentId", "Only refunds of this payment.")
            .Query<RefundStatus>("status", "Only refunds in this status.")
            .Query<RefundAttention>("attention", "Only refunds that a person has to look at for this reason.")
            .WithinPeriod("refunds asked for")
            .Produces<Envelope<IReadOnlyList<RefundDto>>>()
            .Paged()
            .Needs(Permission.RefundRead)
            .Refuses(ErrorCode.ValidationError);
        refunds.MapGet("/{id}", ReadAsync)
            .WithName("readAnyRefund")
            .WithSummary("Read a refund of any application")
            .WithDescription("Strongly consistent.")
            .Produces<Envelope<RefundDto>>()
            .Needs(Permission.RefundRead)
            .Refuses(ErrorCode.ResourceNotFound);
        refunds.MapPost("/{id}/approve", ApproveAsync)
            .WithName("approveRefund")
            .WithSummary("Approve a refund")
            .WithDescription("By anybody but the one who asked for it. How many have to agree is judged by the thresholds of when it was asked for and of now; the stricter counts. Needs a sign-in of the last five minutes.")
            .Produces<Envelope<RefundDto>>()
            .Needs(Permission.RefundApprove)
            .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired);
        refunds.MapPost("/{id}/reject", RejectAsync)
            .WithName("rejectRefund")
            .WithSummary("Reject a refund")
            .WithDescription("Whoever asked for a refund may take it back with refund:create; rejecting another's needs refund:approve. What it held can be refunded again.")
            .Accepts<OperatorRefunds.Rejection>("application/json")
            .Produces<Envelope<RefundDto>>()
            .Needs(Permission.RefundCreate)
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);
        refunds.MapPost("/{id}/resolve", ResolveAsync)
            .WithName("resolveRefund")
            .WithSummary("Say what became of a refund")
            .WithDescription("For a PENDING refund whose outcome asking does not tell: a person looked in the gateway's merchant panel. The gateway is asked first, in the "
                + "same request. What it says clearly is booked, whatever status says; while it is processing the refund this is 409, and 503 when it gives no answer. A "
                + "person's word counts only when gatewayWord is one that leaves it to a person. Above the application's refundApprovalThresholdMinor it is kept as a "
                + "proposal (`resolution`, the refund stays PENDING) until a second person sends the same status. What was booked by hand is asked about for four weeks "
                + "more: see contradictedAt. Needs a sign-in of the last five minutes.")
            .Accepts<ResolveRefund.Request>("application/json")
            .Produces<Envelope<RefundDto>>()
            .Needs(Permission.RefundApprove)
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.GatewayUnavailable, ErrorCode.ReauthRequired);
        refunds.MapPost("/{id}/acknowledge", AcknowledgeAsync)
            .WithName("acknowledgeRefund")
            .WithSummary("Say that a contradiction was seen to")
            .WithDescription("For a refund whose attention is CONTRADICTED: the gateway said the opposite of what a person had said. The books follow the gateway already; this takes the refund off the list of what needs a person.")
            .Accepts<OperatorRefunds.Acknowledgement>("application/json")
            .Produces<Envelope<RefundDto>>()
            .Needs(Permission.RefundApprove)
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);
    }

    private static async Task<Reply> RequestAsync(
        RecordName<Payment> id, JsonBody body, SignedInOperator who, OiPaymentsDb db, OperatorRefunds refunds, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, errors);
        var request = new OperatorRefunds.Request(
            fields.OptionalWholeNumber("amountMinor", 1, RequestRefund.MaxAmountMinor), fields.OptionalText("reason", Refund.MaxReasonLength),
            fields.OptionalWholeNumber("expectedRefundableMinor", 0, RequestRefund.MaxAmountMinor), fields.OptionalText("transactionId", Reference.MaxLength));
        if (errors.Refusal is { } unreadable) return Reply.Refused(unreadable, clock);

        return (await refunds.RequestAsync(who, await db.NumberOfAsync(who, Permission.RefundCreate, id, ct), request, ct)).IsRefused(out var refusal, out var refund)
            ? Reply.Refused(refusal, clock)
            : Reply.Created(refund, RefundsJson.Default.RefundDto, clock);
    }

    private static async Task<Reply> ListAsync(HttpRequest request, SignedInOperator who, OperatorRefunds refunds, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, filter) = (query.Page(), RefundFilter.From(query));
        if (errors.Refusal is { } unreadable) return Reply.Refused(unreadable, clock);

        return (await refunds.ListAsync(who, filter, page, ct)).IsRefused(out var refusal, out var found)
            ? Reply.Refused(refusal, clock)
            : Reply.Page(found, RefundsJson.Default.IReadOnlyListRefundDto, clock);
    }

    private static async Task<Reply> ReadAsync(
        RecordName<Refund> id, SignedInOperator who, OiPaymentsDb db, OperatorRefunds refunds, TimeProvider clock, CancellationToken ct) =>
        Answer(await refunds.ReadAsync(who, await db.NumberOfAsync(who, Permission.RefundRead, id, ct), ct), clock);

    private static async Task<Reply> ApproveAsync(
        RecordName<Refund> id, SignedInOperator who, OiPaymentsDb db, OperatorRefunds refunds, TimeProvider clock, CancellationToken ct) =>
        Answer(await refunds.ApproveAsync(who, await db.NumberOfAsync(who, Permission.RefundApprove, id, ct), ct), clock);

    private static async Task<Reply> RejectAsync(
        RecordName<Refund> id, JsonBody body, SignedInOperator who, OiPaymentsDb db, OperatorRefunds refunds, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var rejection = new OperatorRefunds.Rejection(new JsonFields(body.Root, errors).OptionalText("reason", Refund.MaxReasonLength));
        return errors.Refusal is { } unreadable ? Reply.Refused(unreadable, clock) : Answer(await refunds.RejectAsync(who, await NumberToRejectAsync(db, who, id, ct), rejection, ct), clock);
    }

    private static async Task<Reply> ResolveAsync(
        RecordName<Refund> id, JsonBody body, SignedInOperator who, OiPaymentsDb db, ResolveRefund resolve, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, errors);
        var resolution = new ResolveRefund.Request(
            fields.OptionalEnum<RefundStatus>("status"), fields.OptionalText("gatewayRefundId", ResolveRefund.MaxGatewayRefundIdLength),
            fields.RequiredText("note", ResolveRefund.MaxNoteLength));
        resolution.Check(errors);
        if (errors.Refusal is { } unreadable) return Reply.Refused(unreadable, clock);
        return Answer(await resolve.HandleAsync(who, await db.NumberOfAsync(who, Permission.RefundApprove, id, ct), resolution, ct), clock);
    }

    private static async Task<Reply> AcknowledgeAsync(
        RecordName<Refund> id, JsonBody body, SignedInOperator who, OiPaymentsDb db, OperatorRefunds refunds, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var acknowledgement = new OperatorRefunds.Acknowledgement(new JsonFields(body.Root, errors).RequiredText("note", Refund.MaxReasonLength));
        if (errors.Refusal is { } unreadable) return Reply.Refused(unreadable, clock);
        return Answer(await refunds.AcknowledgeAsync(who, await db.NumberOfAsync(who, Permission.RefundApprove, id, ct), acknowledgement, ct), clock);
    }

    // Whoever may approve it may reject it, and whoever may ask for refunds may take theirs back.
    private static async Task<Id<Refund>> NumberToRejectAsync(OiPaymentsDb db, SignedInOperator who, RecordName<Refund> name, CancellationToken ct) =>
        await db.NumberOfAsync(who, Permission.RefundApprove, name, ct) is { Value: > 0 } found ? found : await db.NumberOfAsync(who, Permission.RefundCreate, name, ct);

    private static Reply Answer(Outcome<RefundDto> outcome, TimeProvider clock) => outcome.IsRefused(out var refusal, out var refund)
        ? Reply.Refused(refusal, clock)
        : Reply.Ok(refund, RefundsJson.Default.RefundDto, clock);
}
