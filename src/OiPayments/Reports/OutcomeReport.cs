using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>
/// What became of the payments that were opened. A payment has a channel only once it is paid, so there is no rate by channel.
/// </summary>
internal static class OutcomeReport
{
    public static async Task<Outcome<Report<OutcomeRow>>> MakeAsync(
        OiPaymentsDb db, SignedInOperator who, Permission permission, ReportQuery query, CancellationToken ct)
    {
        if (who.Lacks(permission) is { } refusal) return refusal;

        var rows = await db.AskAsync(query, (run, ct) =>
        {
            var (from, to, start, mode) = (run.From, run.To, run.From.ToUnixTimeSeconds(), query.Mode);
            var opened = query.Of(db.RecordsFor<Payment>(who, permission)).Where(p => p.Mode == mode
                && p.CreatedAt >= from
                && p.CreatedAt < to);
            return (query.GroupBy is ReportGrouping.Day
                ? opened.GroupBy(p => new { Day = OiPaymentsDb.DaysSince(start, p.CreatedAt), p.Currency, p.Status })
                    .Select(
                        g => new ReportFact { Day = g.Key.Day, Currency = g.Key.Currency, Status = g.Key.Status, Count = g.LongCount() })
                : opened.GroupBy(p => new { p.ApplicationId, p.Currency, p.Status })
                    .Select(g => new ReportFact
                    {
                        ApplicationId = g.Key.ApplicationId,
                        Currency = g.Key.Currency,
                        Status = g.Key.Status,
                        Count = g.LongCount()
                    })).ToListAsync(ct);
        }, facts =>
        {
            var (all, succeeded, pending) = (facts.Sum(f => f.Count), Of(PaymentStatus.Succeeded), Of(PaymentStatus.Pending));
            return new OutcomeRow(
                all, succeeded, Of(PaymentStatus.Failed), Of(PaymentStatus.Expired), Of(PaymentStatus.Cancelled), pending,
                all == pending ? null : succeeded * 10_000 / (all - pending))
            { Currency = "" };

            long Of(PaymentStatus status) => facts.Where(f => f.Status == status).Sum(f => f.Count);
        }, ct);
        return query.With(rows);
    }
}
