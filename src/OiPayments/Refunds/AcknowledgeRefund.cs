using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>
/// <c>POST /admin/refunds/{id}/acknowledge</c>: somebody has seen to what the gateway contradicted, and it stands on nobody's list any
/// more.
/// </summary>
internal sealed class AcknowledgeRefund(OiPaymentsDb db, ChangeRefund change, IBusinessClock time)
{
    /// <summary>The body of an acknowledgement.</summary>
    public sealed record Request([property: Description("What was done about it; at most 500 characters.")] string Note) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(fields.RequiredText("note"));

        public void Check(FieldErrors errors) => errors.CheckFilled("note", Note, Refund.MaxReasonLength);
    }

    public static void Map(RouteGroupBuilder refunds) => refunds.MapPost("/{id}/acknowledge", HandleAsync)
        .WithName("acknowledgeRefund")
        .WithSummary("Acknowledge a contradiction")
        .WithDescription("For a refund whose attention is CONTRADICTED: the gateway said the opposite of what an operator had recorded. "
            + "The books follow the gateway already. This removes the refund from the list of what needs a person.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<RefundDto>>()
        .Needs(Permission.RefundApprove)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <summary>Takes <see cref="Permission.RefundApprove"/>.</summary>
    public async Task<Outcome<RefundDto>> RunAsync(SignedInOperator who, Id<Refund> id, Request request, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundApprove) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;

        return await change.RunAsync(
            who, (AuditAction.RefundAcknowledge, request.Note), () => db.FindRefundToApproveAsync(who, id, ct),
            it => Task.FromResult(it.Refund.Acknowledge(who.Key, time.Now(it.Refund.Scope))), ct);
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Refund> id, Body<Request> body, SignedInOperator who, OiPaymentsDb db, AcknowledgeRefund acknowledge, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(
            await acknowledge.RunAsync(who, await db.NumberOfAsync(who, Permission.RefundApprove, id, ct), body.Request, ct),
            RefundsJson.Default.RefundDto, clock);
}
