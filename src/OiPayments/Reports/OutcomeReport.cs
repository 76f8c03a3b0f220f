using OiPayments.Access;
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

        await using var snapshot = await db.BeginSnapshotAsync(ct);
        var reports = await CountedReports.BeginAsync(db, who, permission, query, ct);
        var rows = await db.AskAsync(
            query,
            (run, ct) => reports.AskAsync(
                run, (first, end) => CountedAsync(reports, first, end, ct), (from, to) => RestAsync(reports, from, to, ct),
                (from, to) => SumAsync(Opened(reports.Payments), query.GroupBy, from, to, run.From, ct)),
            facts =>
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

    private static async Task<List<ReportFact>> CountedAsync(
        CountedReports reports, DateOnly first, DateOnly end, CancellationToken ct)
    {
        var days = reports.EndedDays.Where(d => d.Day >= first && d.Day < end);
        var sums = reports.Query.GroupBy is ReportGrouping.Day
            ? days.GroupBy(d => new { d.Day, d.Currency, d.Status })
                .Select(g => new Sum
                {
                    Day = g.Key.Day,
                    Currency = g.Key.Currency,
                    Status = g.Key.Status,
                    Count = g.Sum(d => d.Payments)
                })
            : days.GroupBy(d => new { d.ApplicationId, d.Currency, d.Status })
                .Select(g => new Sum
                {
                    ApplicationId = g.Key.ApplicationId,
                    Currency = g.Key.Currency,
                    Status = g.Key.Status,
                    Count = g.Sum(d => d.Payments)
                });
        return [.. (await sums.ToListAsync(ct)).Select(sum => new ReportFact
        {
            Day = sum.Day is { } day ? day.DayNumber - first.DayNumber : 0,
            ApplicationId = sum.ApplicationId,
            Currency = sum.Currency,
            Status = sum.Status,
            Count = sum.Count,
        })];
    }

    /// <summary>What can still be paid, the steps that are not counted, and all of applications that are not.</summary>
    private static async Task<List<ReportFact>> RestAsync(
        CountedReports reports, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var (by, payments) = (reports.Query.GroupBy, reports.Payments);
        var facts = await SumAsync(Opened(reports.PendingPayments), by, from, to, from, ct);
        var steps = reports.Steps.Join(
            payments, s => new { s.ApplicationId, Id = s.PaymentId }, p => new { p.ApplicationId, p.Id }, (step, payment) => new
            {
                step,
                payment
            });
        facts.AddRange(await SumAsync(
            steps.Select(one => new OpenedPayment
            {
                ApplicationId = one.payment.ApplicationId,
                CreatedAt = one.payment.CreatedAt,
                Currency = one.payment.Currency,
                Status = one.step.NewStatus,
            }),
            by, from, to, from, ct));
        var left = await SumAsync(
            steps.Where(one => one.step.OldStatus != PaymentStatus.Pending).Select(one => new OpenedPayment
            {
                ApplicationId = one.payment.ApplicationId,
                CreatedAt = one.payment.CreatedAt,
                Currency = one.payment.Currency,
                Status = one.step.OldStatus,
            }),
            by, from, to, from, ct);
        facts.AddRange(left.Select(fact => fact.Negative()));
        if (reports.Uncounted.Count > 0) facts.AddRange(await SumAsync(Opened(reports.UncountedPayments), by, from, to, from, ct));
        return facts;
    }

    private static IQueryable<OpenedPayment> Opened(IQueryable<Payment> payments) => payments.Select(p => new OpenedPayment
    {
        ApplicationId = p.ApplicationId,
        CreatedAt = p.CreatedAt,
        Currency = p.Currency,
        Status = p.Status,
    });

    /// <summary>Adds up payments that were opened from one instant to before another.</summary>
    private static Task<List<ReportFact>> SumAsync(
        IQueryable<OpenedPayment> payments, ReportGrouping by, DateTimeOffset from, DateTimeOffset to, DateTimeOffset firstDay,
        CancellationToken ct)
    {
        var (start, opened) = (firstDay.ToUnixTimeSeconds(), payments.Where(p => p.CreatedAt >= from && p.CreatedAt < to));
        return (by is ReportGrouping.Day
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
    }

    /// <summary>What is asked of a payment.</summary>
    private sealed record OpenedPayment
    {
        public required ApplicationId ApplicationId { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required Currency Currency { get; init; }
        public required PaymentStatus Status { get; init; }
    }

    /// <summary>What counted days come to.</summary>
    private sealed record Sum
    {
        public DateOnly? Day { get; init; }
        public ApplicationId? ApplicationId { get; init; }
        public required Currency Currency { get; init; }
        public required PaymentStatus Status { get; init; }
        public required long Count { get; init; }
    }
}
