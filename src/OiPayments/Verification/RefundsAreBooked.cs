using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using OiPayments.Ledger;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Verification;

/// <summary>
/// Each refund has the journals of how far it has come, no others, and of its own amount; and no refund is booked that is not there. One
/// that a person resolved and the gateway contradicted was booked as the person said, and then as the gateway does.
/// </summary>
internal sealed class RefundsAreBooked(OiPaymentsDb db, LedgerFacts books) : IInvariant
{
    private static readonly (JournalKind Kind, Expression<Func<Refund, bool>> IsBooked)[] Rules =
    [
        (
            RefundLifecycle.Steps.JournalInto(RefundStatus.Pending),
            r => r.Status == RefundStatus.Pending || r.Status == RefundStatus.Succeeded || r.Status == RefundStatus.Failed),
        (RefundLifecycle.Steps.JournalInto(RefundStatus.Succeeded), r =>
            (r.Status == RefundStatus.Succeeded && r.ContradictedAt == null)
                || (r.Status == RefundStatus.Failed && r.ContradictedAt != null)),
        (RefundLifecycle.Steps.JournalInto(RefundStatus.Failed), r =>
            (r.Status == RefundStatus.Failed && r.ContradictedAt == null)
                || (r.Status == RefundStatus.Succeeded && r.ContradictedAt != null)),
        .. RefundLifecycle.Contradictions.All.Select(step => step.Journal!.Value)
            .Distinct()
            .Select(kind => (kind, (Expression<Func<Refund, bool>>)(r => r.ContradictedAt != null))),
    ];

    public string Name => "Every refund is booked as far as it has come, with exactly its amount, and no other is";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<Refund>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var refunds = db.AcrossApplications<Refund>();
        foreach (var (kind, isBooked) in Rules)
        {
            var (kindName, suffix, journals) = (
                WireNames<JournalKind>.Of(kind), JournalCause.SuffixOf(kind), books.Journals.Where(j => j.Kind == kind));
            foreach (var (some, expected) in new[] { (refunds.Where(isBooked), 1), (refunds.Where(Not(isBooked)), 0) })
            {
                var counted = some.Select(r => new
                {
                    r.ApplicationId,
                    r.Reference,
                    Booked = journals.Count(j => j.ApplicationId == r.ApplicationId && j.Mode == r.Mode && j.Cause == r.Reference + suffix
                        && books.Transfers.Where(t => t.ApplicationId == j.ApplicationId && t.JournalId == j.Id && t.Currency == r.Currency)
                            .Sum(t => t.AmountMinor) == r.AmountMinor),
                });
                await foreach (var refund in counted.Where(r => r.Booked != expected).AsAsyncEnumerable().WithCancellation(ct))
                    yield return $"Application {refund.ApplicationId}: refund {refund.Reference} has {refund.Booked} journals {kindName} "
                        + $"of its amount instead of {expected}.";
            }

            var strays = journals.Where(j => !refunds.Any(r => r.ApplicationId == j.ApplicationId
                && r.Mode == j.Mode
                && r.Reference == j.Cause.Replace(suffix, "")));
            await foreach (var journal in strays.Select(j => new { j.ApplicationId, j.Id, j.Cause })
                .AsAsyncEnumerable()
                .WithCancellation(ct))
                yield return $"Application {journal.ApplicationId}: journal {journal.Id} ({journal.Cause}) belongs to no refund.";
        }
    }

    private static Expression<Func<Refund, bool>> Not(Expression<Func<Refund, bool>> rule) =>
        Expression.Lambda<Func<Refund, bool>>(Expression.Not(rule.Body), rule.Parameters);
}
