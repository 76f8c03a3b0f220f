using OiPayments.Api;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Reconciliation;

/// <summary>Money that, by our records, the gateway took or gave back on a day: what its own records have to name too.</summary>
internal sealed record MoneyOfDay
{
    public required Id<PaymentAttempt> AttemptId { get; init; }
    public required Id<Payment> PaymentId { get; init; }

    /// <summary>Null for money that was taken.</summary>
    public required Id<Refund>? RefundId { get; init; }

    public required string Gateway { get; init; }

    /// <summary>Whether it was taken in the application's own store.</summary>
    public required bool IsInOwnStore { get; init; }

    /// <summary>False for a refund that the gateway gave no id for: what is known of it is a person's word.</summary>
    public required bool CanBeAskedAbout { get; init; }

    public required string TransactionId { get; init; }

    /// <summary>Negative for money that was given back.</summary>
    public required long? AmountMinor { get; init; }
    public required Currency? Currency { get; init; }

    /// <summary>What was booked as the gateway's fee.</summary>
    public required long? FeeMinor { get; init; }

    /// <summary>A result about it that comes from no file.</summary>
    /// <param name="scope">Whose money it is.</param>
    /// <param name="id">The result's.</param>
    /// <param name="day">Which it counts for.</param>
    /// <param name="fingerprint">By which of two that write it at once one does.</param>
    /// <param name="found">What is said of it.</param>
    /// <param name="now">When.</param>
    public SettlementResult ToResult(
        Scope scope, Id<SettlementResult> id, DateOnly day, string fingerprint, Comparison found, DateTimeOffset now)
    {
        var result = new SettlementResult
        {
            ApplicationId = scope.ApplicationId,
            Id = id,
            Mode = scope.Mode,
            Gateway = Gateway,
            CreatedAt = now,
            Period = day,
            Fingerprint = fingerprint,
            Occurrence = 1,
            TransactionId = TransactionId,
            Currency = Currency ?? OiPayments.Currency.Bdt,
        };
        result.Conclude(About(found));
        return result;
    }

    /// <summary>The same, with this money in it.</summary>
    public Comparison About(Comparison found) => found with
    {
        Amounts = new(AmountMinor, null, null),
        AttemptId = AttemptId,
        PaymentId = PaymentId,
        RefundId = RefundId,
        BookedFeeMinor = FeeMinor is { } fee and > 0 ? fee : 0,
    };
}

internal static class MoneyOfDays
{
    extension(OiPaymentsDb db)
    {
        /// <summary>Payments that were paid, and money that is suspended: such as came too late, or twice.</summary>
        /// <param name="scope">Whose.</param>
        /// <param name="day">A day of Dhaka.</param>
        public IQueryable<MoneyOfDay>[] TakenOn(Scope scope, DateOnly day)
        {
            var (start, end) = BoundsOf(day);
            var money = from payment in db.Of<Payment>(scope)
                        join attempt in db.Of<PaymentAttempt>(scope) on new { payment.ApplicationId, payment.Id } equals new
                        {
                            attempt.ApplicationId,
                            Id = attempt.PaymentId
                        }
                        select new { payment, attempt };
            var paid = money.Where(m => m.payment.PaidAt >= start && m.payment.PaidAt < end && m.attempt.Status == AttemptStatus.Paid);

            // Suspended money has no day of its own: it counts for the day on which it was begun.
            var suspended = money.Where(m => m.attempt.CreatedAt >= start && m.attempt.CreatedAt < end
                && (m.attempt.Status == AttemptStatus.Held || m.attempt.Status == AttemptStatus.Surplus
                    || m.attempt.Status == AttemptStatus.Mismatched));
            return [.. new[] { paid, suspended }.Select(some => some.Select(m => new MoneyOfDay
            {
                AttemptId = m.attempt.Id,
                PaymentId = m.payment.Id,
                RefundId = null,
                Gateway = m.payment.Gateway,
                IsInOwnStore = m.attempt.OverrideId != null,
                CanBeAskedAbout = true,
                TransactionId = m.attempt.TransactionId,
                AmountMinor = m.attempt.ChargedMinor,
                Currency = m.attempt.ChargedCurrency,
                FeeMinor = m.attempt.FeeMinor,
            }))];
        }

        /// <summary>Refunds that succeeded.</summary>
        /// <param name="scope">Whose.</param>
        /// <param name="day">A day of Dhaka.</param>
        public IQueryable<MoneyOfDay> GivenBackOn(Scope scope, DateOnly day)
        {
            var (start, end) = BoundsOf(day);
            return from refund in db.Of<Refund>(scope)
                   join attempt in db.Of<PaymentAttempt>(scope) on new { refund.ApplicationId, Id = refund.AttemptId } equals new
                   {
                       attempt.ApplicationId,
                       attempt.Id
                   }
                   join payment in db.Of<Payment>(scope) on new { refund.ApplicationId, Id = refund.PaymentId } equals new
                   {
                       payment.ApplicationId,
                       payment.Id
                   }
                   where refund.Status == RefundStatus.Succeeded && refund.UpdatedAt >= start && refund.UpdatedAt < end
                   select new MoneyOfDay
                   {
                       AttemptId = attempt.Id,
                       PaymentId = payment.Id,
                       RefundId = refund.Id,
                       Gateway = payment.Gateway,
                       IsInOwnStore = attempt.OverrideId != null,
                       CanBeAskedAbout = refund.GatewayRefundId != null,
                       TransactionId = attempt.TransactionId,
                       AmountMinor = -refund.GatewayAmountMinor,
                       Currency = refund.GatewayCurrency,
                       FeeMinor = null,
                   };
        }

        /// <summary>Accounts whose settlements are told of that collect for the application: the service's stores and its own.</summary>
        public async Task<List<SettlementAccount>> ToldAccountsOfAsync(Scope scope, CancellationToken ct) =>
        [
            .. await db.ToldOf(db.Of<SettlementAccount>(new Scope(ApplicationId.Nobody, scope.Mode))).AsNoTracking().ToListAsync(ct),
            .. await db.ToldOf(db.Of<SettlementAccount>(scope)).AsNoTracking().ToListAsync(ct),
        ];
    }

    private static (DateTimeOffset Start, DateTimeOffset End) BoundsOf(DateOnly day) =>
        (TimeZones.StartOf(TimeZones.Default, day), TimeZones.StartOf(TimeZones.Default, day.AddDays(1)));
}
