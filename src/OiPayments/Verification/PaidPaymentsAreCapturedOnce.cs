using System.Runtime.CompilerServices;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>
/// A payment that SUCCEEDED brought the application its amount, once: by its capture, or by the release of money that was held
/// for it. And nothing else brought it any.
/// </summary>
internal sealed class PaidPaymentsAreCapturedOnce(OiPaymentsDb db, LedgerFacts books) : IInvariant
{
    private static readonly string Suffix = JournalCause.SuffixOf(JournalKind.Capture);

    public string Name => "Every paid payment is booked once, with exactly its amount, and every capture belongs to one";

    public Task<long> CountAsync(CancellationToken ct) =>
        db.AcrossApplications<Payment>().LongCountAsync(p => p.Status == PaymentStatus.Succeeded, ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var paid = db.AcrossApplications<Payment>().Where(p => p.Status == PaymentStatus.Succeeded);
        var captures = books.Journals.Where(j => j.Kind == JournalKind.Capture || j.Kind == JournalKind.Release);

        // Joined, and not looked up payment by payment: PostgreSQL keeps references in another order than causes, so that no index serves.
        var counted = from p in paid
                      join j in captures
                          on new { p.ApplicationId, Cause = p.Reference + Suffix } equals new { j.ApplicationId, j.Cause } into found
                      from j in found.DefaultIfEmpty()
                      group j by new { p.ApplicationId, p.Reference } into each
                      select new { each.Key.ApplicationId, each.Key.Reference, Times = each.Count(j => j != null) };
        await foreach (var payment in counted.Where(p => p.Times != 1).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {payment.ApplicationId}: payment {payment.Reference} is paid, and booked {payment.Times} times.";

        var booked = paid.Join(
            captures, p => new { p.ApplicationId, Cause = p.Reference + Suffix }, j => new { j.ApplicationId, j.Cause },
            (p, j) => new { Payment = p, JournalId = j.Id });
        var wrong = booked.Where(b => books.Transfers.Count(t => t.ApplicationId == b.Payment.ApplicationId && t.JournalId == b.JournalId
            && t.Mode == b.Payment.Mode
            && t.Currency == b.Payment.Currency
            && t.AmountMinor == b.Payment.AmountMinor
            && t.Credit == Account.ApplicationPayable) != 1);
        await foreach (var payment in wrong.Select(b => new { b.Payment.ApplicationId, b.Payment.Reference, b.JournalId })
            .AsAsyncEnumerable()
            .WithCancellation(ct))
            yield return $"Application {payment.ApplicationId}: journal {payment.JournalId} does not bring payment {payment.Reference} "
                + "its amount.";

        var strays = captures.Where(
            j => !paid.Any(p => p.ApplicationId == j.ApplicationId && p.Mode == j.Mode && p.Reference == j.Cause.Replace(Suffix, "")));
        await foreach (var journal in strays.Select(j => new { j.ApplicationId, j.Id, j.Cause }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {journal.ApplicationId}: journal {journal.Id} ({journal.Cause}) belongs to no paid payment.";
    }
}
