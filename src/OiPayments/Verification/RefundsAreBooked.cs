using System.Runtime.CompilerServices;
using OiPayments.Ledger;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Verification;

/// <summary>Each refund has the journals of how far it has come, no others, and of its own amount; and no refund is booked that is not there.</summary>
internal sealed class RefundsAreBooked(OiPaymentsDb db, LedgerFacts books) : IInvariant
{
    private static readonly (JournalKind Kind, string Suffix, RefundStatus[] In)[] Rules =
    [
        (JournalKind.RefundStart, ":start", [RefundStatus.Pending, RefundStatus.Succeeded, RefundStatus.Failed]),
        (JournalKind.RefundSuccess, ":success", [RefundStatus.Succeeded]),
        (JournalKind.RefundFailure, ":failure", [RefundStatus.Failed]),
    ];

    public string Name => "Every refund is booked as far as it has come, with exactly its amount, and no other is";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<Refund>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var refunds = db.AcrossApplications<Refund>();
        foreach (var (kind, suffix, statuses) in Rules)
        {
            var journals = books.Journals.Where(j => j.Kind == kind);
            var counted = refunds.Select(r => new
            {
                r.ApplicationId,
                r.Reference,
                Expected = statuses.Contains(r.Status) ? 1 : 0,
                Booked = journals.Count(j => j.ApplicationId == r.ApplicationId && j.Mode == r.Mode && j.Cause == r.Reference + suffix
                    && books.Transfers.Any(t => t.ApplicationId == j.ApplicationId && t.JournalId == j.Id && t.Currency == r.Currency && t.AmountMinor == r.AmountMinor)),
            });
            await foreach (var refund in counted.Where(r => r.Booked != r.Expected).AsAsyncEnumerable().WithCancellation(ct))
                yield return $"Application {refund.ApplicationId}: refund {refund.Reference} has {refund.Booked} journals {WireNames<JournalKind>.Of(kind)} of its amount instead of {refund.Expected}.";

            var strays = journals.Where(j => !refunds.Any(r => r.ApplicationId == j.ApplicationId && r.Mode == j.Mode && r.Reference == j.Cause.Replace(suffix, "")));
            await foreach (var journal in strays.Select(j => new { j.ApplicationId, j.Id, j.Cause }).AsAsyncEnumerable().WithCancellation(ct))
                yield return $"Application {journal.ApplicationId}: journal {journal.Id} ({journal.Cause}) belongs to no refund.";
        }
    }
}
