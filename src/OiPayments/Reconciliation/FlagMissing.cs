using System.Globalization;
using OiPayments.Api;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>
/// The other direction: payments and refunds of a day that no settlement file has named although they are overdue. Only where settlements
/// are told of: whoever imports no files, and asks no gateway, is not told of everything.
/// </summary>
internal sealed class FlagMissing(OiPaymentsDb db, UnitOfWork unit, IIdSource ids, TimeProvider clock)
{
    private const int BatchSize = 500;

    /// <summary>Flags what is overdue, once, and counts what may still come.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="period">A day of Dhaka.</param>
    /// <param name="ct">Ends it; what is flagged stays so.</param>
    /// <returns>How many payments and refunds of the day no file has named, and may still.</returns>
    public async Task<int> RunAsync(Scope scope, DateOnly period, CancellationToken ct)
    {
        var waiting = 0;
        foreach (var account in await AccountsAsync(scope, ct))
        {
            var isOverdue = clock.GetUtcNow() >= account.Calendar.EndOfWait(period, account.ExpectedDays);
            foreach (var unnamed in Unnamed(scope, account, period))
            {
                if (!isOverdue) waiting += await unnamed.CountAsync(ct);
                else while (await FlagSomeAsync(scope, account, period, unnamed, ct) == BatchSize) ct.ThrowIfCancellationRequested();
            }
        }

        return waiting;
    }

    private async Task<List<SettlementAccount>> AccountsAsync(Scope scope, CancellationToken ct) =>
        [.. await db.ToldOf(db.Of<SettlementAccount>(new Scope(ApplicationId.Nobody, scope.Mode))).AsNoTracking().ToListAsync(ct),
            .. await db.ToldOf(db.Of<SettlementAccount>(scope)).AsNoTracking().ToListAsync(ct)];

    /// <summary>Payments that are paid, money that is suspended, and refunds.</summary>
    private IQueryable<UnnamedMoney>[] Unnamed(Scope scope, SettlementAccount account, DateOnly period)
    {
        var (start, end) = (TimeZones.StartOf(TimeZones.Default, period), TimeZones.StartOf(TimeZones.Default, period.AddDays(1)));
        var (gateway, isOwn) = (account.Gateway, account.ApplicationId != ApplicationId.Nobody);
        var results = db.Counting(db.Of<SettlementResult>(scope.ApplicationId));
        var named = results.Where(r => r.Kind == SettlementRowKind.Payment || (r.Kind == null && r.OurRefundId == null));
        var money = from payment in db.Of<Payment>(scope)
                    join attempt in db.Of<PaymentAttempt>(scope) on new { payment.ApplicationId, payment.Id } equals new
                    {
                        attempt.ApplicationId,
                        Id = attempt.PaymentId
                    }
                    where payment.Gateway == gateway && (attempt.OverrideId != null) == isOwn
                    select new { payment, attempt };
        var paid = money.Where(m => m.payment.PaidAt >= start && m.payment.PaidAt < end && m.attempt.Status == AttemptStatus.Paid);

        // Suspended money has no day of its own: it counts for the day on which it was begun.
        var suspended = money.Where(m => m.attempt.CreatedAt >= start && m.attempt.CreatedAt < end
            && (m.attempt.Status == AttemptStatus.Held || m.attempt.Status == AttemptStatus.Surplus
                || m.attempt.Status == AttemptStatus.Mismatched));
        var payments = new[] { paid, suspended }.Select(some => some.Where(m => !named.Any(r => r.AttemptId == m.attempt.Id))
            .Select(m => new UnnamedMoney
            {
                AttemptId = m.attempt.Id,
                PaymentId = m.payment.Id,
                RefundId = null,
                TransactionId = m.attempt.TransactionId,
                AmountMinor = m.attempt.ChargedMinor,
                Currency = m.attempt.ChargedCurrency,
                FeeMinor = m.attempt.FeeMinor,
            }));
        var returned = from refund in db.Of<Refund>(scope)
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
                       where payment.Gateway == gateway && (attempt.OverrideId != null) == isOwn && refund.Status == RefundStatus.Succeeded
                           && refund.UpdatedAt >= start && refund.UpdatedAt < end
                           && !results.Any(r => r.AttemptId == attempt.Id && r.OurRefundId == refund.Id)
                       select new UnnamedMoney
                       {
                           AttemptId = attempt.Id,
                           PaymentId = payment.Id,
                           RefundId = refund.Id,
                           TransactionId = attempt.TransactionId,
                           AmountMinor = -refund.GatewayAmountMinor,
                           Currency = refund.GatewayCurrency,
                           FeeMinor = null,
                       };
        return [.. payments, returned];
    }

    private async Task<int> FlagSomeAsync(
        Scope scope, SettlementAccount account, DateOnly period, IQueryable<UnnamedMoney> unnamed, CancellationToken ct)
    {
        var flagged = 0;

        // Losing means that another has flagged the same: the next round sees what is left.
        var done = await unit.RunAsync(FlagOnceAsync, ct);
        return done.IsSaved(out _) ? flagged : 0;

        async Task<Outcome<UnitDone>> FlagOnceAsync()
        {
            flagged = 0;
            foreach (var one in await unnamed.Take(BatchSize).ToListAsync(ct))
            {
                flagged++;
                db.Add(await DescribeAsync(scope, account, period, one, ct));
            }

            return UnitDone.It;
        }
    }

    private async Task<SettlementResult> DescribeAsync(
        Scope scope, SettlementAccount account, DateOnly period, UnnamedMoney one, CancellationToken ct)
    {
        var result = new SettlementResult
        {
            ApplicationId = scope.ApplicationId,
            Id = await ids.NextAsync<SettlementResult>(ct),
            Mode = scope.Mode,
            Gateway = account.Gateway,
            CreatedAt = clock.GetUtcNow(),
            Period = period,

            // Of two that look at once, one writes it.
            Fingerprint = one.RefundId is { } refund
                ? string.Create(CultureInfo.InvariantCulture, $"refund {refund.Value}")
                : string.Create(CultureInfo.InvariantCulture, $"attempt {one.AttemptId.Value}"),
            Occurrence = 1,
            TransactionId = one.TransactionId,
            Currency = one.Currency ?? Currency.Bdt,
        };
        result.Conclude(Comparison.Flag(
            ResultReason.MissingInSettlement,
            $"No settlement file has named this {(one.RefundId is null ? "payment" : "refund")} within {account.ExpectedDays} working "
                + "days.")
            with
        {
            Amounts = new(one.AmountMinor, null, null),
            AttemptId = one.AttemptId,
            PaymentId = one.PaymentId,
            RefundId = one.RefundId,
            BookedFeeMinor = one.FeeMinor is { } fee and > 0 ? fee : 0,
        });
        return result;
    }

    /// <summary>Money that the gateway took or gave back, and no file has named.</summary>
    private sealed record UnnamedMoney
    {
        public required Id<PaymentAttempt> AttemptId { get; init; }
        public required Id<Payment> PaymentId { get; init; }
        public required Id<Refund>? RefundId { get; init; }
        public required string TransactionId { get; init; }
        public required long? AmountMinor { get; init; }
        public required Currency? Currency { get; init; }
        public required long? FeeMinor { get; init; }
    }

    private sealed record UnitDone
    {
        public static readonly UnitDone It = new();
    }
}
