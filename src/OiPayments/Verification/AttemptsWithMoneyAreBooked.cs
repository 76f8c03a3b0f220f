using System.Runtime.CompilerServices;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>
/// Money that the gateway took is in the books, and what the books call so came from an attempt. Captures have an invariant of their own.
/// </summary>
internal sealed class AttemptsWithMoneyAreBooked(OiPaymentsDb db, LedgerFacts books) : IInvariant
{
    private static readonly AttemptStatus[] WithMoney =
        [.. AttemptLifecycle.Steps.All.Where(step => step.Journal is not null).Select(step => step.To).Distinct()];

    /// <summary>Which journal each status asks for.</summary>
    private static readonly IReadOnlyList<(AttemptStatus Status, JournalKind Kind)> Rules =
    [
        .. from status in WithMoney
           where status is not AttemptStatus.Paid
           select (status, AttemptLifecycle.Steps.JournalInto(status)),
    ];

    private static readonly string FeeSuffix = JournalCause.SuffixOf(JournalKind.GatewayFee);

    public string Name => "Every attempt that holds money, and every fee, is booked, and nothing is booked without one";

    public Task<long> CountAsync(CancellationToken ct) =>
        db.AcrossApplications<PaymentAttempt>().LongCountAsync(a => WithMoney.Contains(a.Status), ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var payments = db.AcrossApplications<Payment>();
        var attempts = db.AcrossApplications<PaymentAttempt>();
        foreach (var (status, kind) in Rules)
        {
            var suffix = JournalCause.SuffixOf(kind);
            var unbooked = attempts.Where(a => a.Status == status)
                .Join(payments, a => new { a.ApplicationId, Id = a.PaymentId }, p => new { p.ApplicationId, p.Id }, (a, p) => new { a, p })
                .Where(x => !books.Journals.Any(j => j.ApplicationId == x.a.ApplicationId
                    && j.Kind == kind
                    && j.Cause == x.a.TransactionId + suffix
                    && books.Transfers.Any(t => t.ApplicationId == j.ApplicationId && t.JournalId == j.Id && t.Mode == x.a.Mode
                        && t.Currency == x.a.ChargedCurrency && t.AmountMinor == x.a.ChargedMinor && t.Credit == Account.Suspense)));
            await foreach (var attempt in unbooked.Select(x => new { x.a.ApplicationId, x.a.TransactionId, x.p.Reference })
                .AsAsyncEnumerable()
                .WithCancellation(ct))
                yield return $"Application {attempt.ApplicationId}: attempt {attempt.TransactionId} of {attempt.Reference} is "
                    + $"{WireNames<AttemptStatus>.Of(status)}, and its money is not in suspense.";
        }

        var withoutFee = attempts.Where(a => WithMoney.Contains(a.Status) && a.FeeMinor > 0)
            .Join(payments, a => new { a.ApplicationId, Id = a.PaymentId }, p => new { p.ApplicationId, p.Id }, (a, p) => new { a, p })
            .Where(x => !books.Journals.Any(j => j.ApplicationId == x.a.ApplicationId
                && j.Kind == JournalKind.GatewayFee
                && j.Cause == x.a.TransactionId + FeeSuffix
                && books.Transfers.Any(t => t.ApplicationId == j.ApplicationId
                    && t.JournalId == j.Id
                    && t.AmountMinor == x.a.FeeMinor
                    && t.Debit == Account.GatewayFees)));
        await foreach (var attempt in withoutFee.Select(x => new { x.a.ApplicationId, x.a.TransactionId, x.p.Reference })
            .AsAsyncEnumerable()
            .WithCancellation(ct))
            yield return $"Application {attempt.ApplicationId}: the fee of attempt {attempt.TransactionId} of {attempt.Reference} is not "
                + "booked as the attempt tells it.";

        foreach (var kind in Rules.Select(rule => rule.Kind).Distinct().Append(JournalKind.GatewayFee))
        {
            var suffix = JournalCause.SuffixOf(kind);
            var strays = books.Journals.Where(j => j.Kind == kind && !attempts.Any(a =>
                a.ApplicationId == j.ApplicationId
                    && a.Mode == j.Mode
                    && a.TransactionId == j.Cause.Replace(suffix, "")
                    && WithMoney.Contains(a.Status)));
            await foreach (var journal in strays.Select(j => new { j.ApplicationId, j.Id, j.Cause })
                .AsAsyncEnumerable()
                .WithCancellation(ct))
                yield return $"Application {journal.ApplicationId}: journal {journal.Id} ({journal.Cause}) belongs to no attempt "
                    + "that has money.";
        }
    }
}
