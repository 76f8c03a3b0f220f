using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>
/// <c>POST /admin/refunds/{id}/reject</c>: an operator says no to a parked refund. Whoever asked for it may, too: that takes it back.
/// </summary>
internal sealed class RejectRefund(OiPaymentsDb db, ChangeRefund change, SettleRefund settle)
{
    /// <summary>The body of a rejection.</summary>
    public sealed record Request([property: Description("Why not, for people; at most 500 characters.")] string? Reason) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(fields.OptionalText("reason"));

        public void Check(FieldErrors errors) => errors.CheckText("reason", Reason, Refund.MaxReasonLength);
    }

    public static void Map(RouteGroupBuilder refunds) => refunds.MapPost("/{id}/reject", HandleAsync)
        .WithName("rejectRefund")
        .WithSummary("Reject a refund")
        .WithDescription("You can withdraw your own request with refund:create; rejecting another operator's needs refund:approve. The "
            + "held amount can be refunded again.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<RefundDto>>()
        .Needs(Permission.RefundCreate)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <summary>Takes <see cref="Permission.RefundApprove"/>, or <see cref="Permission.RefundCreate"/> for a refund of one's own.</summary>
    public async Task<Outcome<RefundDto>> RunAsync(SignedInOperator who, Id<Refund> id, Request request, CancellationToken ct)
    {
        if (!who.May(Permission.RefundApprove) && who.Lacks(Permission.RefundCreate) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;

        return await change.RunAsync(who, (AuditAction.RefundReject, request.Reason), FindAsync, RejectOnceAsync, ct);

        async Task<Outcome<RefundWithMoney>> FindAsync()
        {
            if (!(await db.FindRefundToApproveAsync(who, id, ct)).IsRefused(out _, out var anybodys)) return anybodys;
            if (await db.WithMoney(db.RecordFor(who, Permission.RefundCreate, id)).SingleOrDefaultAsync(ct) is not { } it)
                return Refusal.NotFound("refund");
            return it.Refund.CreatedBy != who.Key && who.Lacks(Permission.RefundApprove, it.Refund.ApplicationId) is { } refusal
                ? refusal
                : it;
        }

        Task<Refusal?> RejectOnceAsync(RefundWithMoney it) =>
            Task.FromResult(settle.Reject(it, who.Key, request.Reason ?? "An operator said no."));
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Refund> id, Body<Request> body, SignedInOperator who, OiPaymentsDb db, RejectRefund reject, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(await reject.RunAsync(who, await NumberOfAsync(db, who, id, ct), body.Request, ct), RefundsJson.Default.RefundDto, clock);

    // Whoever may approve it may reject it, and whoever may ask for refunds may take theirs back.
    private static async Task<Id<Refund>> NumberOfAsync(
        OiPaymentsDb db, SignedInOperator who, RecordName<Refund> name, CancellationToken ct) =>
        await db.NumberOfAsync(who, Permission.RefundApprove, name, ct) is { Value: > 0 } found
            ? found
            : await db.NumberOfAsync(who, Permission.RefundCreate, name, ct);
}
