using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>What was paid, and what the gateway keeps of it, by when it was paid.</summary>
internal static class PaidReport
{
    public static async Task<Outcome<Report<PaidRow>>> MakeAsync(
        OiPaymentsDb db, SignedInOperator who, Permission permission, ReportQuery query, CancellationToken ct)
    {
        if (who.Lacks(permission) is { } refusal) return refusal;

        var rows = await db.AskAsync(query, (run, ct) =>
        {
            var (from, to, start, mode) = (run.From, run.To, run.From.ToUnixTimeSeconds(), query.Mode);
            var paid = query.Of(db.RecordsFor<Payment>(who, permission)).Where(p => p.Mode == mode && p.PaidAt >= from && p.PaidAt < to);
            return (query.GroupBy switch
            {
                ReportGrouping.Day => paid.GroupBy(p => new { Day = OiPaymentsDb.DaysSince(start, p.PaidAt!.Value), p.Currency })
                    .Select(g => new ReportFact
                    {
                        Day = g.Key.Day,
                        Currency = g.Key.Currency,
                        Count = g.LongCount(),
                        AmountMinor = g.Sum(p => p.AmountMinor),
                        FeeMinor = g.Sum(p => p.FeeMinor ?? 0)
                    }),
                ReportGrouping.Application => paid.GroupBy(p => new { p.ApplicationId, p.Currency })
                    .Select(g => new ReportFact
                    {
                        ApplicationId = g.Key.ApplicationId,
                        Currency = g.Key.Currency,
                        Count = g.LongCount(),
                        AmountMinor = g.Sum(p => p.AmountMinor),
                        FeeMinor = g.Sum(p => p.FeeMinor ?? 0)
                    }),
                ReportGrouping.Channel => paid.GroupBy(p => new { p.Channel, p.Currency })
                    .Select(g => new ReportFact
                    {
                        Channel = g.Key.Channel,
                        Currency = g.Key.Currency,
                        Count = g.LongCount(),
                        AmountMinor = g.Sum(p => p.AmountMinor),
                        FeeMinor = g.Sum(p => p.FeeMinor ?? 0)
                    }),
            }).ToListAsync(ct);
        }, facts => new PaidRow(facts.Sum(f => f.Count), facts.Sum(f => f.AmountMinor), facts.Sum(f => f.FeeMinor), facts.Sum(
            f => f.AmountMinor - f.FeeMinor))
        { Currency = "" }, ct);
        return query.With(rows);
    }
}
