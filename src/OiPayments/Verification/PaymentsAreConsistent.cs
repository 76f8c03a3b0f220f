using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using OiPayments.DueWork;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>What a payment says of itself fits together, and no open one is left without somebody looking after it.</summary>
internal sealed class PaymentsAreConsistent(OiPaymentsDb db) : IInvariant
{
    /// <summary>Two nodes, with clocks as far apart as each may be from the database's.</summary>
    private static readonly TimeSpan ClocksDiffer = 2 * ClockWatch.MostAllowed;

    private static readonly (Expression<Func<Payment, bool>> IsWrong, string What)[] Rules =
    [
        (p => p.Status == PaymentStatus.Succeeded && p.PaidAt == null, "is paid and does not say when"),
        (p => p.Status != PaymentStatus.Succeeded && p.PaidAt != null, "says when it was paid and is not"),
        (p => p.Status == PaymentStatus.Succeeded && p.HeldAt != null, "is paid and held"),
        (p => p.Status == PaymentStatus.Pending && p.HeldAt == null && p.DueAt == null, "is pending and nobody looks after it"),
        (p => p.HeldAt == null != (p.HoldReason == null), "is held without saying why, or says why and is not"),
        (p => p.ExpiresAt <= p.CreatedAt, "ends before it begins"),
    ];

    public string Name => "Every payment's status, times and amounts fit together";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<Payment>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var payments = db.AcrossApplications<Payment>();
        var attempts = db.AcrossApplications<PaymentAttempt>();
        foreach (var (isWrong, what) in Rules)
        {
            await foreach (var payment in payments.Where(isWrong)
                .Select(p => new { p.ApplicationId, p.Reference })
                .AsAsyncEnumerable()
                .WithCancellation(ct))
                yield return $"Application {payment.ApplicationId}: payment {payment.Reference} {what}.";
        }

        // Few, if any, and only a program tells by how much on either database.
        var early = payments.Where(p => p.UpdatedAt < p.CreatedAt || p.PaidAt < p.CreatedAt)
            .Select(p => new { p.ApplicationId, p.Reference, p.CreatedAt, p.UpdatedAt, p.PaidAt });
        await foreach (var payment in early.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (payment.CreatedAt - payment.UpdatedAt > ClocksDiffer || payment.CreatedAt - payment.PaidAt > ClocksDiffer)
                yield return $"Application {payment.ApplicationId}: payment {payment.Reference} changes before it begins.";
        }

        var counted = payments.Select(p => new
        {
            p.ApplicationId,
            p.Reference,
            Expected = p.Status == PaymentStatus.Succeeded ? 1 : 0,
            Paid = attempts.Count(a => a.ApplicationId == p.ApplicationId
                && a.PaymentId == p.Id
                && a.Mode == p.Mode
                && a.Status == AttemptStatus.Paid),
        });
        await foreach (var payment in counted.Where(p => p.Paid != p.Expected).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {payment.ApplicationId}: payment {payment.Reference} has {payment.Paid} paid attempts instead of "
                + $"{payment.Expected}.";
    }
}
