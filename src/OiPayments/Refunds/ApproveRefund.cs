using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary><c>POST /admin/refunds/{id}/approve</c>: an operator agrees to a refund that another asked for.</summary>
internal sealed class ApproveRefund(
    OiPaymentsDb db, ChangeRefund change, StartRefund start, RefundApprovals approvals, SecondPerson second, IBusinessClock time,
    TimeProvider clock)
{
    public static void Map(RouteGroupBuilder refunds) => refunds.MapPost("/{id}/approve", HandleAsync)
        .WithName("approveRefund")
        .WithSummary("Approve a refund")
        .WithDescription("The operator who requested a refund cannot approve it. The number of approvals follows the stricter of two "
            + "thresholds: the one at the time of the request and the one now. Needs a sign-in of the last five minutes.")
        .Produces<Envelope<RefundDto>>()
        .Needs(Permission.RefundApprove)
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired);

    /// <summary>Takes <see cref="Permission.RefundApprove"/> and a sign-in of the last five minutes.</summary>
    public async Task<Outcome<RefundDto>> RunAsync(SignedInOperator who, Id<Refund> id, CancellationToken ct)
    {
        if ((who.Lacks(Permission.RefundApprove) ?? who.MustProveThemselves(clock.GetUtcNow())) is { } missing) return missing;

        return await change.RunAsync(
            who, (AuditAction.RefundApprove, Reason: null), () => db.FindRefundToApproveAsync(who, id, ct), ApproveOnceAsync, ct);

        async Task<Refusal?> ApproveOnceAsync(RefundWithMoney it)
        {
            var (refund, now) = (it.Refund, time.Now(it.Refund.Scope));
            var others = new[] { refund.CreatedBy, refund.ApprovedBy };
            if (refund.Approve(who.Key, now) is { } refusal) return refusal;
            if (await second.RefuseAsync(who, others, ct) is { } notSecond) return notSecond;

            // A threshold that was lowered since counts; one that was raised does not.
            refund.ApprovalsNeeded = await approvals.NeededAsync(refund, ct);
            return refund.IsApproved ? await start.BeginAsync(refund, it.Payment, now, ct) : null;
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Refund> id, SignedInOperator who, OiPaymentsDb db, ApproveRefund approve, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await approve.RunAsync(who, await db.NumberOfAsync(who, Permission.RefundApprove, id, ct), ct), RefundsJson.Default.RefundDto,
            clock);
}
