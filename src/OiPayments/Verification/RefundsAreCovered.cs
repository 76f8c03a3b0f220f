using System.Runtime.CompilerServices;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Verification;

/// <summary>
/// No more is given back than came: of a capture the sum, of suspended money each at most once. And no open refund is forgotten.
/// </summary>
internal sealed class RefundsAreCovered(OiPaymentsDb db) : IInvariant
{
    private static readonly RefundStatus[] Holding = [RefundStatus.AwaitingApproval, RefundStatus.Pending, RefundStatus.Succeeded];
    private static readonly RefundStatus[] Open = [RefundStatus.AwaitingApproval, RefundStatus.Pending];

    public string Name => "Every refund is covered by money that came, and looked after until it ends";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<Refund>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var refunds = db.AcrossApplications<Refund>();
        var summed = db.AcrossApplications<Payment>().Select(p => new
        {
            p.ApplicationId,
            p.Reference,
            p.AmountMinor,
            p.RefundHeldMinor,
            p.RefundedMinor,
            Held = refunds.Where(r => r.ApplicationId == p.ApplicationId
                && r.PaymentId == p.Id
                && r.Source == RefundSource.Capture
                && Holding.Contains(r.Status)).Sum(r => r.AmountMinor - r.UncoveredMinor),
            Done = refunds.Where(r => r.ApplicationId == p.ApplicationId
                && r.PaymentId == p.Id
                && r.Source == RefundSource.Capture
                && r.Status == RefundStatus.Succeeded).Sum(r => r.AmountMinor - r.UncoveredMinor),
        });
        var wrong = summed.Where(p => p.Held != p.RefundHeldMinor || p.Done != p.RefundedMinor || p.Held > p.AmountMinor);
        await foreach (var payment in wrong.AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {payment.ApplicationId}: payment {payment.Reference} of {payment.AmountMinor} says that "
                + $"{payment.RefundHeldMinor} is held for refunds and {payment.RefundedMinor} refunded; its refunds hold {payment.Held} "
                + $"and gave back {payment.Done}.";

        var attempts = db.AcrossApplications<PaymentAttempt>();
        var uncovered = refunds.Where(r => r.Source == RefundSource.Suspense
            && Holding.Contains(r.Status)
            && r.UncoveredMinor == 0
            && !attempts.Any(a =>
            a.ApplicationId == r.ApplicationId
                && a.Id == r.AttemptId
                && a.ChargedMinor == r.AmountMinor
                && a.ReturnedByRefundId == (long)(object)r.Id));
        await foreach (var refund in uncovered.Select(r => new { r.ApplicationId, r.Reference }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {refund.ApplicationId}: refund {refund.Reference} gives back money in suspense that is not "
                + "given to it.";

        // Of what was given back twice, because a person was mistaken about the first time, the second has no money of its own.
        var unexplained = refunds.Where(r => r.UncoveredMinor != 0 && (r.ContradictedAt == null || r.Status != RefundStatus.Succeeded));
        await foreach (var refund in unexplained.Select(r => new { r.ApplicationId, r.Reference }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {refund.ApplicationId}: refund {refund.Reference} says that a part of it was not covered, and "
                + "nobody contradicted it.";

        var forgotten = refunds.Where(r => Open.Contains(r.Status) && r.DueAt == null);
        await foreach (var refund in forgotten.Select(r => new { r.ApplicationId, r.Reference }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {refund.ApplicationId}: refund {refund.Reference} is open and nobody looks after it.";
    }
}
