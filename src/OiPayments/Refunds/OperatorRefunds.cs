using System.ComponentModel;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Operators;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Refunds;

/// <summary>
/// Refunds in the operators' hands: asking for one, which above the application's threshold another person approves or rejects,
/// and ending what the gateway cannot tell.
/// </summary>
internal sealed partial class OperatorRefunds(
    OiPaymentsDb db, StartRefund start, SettleRefund settle, SecondPerson second, AuditTrail audit, TimeProvider clock, ILogger<OperatorRefunds> log)
{
    public const int MaxGatewayRefundIdLength = 50;

    /// <summary>Leaves room for who wrote it.</summary>
    public const int MaxResolutionNoteLength = Refund.MaxNoteLength - 40;

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
        [property: Description("Where you saw it; at most 460 characters.")] string Note)
    {
        public void Check(FieldErrors errors)
        {
            if (Status is not (null or RefundStatus.Succeeded or RefundStatus.Failed)) errors.Add("status", "Must be SUCCEEDED or FAILED.");
            if (Status is null == GatewayRefundId is null) errors.Add("status", "Send either status or gatewayRefundId.");
            if (string.IsNullOrWhiteSpace(Note)) errors.Add("note", "Must not be blank.");
        }
    }

    public async Task<Outcome<Page<RefundDto>>> ListAsync(SignedInOperator who, RefundFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundRead) is { } refusal) return refusal;

        var found = await db.PageAcrossAsync<Refund>(who, Permission.RefundRead, filter.ApplicationId, filter.Mode, filter.Narrow, page, ct);
        return found.Select(RefundDto.ForOperators);
    }

    public async Task<Outcome<RefundDto>> ReadAsync(SignedInOperator who, Id<Refund> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundRead) is { } refusal) return refusal;
        return await db.RecordFor(who, Permission.RefundRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is { } refund
            ? RefundDto.ForOperators(refund)
            : Refusal.NotFound("refund");
    }

    /// <summary>Asks for a refund of what the payment captured, or of money of it that waits in suspense.</summary>
    public async Task<Outcome<RefundDto>> RequestAsync(SignedInOperator who, Id<Payment> id, Request request, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundCreate) is { } missing) return missing;
        var errors = new FieldErrors();
        if (request.AmountMinor is <= 0) errors.Add("amountMinor", "Must be more than zero.");
        if (errors.Refusal is { } invalid) return invalid;

        for (var round = 0; round < StartRefund.MaxRounds; round++)
        {
            db.StartOver();
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
            if (!await db.TrySaveAsync(ct)) continue;

            Changed(log, refund.Id, refund.ApplicationId, who.Id, WireNames<RefundStatus>.Of(refund.Status));
            return RefundDto.ForOperators(refund);
        }

        return StartRefund.TooManyAtOnce;
    }

    /// <summary>Agrees to another's refund. Needs a sign-in of the last five minutes.</summary>
    public async Task<Outcome<RefundDto>> ApproveAsync(SignedInOperator who, Id<Refund> id, CancellationToken ct)
    {
        if ((who.Lacks(Permission.RefundApprove) ?? who.MustProveThemselves(clock.GetUtcNow())) is { } missing) return missing;

        return await ChangeAsync(who, AuditAction.RefundApprove, reason: null, FindAsync, ApproveOnceAsync, ct);

        Task<Outcome<Refund>> FindAsync() => FindForApproverAsync(who, id, ct);

        async Task<Refusal?> ApproveOnceAsync(Refund refund)
        {
            var now = clock.GetUtcNow();
            var others = new[] { refund.CreatedBy, refund.ApprovedBy };
            if (refund.Approve(Refund.By(who), now) is { } refusal) return refusal;
            if (await second.RefuseAsync(who, others, ct) is { } notSecond) return notSecond;
            if (refund.IsApproved) await start.BeginAsync(refund, await db.Of<Payment>(refund.Scope).SingleAsync(p => p.Id == refund.PaymentId, ct), now, ct);
            return null;
        }
    }

    /// <summary>Says no to a parked refund. Whoever asked for it may, too: that takes it back.</summary>
    public async Task<Outcome<RefundDto>> RejectAsync(SignedInOperator who, Id<Refund> id, Rejection rejection, CancellationToken ct)
    {
        if (!who.May(Permission.RefundApprove) && who.Lacks(Permission.RefundCreate) is { } missing) return missing;

        return await ChangeAsync(who, AuditAction.RefundReject, rejection.Reason, FindAsync, RejectOnceAsync, ct);

        async Task<Outcome<Refund>> FindAsync()
        {
            if (await db.RecordFor(who, Permission.RefundApprove, id).SingleOrDefaultAsync(ct) is { } anybodys) return anybodys;
            if (await db.RecordFor(who, Permission.RefundCreate, id).SingleOrDefaultAsync(ct) is not { } refund) return Refusal.NotFound("refund");
            return refund.CreatedBy != Refund.By(who) && who.Lacks(Permission.RefundApprove, refund.ApplicationId) is { } refusal ? refusal : refund;
        }

        Task<Refusal?> RejectOnceAsync(Refund refund) => settle.RejectAsync(refund, Refund.By(who), rejection.Reason ?? "An operator said no.", ct);
    }

    /// <summary>Says what became of a refund at the gateway, as a person saw it there. Needs a sign-in of the last five minutes.</summary>
    public async Task<Outcome<RefundDto>> ResolveAsync(SignedInOperator who, Id<Refund> id, Resolution resolution, CancellationToken ct)
    {
        if ((who.Lacks(Permission.RefundApprove) ?? who.MustProveThemselves(clock.GetUtcNow())) is { } missing) return missing;
        var errors = new FieldErrors();
        resolution.Check(errors);
        if (errors.Refusal is { } invalid) return invalid;

        var note = $"{Refund.By(who)}: {resolution.Note}";
        return await ChangeAsync(who, AuditAction.RefundResolve, resolution.Note, FindAsync, ResolveOnceAsync, ct);

        Task<Outcome<Refund>> FindAsync() => FindForApproverAsync(who, id, ct);

        async Task<Refusal?> ResolveOnceAsync(Refund refund)
        {
            if (refund.Status is not RefundStatus.Pending)
                return new(ErrorCode.InvalidOperationState, $"This refund is {WireNames<RefundStatus>.Of(refund.Status)}; only one that is PENDING can be resolved.");
            if (resolution.Status is RefundStatus.Succeeded) return await settle.SucceedAsync(refund, note, ct);
            if (resolution.GatewayRefundId is not { } gatewayRefundId) return await settle.FailAsync(refund, "The gateway did not give the money back.", note, ct);
            refund.AcceptedAs(gatewayRefundId, clock.GetUtcNow(), clock.GetUtcNow());
            return null;
        }
    }

    private async Task<Outcome<Refund>> FindForApproverAsync(SignedInOperator who, Id<Refund> id, CancellationToken ct) =>
        await db.RecordFor(who, Permission.RefundApprove, id).SingleOrDefaultAsync(ct) is { } refund ? refund : Refusal.NotFound("refund");

    /// <summary>One change of one refund with its line in the audit log, run again for as long as others are faster.</summary>
    private async Task<Outcome<RefundDto>> ChangeAsync(
        SignedInOperator who, AuditAction action, string? reason, Func<Task<Outcome<Refund>>> find, Func<Refund, Task<Refusal?>> change, CancellationToken ct)
    {
        for (var round = 0; round < StartRefund.MaxRounds; round++)
        {
            db.StartOver();
            if ((await find()).IsRefused(out var unfound, out var refund)) return unfound;

            var before = Fields(refund);
            if (await change(refund) is { } refusal) return refusal;

            var after = Fields(refund);
            var changed = after.Where(field => !Equals(field.Value, before[field.Key])).Select(field => field.Key).ToList();
            await audit.RecordAsync(who.Actor, refund.ApplicationId, new(action, AuditTarget.Refund, refund.Id.ToString())
            {
                Before = changed.ToDictionary(name => name, name => before[name]),
                After = changed.ToDictionary(name => name, name => after[name]),
                Reason = reason,
            }, ct);
            if (!await db.TrySaveAsync(ct)) continue;

            Changed(log, refund.Id, refund.ApplicationId, who.Id, WireNames<RefundStatus>.Of(refund.Status));
            return RefundDto.ForOperators(refund);
        }

        return StartRefund.TooManyAtOnce;
    }

    private static Dictionary<string, object?> Fields(Refund refund) => new(StringComparer.Ordinal)
    {
        ["status"] = WireNames<RefundStatus>.Of(refund.Status),
        ["approvedBy"] = refund.ApprovedBy,
        ["secondApprovedBy"] = refund.SecondApprovedBy,
        ["rejectedBy"] = refund.RejectedBy,
        ["gatewayRefundId"] = refund.GatewayRefundId,
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
            return await start.OfSuspenseAsync(payment, suspended, wanted with { ApprovalsNeeded = await ApprovalsAsync(payment, suspended.Charged ?? payment.Amount, ct) }, ct);
        if (request.AmountMinor is not { } amount)
            return new Refusal(ErrorCode.ValidationError, "The request is not valid.", new Dictionary<string, string> { ["amountMinor"] = "Is required." });
        return await start.OfCaptureAsync(payment, wanted with { ApprovalsNeeded = await ApprovalsAsync(payment, new(amount, payment.Currency), ct) }, ct);
    }

    /// <summary>How many people have to agree: none up to the first threshold of the currency, itself included; two above the second.</summary>
    private async Task<int> ApprovalsAsync(Payment payment, Money amount, CancellationToken ct) =>
        (await db.LimitsInAsync(payment.ApplicationId, amount.Currency, ct)).ApprovalsFor(amount.MinorUnits);

    [LoggerMessage(LogLevel.Information, "Refund {RefundId} of application {ApplicationId} changed by operator {OperatorId}: it is {Status}")]
    private static partial void Changed(ILogger log, Id<Refund> refundId, ApplicationId applicationId, Id<Operator> operatorId, string status);
}
