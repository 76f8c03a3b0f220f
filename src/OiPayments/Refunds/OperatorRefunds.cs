using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Lists;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>
/// Refunds in the operators' hands: asking for one, which above the application's threshold another person approves or rejects. What the
/// gateway cannot tell is for <see cref="ResolveRefund"/>.
/// </summary>
internal sealed partial class OperatorRefunds(
    OiPaymentsDb db, UnitOfWork unit, StartRefund start, SettleRefund settle, RefundApprovals approvals, DescribeRefunds describe,
    SecondPerson second, AuditTrail audit,
    IBusinessClock time, TimeProvider clock, ILogger<OperatorRefunds> log)
{
    /// <summary>The body of <c>POST /admin/payments/{id}/refunds</c>.</summary>
    public sealed record Request(
        [property: Description("Minor units. Required for what the payment captured; money in suspense goes back whole, and may leave it out.")] long? AmountMinor,
        [property: Description("Why, for people; at most 500 characters. The gateway does not see it.")] string? Reason,
        [property: Description("In minor units: refuse when something else than this can still be refunded.")] long? ExpectedRefundableMinor,
        [property: Description("A transaction of the payment whose money waits in suspense; left out, it is the held one, or what the payment captured.")] string? TransactionId);

    /// <summary>The body of a rejection.</summary>
    public sealed record Rejection([property: Description("Why not, for people; at most 500 characters.")] string? Reason);

    /// <summary>The body of an acknowledgement.</summary>
    public sealed record Acknowledgement([property: Description("What was done about it; at most 500 characters.")] string Note);

    public async Task<Outcome<Page<RefundDto>>> ListAsync(SignedInOperator who, RefundFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundRead) is { } refusal) return refusal;

        var found = await db.PageAcrossAsync<Refund>(db.OwnersFor(who, Permission.RefundRead, filter.ApplicationId), filter.Mode, filter.Narrow, page, ct);
        return found.With(await describe.AllAsync(who, found.Items, ct));
    }

    public async Task<Outcome<RefundDto>> ReadAsync(SignedInOperator who, Id<Refund> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundRead) is { } refusal) return refusal;
        return await db.RecordFor(who, Permission.RefundRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is { } refund
            ? await describe.OneAsync(who, refund, ct)
            : Refusal.NotFound("refund");
    }

    /// <summary>Asks for a refund of what the payment captured, or of money of it that waits in suspense.</summary>
    public async Task<Outcome<RefundDto>> RequestAsync(SignedInOperator who, Id<Payment> id, Request request, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundCreate) is { } missing) return missing;
        var errors = new FieldErrors();
        if (request.AmountMinor is <= 0) errors.Add("amountMinor", "Must be more than zero.");
        if (errors.Refusal is { } invalid) return invalid;

        var requested = await unit.RunAsync(RequestOnceAsync, ct);
        return requested.OrRefuse(StartRefund.TooManyAtOnce).IsRefused(out var refused, out var saved)
            ? refused
            : await describe.OneAsync(who, saved, ct);

        async Task<Outcome<Refund>> RequestOnceAsync()
        {
            if (await db.RecordFor(who, Permission.RefundCreate, id).SingleOrDefaultAsync(ct) is not { } payment) return Refusal.NotFound("payment");
            if ((await PrepareAsync(payment, request, Refund.By(who), ct)).IsRefused(out var refusal, out var refund)) return refusal;

            await audit.RecordAsync(who.Actor, refund.ApplicationId, new(AuditAction.RefundRequest, AuditTarget.Refund, refund.Id.ToString())
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
            db.AfterCommit(() => Changed(log, refund.Id, refund.ApplicationId, who.Id, WireNames<RefundStatus>.Of(refund.Status)));
            return refund;
        }
    }

    /// <summary>Agrees to another's refund. Needs a sign-in of the last five minutes.</summary>
    public async Task<Outcome<RefundDto>> ApproveAsync(SignedInOperator who, Id<Refund> id, CancellationToken ct)
    {
        if ((who.Lacks(Permission.RefundApprove) ?? who.MustProveThemselves(clock.GetUtcNow())) is { } missing) return missing;

        return await ChangeAsync(who, AuditAction.RefundApprove, reason: null, FindAsync, ApproveOnceAsync, ct);

        Task<Outcome<RefundWithMoney>> FindAsync() => FindForApproverAsync(who, id, ct);

        async Task<Refusal?> ApproveOnceAsync(RefundWithMoney it)
        {
            var (refund, now) = (it.Refund, time.Now(it.Refund.Scope));
            var others = new[] { refund.CreatedBy, refund.ApprovedBy };
            if (refund.Approve(Refund.By(who), now) is { } refusal) return refusal;
            if (await second.RefuseAsync(who, others, ct) is { } notSecond) return notSecond;

            // A threshold that was lowered since counts; one that was raised does not.
            refund.ApprovalsNeeded = await approvals.NeededAsync(refund, ct);
            return refund.IsApproved ? await start.BeginAsync(refund, it.Payment, now, ct) : null;
        }
    }

    /// <summary>Says no to a parked refund. Whoever asked for it may, too: that takes it back.</summary>
    public async Task<Outcome<RefundDto>> RejectAsync(SignedInOperator who, Id<Refund> id, Rejection rejection, CancellationToken ct)
    {
        if (!who.May(Permission.RefundApprove) && who.Lacks(Permission.RefundCreate) is { } missing) return missing;

        return await ChangeAsync(who, AuditAction.RefundReject, rejection.Reason, FindAsync, RejectOnceAsync, ct);

        async Task<Outcome<RefundWithMoney>> FindAsync()
        {
            if (!(await FindForApproverAsync(who, id, ct)).IsRefused(out _, out var anybodys)) return anybodys;
            if (await db.WithMoney(db.RecordFor(who, Permission.RefundCreate, id)).SingleOrDefaultAsync(ct) is not { } it) return Refusal.NotFound("refund");
            return it.Refund.CreatedBy != Refund.By(who) && who.Lacks(Permission.RefundApprove, it.Refund.ApplicationId) is { } refusal ? refusal : it;
        }

        Task<Refusal?> RejectOnceAsync(RefundWithMoney it) => Task.FromResult(settle.Reject(it, Refund.By(who), rejection.Reason ?? "An operator said no."));
    }

    /// <summary>Says that somebody has seen to what the gateway contradicted: it stands on nobody's list any more.</summary>
    public async Task<Outcome<RefundDto>> AcknowledgeAsync(SignedInOperator who, Id<Refund> id, Acknowledgement acknowledgement, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundApprove) is { } missing) return missing;
        if (string.IsNullOrWhiteSpace(acknowledgement.Note))
            return new Refusal(ErrorCode.ValidationError, "The request is not valid.", new Dictionary<string, string> { ["note"] = "Must not be blank." });

        return await ChangeAsync(who, AuditAction.RefundAcknowledge, acknowledgement.Note, () => FindForApproverAsync(who, id, ct),
            it => Task.FromResult(it.Refund.Acknowledge(Refund.By(who), time.Now(it.Refund.Scope))), ct);
    }

    private async Task<Outcome<RefundWithMoney>> FindForApproverAsync(SignedInOperator who, Id<Refund> id, CancellationToken ct) =>
        await db.WithMoney(db.RecordFor(who, Permission.RefundApprove, id)).SingleOrDefaultAsync(ct) is { } it ? it : Refusal.NotFound("refund");

    /// <summary>One change of one refund with its line in the audit log, run again for as long as others are faster.</summary>
    private async Task<Outcome<RefundDto>> ChangeAsync(
        SignedInOperator who, AuditAction action, string? reason, Func<Task<Outcome<RefundWithMoney>>> find, Func<RefundWithMoney, Task<Refusal?>> change, CancellationToken ct)
    {
        var result = await unit.RunAsync(ChangeOnceAsync, ct);
        return result.OrRefuse(StartRefund.TooManyAtOnce).IsRefused(out var refused, out var saved)
            ? refused
            : await describe.OneAsync(who, saved, ct);

        async Task<Outcome<Refund>> ChangeOnceAsync()
        {
            if ((await find()).IsRefused(out var unfound, out var it)) return unfound;

            var refund = it.Refund;
            var before = Fields(refund);
            if (await change(it) is { } refusal) return refusal;

            var after = Fields(refund);
            var changed = after.Where(field => !Equals(field.Value, before[field.Key])).Select(field => field.Key).ToList();
            await audit.RecordAsync(who.Actor, refund.ApplicationId, new(action, AuditTarget.Refund, refund.Id.ToString())
            {
                Before = changed.ToDictionary(name => name, name => before[name]),
                After = changed.ToDictionary(name => name, name => after[name]),
                Reason = reason,
            }, ct);
            db.AfterCommit(() => Changed(log, refund.Id, refund.ApplicationId, who.Id, WireNames<RefundStatus>.Of(refund.Status)));
            return refund;
        }
    }

    private static Dictionary<string, object?> Fields(Refund refund) => new(StringComparer.Ordinal)
    {
        ["status"] = WireNames<RefundStatus>.Of(refund.Status),
        ["approvedBy"] = refund.ApprovedBy,
        ["secondApprovedBy"] = refund.SecondApprovedBy,
        ["rejectedBy"] = refund.RejectedBy,
        ["approvalsNeeded"] = refund.ApprovalsNeeded,
        ["contradictionSeenBy"] = refund.ContradictionSeenBy,
    };

    private async Task<Outcome<Refund>> PrepareAsync(Payment payment, Request request, string by, CancellationToken ct)
    {
        var wanted = new RefundRequest(request.AmountMinor, request.Reason, by, ApprovalsNeeded: 0) { ExpectedRefundableMinor = request.ExpectedRefundableMinor };
        var attempts = db.Of<PaymentAttempt>(payment.Scope).Where(a => a.PaymentId == payment.Id);
        var suspended = request.TransactionId is { } transactionId
            ? await attempts.SingleOrDefaultAsync(a => a.TransactionId == transactionId, ct)
            : payment.HeldAt is null ? null
            : await attempts.Where(a => (a.Status == AttemptStatus.Held || a.Status == AttemptStatus.Mismatched) && a.ReturnedByRefundId == null)
                .OrderBy(a => a.UpdatedAt).FirstOrDefaultAsync(ct);
        if (request.TransactionId is not null && suspended is null) return Refusal.NotFound("transaction of this payment");

        if (suspended is not null and not { Status: AttemptStatus.Paid })
            return await start.OfSuspenseAsync(payment, suspended, await WithApprovalsAsync(suspended.Charged ?? payment.Amount), ct);
        if (request.AmountMinor is not { } amount)
            return new Refusal(ErrorCode.ValidationError, "The request is not valid.", new Dictionary<string, string> { ["amountMinor"] = "Is required." });
        return await start.OfCaptureAsync(payment, await WithApprovalsAsync(new(amount, payment.Currency)), ct);

        async Task<RefundRequest> WithApprovalsAsync(Money money) => wanted with { ApprovalsNeeded = await approvals.NeededAsync(payment.ApplicationId, money, ct) };
    }

    [LoggerMessage(LogLevel.Information, "Refund {RefundId} of application {ApplicationId} changed by operator {OperatorId}: it is {Status}")]
    private static partial void Changed(ILogger log, Id<Refund> refundId, ApplicationId applicationId, Id<Operator> operatorId, string status);
}
