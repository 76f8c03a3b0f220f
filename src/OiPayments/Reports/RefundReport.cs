using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Reports;

/// <summary>What was asked to be given back, and what was.</summary>
internal static class RefundReport
{
    public static async Task<Outcome<Report<RefundRow>>> MakeAsync(
        OiPaymentsDb db, SignedInOperator who, Permission permission, ReportQuery query, CancellationToken ct)
    {
        if (who.Lacks(permission) is { } refusal) return refusal;

        var rows = await db.AskAsync(query, (run, ct) =>
        {
            var (from, to, start, mode) = (run.From, run.To, run.From.ToUnixTimeSeconds(), query.Mode);
            var asked = query.Of(db.RecordsFor<Refund>(who, permission)).Where(r => r.Mode == mode
                && r.CreatedAt >= from
                && r.CreatedAt < to);
            return (query.GroupBy is ReportGrouping.Day
                ? asked.GroupBy(r => new { Day = OiPaymentsDb.DaysSince(start, r.CreatedAt), r.Currency, r.Status })
                    .Select(g => new ReportFact
                    {
                        Day = g.Key.Day,
                        Currency = g.Key.Currency,
                        Refund = g.Key.Status,
                        Count = g.LongCount(),
                        AmountMinor = g.Sum(r => r.AmountMinor)
                    })
                : asked.GroupBy(r => new { r.ApplicationId, r.Currency, r.Status })
                    .Select(g => new ReportFact
                    {
                        ApplicationId = g.Key.ApplicationId,
                        Currency = g.Key.Currency,
                        Refund = g.Key.Status,
                        Count = g.LongCount(),
                        AmountMinor = g.Sum(r => r.AmountMinor)
                    }))
                .ToListAsync(ct);
        }, facts =>
        {
            var done = facts.Where(f => f.Refund is RefundStatus.Succeeded).ToList();
            return new RefundRow(
                facts.Sum(f => f.Count), facts.Sum(f => f.AmountMinor), done.Sum(f => f.Count), done.Sum(f => f.AmountMinor),
                facts.Where(f => f.Refund is RefundStatus.Failed or RefundStatus.Rejected).Sum(f => f.Count),
                facts.Where(f => f.Refund is RefundStatus.AwaitingApproval or RefundStatus.Pending).Sum(f => f.Count))
            { Currency = "" };
        }, ct);
        return query.With(rows);
    }
}
