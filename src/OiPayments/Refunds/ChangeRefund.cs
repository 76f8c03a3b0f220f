using OiPayments.Access;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>
/// What approving, rejecting and acknowledging share: one change of one refund, saved together with its line in the audit log.
/// </summary>
internal sealed partial class ChangeRefund(
    OiPaymentsDb db, UnitOfWork unit, DescribeRefunds describe, AuditTrail audit, ILogger<ChangeRefund> log)
{
    /// <summary>Made again on what was read again, for as long as others are faster.</summary>
    /// <param name="who">Who changes it.</param>
    /// <param name="named">As what, and why.</param>
    /// <param name="find">Reads it, as far as <paramref name="who"/> may.</param>
    /// <param name="change">Changes it; what it refuses is not saved.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<RefundDto>> RunAsync(
        SignedInOperator who, (AuditAction Action, string? Reason) named, Func<Task<Outcome<RefundWithMoney>>> find,
        Func<RefundWithMoney, Task<Refusal?>> change, CancellationToken ct)
    {
        var changed = await unit.RunAsync(ChangeOnceAsync, ct);
        return changed.OrRefuse(StartRefund.TooManyAtOnce).IsRefused(out var refused, out var saved)
            ? refused
            : await describe.OneAsync(who, saved, ct);

        async Task<Outcome<Refund>> ChangeOnceAsync()
        {
            if ((await find()).IsRefused(out var unfound, out var it)) return unfound;

            var refund = it.Refund;
            var before = Fields(refund);
            if (await change(it) is { } refusal) return refusal;

            var after = Fields(refund);
            var differing = after.Where(field => !Equals(field.Value, before[field.Key])).Select(field => field.Key).ToList();
            await audit.RecordAsync(who.Actor, refund.ApplicationId, new(named.Action, AuditTarget.Refund, refund.Id.ToString())
            {
                Before = differing.ToDictionary(name => name, name => before[name]),
                After = differing.ToDictionary(name => name, name => after[name]),
                Reason = named.Reason,
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

    [LoggerMessage(
        LogLevel.Information, "Refund {RefundId} of application {ApplicationId} changed by operator {OperatorId}: it is {Status}")]
    private static partial void Changed(
        ILogger log, Id<Refund> refundId, ApplicationId applicationId, Id<Operator> operatorId, string status);
}
