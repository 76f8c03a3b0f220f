using OiPayments.Access;
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

        await using var snapshot = await db.BeginSnapshotAsync(ct);
        var reports = await CountedReports.BeginAsync(db, who, permission, query, ct);
        var rows = await db.AskAsync(
            query,
            (run, ct) => reports.AskAsync(
                run, (first, end) => CountedAsync(reports, first, end, ct), (from, to) => RestAsync(reports, from, to, ct),
                (from, to) => SumAsync(reports.Payments, query.GroupBy, from, to, run.From, ct)),
            facts => new PaidRow(facts.Sum(f => f.Count), facts.Sum(f => f.AmountMinor), facts.Sum(f => f.FeeMinor), facts.Sum(
                f => f.AmountMinor - f.FeeMinor))
            { Currency = "" }, ct);
        return query.With(rows);
    }

    private static async Task<List<ReportFact>> CountedAsync(
        CountedReports reports, DateOnly first, DateOnly end, CancellationToken ct)
    {
        var days = reports.PaidDays.Where(d => d.Day >= first && d.Day < end);
        var sums = reports.Query.GroupBy switch
        {
            ReportGrouping.Day => days.GroupBy(d => new { d.Day, d.Currency }).Select(g => new Sum
            {
                Day = g.Key.Day,
                Currency = g.Key.Currency,
                Count = g.Sum(d => d.Payments),
                AmountMinor = g.Sum(d => d.AmountMinor),
                FeeMinor = g.Sum(d => d.FeeMinor)
            }),
            ReportGrouping.Application => days.GroupBy(d => new { d.ApplicationId, d.Currency }).Select(g => new Sum
            {
                ApplicationId = g.Key.ApplicationId,
                Currency = g.Key.Currency,
                Count = g.Sum(d => d.Payments),
                AmountMinor = g.Sum(d => d.AmountMinor),
                FeeMinor = g.Sum(d => d.FeeMinor)
            }),
            ReportGrouping.Channel => days.GroupBy(d => new { d.Channel, d.Currency }).Select(g => new Sum
            {
                Channel = g.Key.Channel,
                Currency = g.Key.Currency,
                Count = g.Sum(d => d.Payments),
                AmountMinor = g.Sum(d => d.AmountMinor),
                FeeMinor = g.Sum(d => d.FeeMinor)
            }),
        };
        return [.. (await sums.ToListAsync(ct)).Select(sum => new ReportFact
        {
            Day = sum.Day is { } day ? day.DayNumber - first.DayNumber : 0,
            ApplicationId = sum.ApplicationId,
            Channel = sum.Channel is "" ? null : sum.Channel,
            Currency = sum.Currency,
            Count = sum.Count,
            AmountMinor = sum.AmountMinor,
            FeeMinor = sum.FeeMinor,
        })];
    }

    private static async Task<List<ReportFact>> RestAsync(
        CountedReports reports, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var stepped = reports.Steps.Where(s => s.NewStatus == PaymentStatus.Succeeded).Join(
            reports.Payments, s => new { s.ApplicationId, Id = s.PaymentId }, p => new { p.ApplicationId, p.Id }, (_, p) => p);
        var facts = await SumAsync(stepped, reports.Query.GroupBy, from, to, from, ct);
        if (reports.Uncounted.Count > 0)
            facts.AddRange(await SumAsync(reports.UncountedPayments, reports.Query.GroupBy, from, to, from, ct));
        return facts;
    }

    /// <summary>Adds up payments that were paid from one instant to before another.</summary>
    private static Task<List<ReportFact>> SumAsync(
        IQueryable<Payment> payments, ReportGrouping by, DateTimeOffset from, DateTimeOffset to, DateTimeOffset firstDay,
        CancellationToken ct)
    {
        var (start, paid) = (firstDay.ToUnixTimeSeconds(), payments.Where(p => p.PaidAt >= from && p.PaidAt < to));
        return (by switch
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
            ReportGrouping.Channel => paid.GroupBy(p => new { Channel = p.Channel == "" ? null : p.Channel, p.Currency })
                .Select(g => new ReportFact
                {
                    Channel = g.Key.Channel,
                    Currency = g.Key.Currency,
                    Count = g.LongCount(),
                    AmountMinor = g.Sum(p => p.AmountMinor),
                    FeeMinor = g.Sum(p => p.FeeMinor ?? 0)
                }),
        }).ToListAsync(ct);
    }

    /// <summary>What counted days come to.</summary>
    private sealed record Sum
    {
        public DateOnly? Day { get; init; }
        public ApplicationId? ApplicationId { get; init; }
        public string? Channel { get; init; }
        public required Currency Currency { get; init; }
        public required long Count { get; init; }
        public required long AmountMinor { get; init; }
        public required long FeeMinor { get; init; }
    }
}
