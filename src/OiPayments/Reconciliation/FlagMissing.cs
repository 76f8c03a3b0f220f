using System.Globalization;
using OiPayments.Persistence;
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
        foreach (var account in await db.ToldAccountsOfAsync(scope, ct))
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

    /// <summary>Payments that are paid, money that is suspended, and refunds: in the stores that the account collects for.</summary>
    private IQueryable<MoneyOfDay>[] Unnamed(Scope scope, SettlementAccount account, DateOnly period)
    {
        var (gateway, isOwn) = (account.Gateway, account.ApplicationId != ApplicationId.Nobody);
        var results = db.Counting(db.Of<SettlementResult>(scope.ApplicationId));

        // That the gateway has it, by its own word, is not that it paid it out. That it has not is flagged already.
        var named = results.Where(r => r.Kind == SettlementRowKind.Payment
            || (r.Kind == null && r.OurRefundId == null && r.Reason != null));
        var returned = results.Where(r => r.Kind == SettlementRowKind.Refund || r.Reason != null);
        return
        [
            .. db.TakenOn(scope, period).Select(some => some
                .Where(m => m.Gateway == gateway && m.IsInOwnStore == isOwn && !named.Any(r => r.AttemptId == m.AttemptId))),
            db.GivenBackOn(scope, period).Where(m => m.Gateway == gateway && m.IsInOwnStore == isOwn
                && !returned.Any(r => r.AttemptId == m.AttemptId && r.OurRefundId == m.RefundId)),
        ];
    }

    private async Task<int> FlagSomeAsync(
        Scope scope, SettlementAccount account, DateOnly period, IQueryable<MoneyOfDay> unnamed, CancellationToken ct)
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
        Scope scope, SettlementAccount account, DateOnly period, MoneyOfDay one, CancellationToken ct)
    {
        var print = one.RefundId is { } refund
            ? string.Create(CultureInfo.InvariantCulture, $"refund {refund.Value}")
            : string.Create(CultureInfo.InvariantCulture, $"attempt {one.AttemptId.Value}");
        var flag = Comparison.Flag(
            ResultReason.MissingInSettlement,
            $"No settlement file has named this {(one.RefundId is null ? "payment" : "refund")} within {account.ExpectedDays} working "
                + "days.");
        return one.ToResult(scope, await ids.NextAsync<SettlementResult>(ct), period, print, flag, clock.GetUtcNow());
    }

    private sealed record UnitDone
    {
        public static readonly UnitDone It = new();
    }
}
