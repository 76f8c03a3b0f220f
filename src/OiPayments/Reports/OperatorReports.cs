using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Reports;

/// <summary>What a report is about. One mode always: TEST and LIVE are never added up.</summary>
internal sealed record ReportQuery(Mode Mode, ReportDays Days, TimeZoneInfo Zone, ReportGrouping GroupBy)
{
    /// <summary>Null for every application in reach.</summary>
    public ApplicationId? ApplicationId { get; init; }
}

/// <summary>
/// Reports over the applications that somebody was granted. To look at one takes <see cref="Permission.ReportRead"/>, to take it
/// out as a file <see cref="Permission.ReportRun"/>; each narrows to what it was granted for.
/// </summary>
internal sealed class OperatorReports(OiPaymentsDb db)
{
    /// <summary>What was paid, and what the gateway keeps of it, by when it was paid.</summary>
    public async Task<Outcome<Report<PaidRow>>> PaidAsync(SignedInOperator who, Permission permission, ReportQuery query, CancellationToken ct)
    {
        if (who.Lacks(permission) is { } refusal) return refusal;

        var rows = await AskAsync(query, (run, ct) =>
        {
            var (from, to, start, mode) = (run.From, run.To, run.From.ToUnixTimeSeconds(), query.Mode);
            var paid = Of(db.RecordsFor<Payment>(who, permission), query).Where(p => p.Mode == mode && p.PaidAt >= from && p.PaidAt < to);
            return (query.GroupBy switch
            {
                ReportGrouping.Day => paid.GroupBy(p => new { Day = OiPaymentsDb.DaysSince(start, p.PaidAt!.Value), p.Currency })
                    .Select(g => new Fact { Day = g.Key.Day, Currency = g.Key.Currency, Count = g.LongCount(), AmountMinor = g.Sum(p => p.AmountMinor), FeeMinor = g.Sum(p => p.FeeMinor ?? 0) }),
                ReportGrouping.Application => paid.GroupBy(p => new { p.ApplicationId, p.Currency })
                    .Select(g => new Fact { ApplicationId = g.Key.ApplicationId, Currency = g.Key.Currency, Count = g.LongCount(), AmountMinor = g.Sum(p => p.AmountMinor), FeeMinor = g.Sum(p => p.FeeMinor ?? 0) }),
                ReportGrouping.Channel => paid.GroupBy(p => new { p.Channel, p.Currency })
                    .Select(g => new Fact { Channel = g.Key.Channel, Currency = g.Key.Currency, Count = g.LongCount(), AmountMinor = g.Sum(p => p.AmountMinor), FeeMinor = g.Sum(p => p.FeeMinor ?? 0) }),
            }).ToListAsync(ct);
        }, facts => new PaidRow(facts.Sum(f => f.Count), facts.Sum(f => f.AmountMinor), facts.Sum(f => f.FeeMinor), facts.Sum(f => f.AmountMinor - f.FeeMinor)) { Currency = "" }, ct);
        return Report(query, rows);
    }

    /// <summary>What became of the payments that were opened. A payment has a channel only once it is paid, so there is no rate by channel.</summary>
    public async Task<Outcome<Report<OutcomeRow>>> OutcomesAsync(SignedInOperator who, Permission permission, ReportQuery query, CancellationToken ct)
    {
        if (who.Lacks(permission) is { } refusal) return refusal;

        var rows = await AskAsync(query, (run, ct) =>
        {
            var (from, to, start, mode) = (run.From, run.To, run.From.ToUnixTimeSeconds(), query.Mode);
            var opened = Of(db.RecordsFor<Payment>(who, permission), query).Where(p => p.Mode == mode && p.CreatedAt >= from && p.CreatedAt < to);
            return (query.GroupBy is ReportGrouping.Day
                ? opened.GroupBy(p => new { Day = OiPaymentsDb.DaysSince(start, p.CreatedAt), p.Currency, p.Status })
                    .Select(g => new Fact { Day = g.Key.Day, Currency = g.Key.Currency, Status = g.Key.Status, Count = g.LongCount() })
                : opened.GroupBy(p => new { p.ApplicationId, p.Currency, p.Status })
                    .Select(g => new Fact { ApplicationId = g.Key.ApplicationId, Currency = g.Key.Currency, Status = g.Key.Status, Count = g.LongCount() })).ToListAsync(ct);
        }, facts =>
        {
            var (all, succeeded, pending) = (facts.Sum(f => f.Count), Of(PaymentStatus.Succeeded), Of(PaymentStatus.Pending));
            return new OutcomeRow(
                all, succeeded, Of(PaymentStatus.Failed), Of(PaymentStatus.Expired), Of(PaymentStatus.Cancelled), pending, all == pending ? null : succeeded * 10_000 / (all - pending))
            { Currency = "" };

            long Of(PaymentStatus status) => facts.Where(f => f.Status == status).Sum(f => f.Count);
        }, ct);
        return Report(query, rows);
    }

    /// <summary>What was asked to be given back, and what was.</summary>
    public async Task<Outcome<Report<RefundRow>>> RefundsAsync(SignedInOperator who, Permission permission, ReportQuery query, CancellationToken ct)
    {
        if (who.Lacks(permission) is { } refusal) return refusal;

        var rows = await AskAsync(query, (run, ct) =>
        {
            var (from, to, start, mode) = (run.From, run.To, run.From.ToUnixTimeSeconds(), query.Mode);
            var asked = Of(db.RecordsFor<Refund>(who, permission), query).Where(r => r.Mode == mode && r.CreatedAt >= from && r.CreatedAt < to);
            return (query.GroupBy is ReportGrouping.Day
                ? asked.GroupBy(r => new { Day = OiPaymentsDb.DaysSince(start, r.CreatedAt), r.Currency, r.Status })
                    .Select(g => new Fact { Day = g.Key.Day, Currency = g.Key.Currency, Refund = g.Key.Status, Count = g.LongCount(), AmountMinor = g.Sum(r => r.AmountMinor) })
                : asked.GroupBy(r => new { r.ApplicationId, r.Currency, r.Status })
                    .Select(g => new Fact { ApplicationId = g.Key.ApplicationId, Currency = g.Key.Currency, Refund = g.Key.Status, Count = g.LongCount(), AmountMinor = g.Sum(r => r.AmountMinor) }))
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
        return Report(query, rows);
    }

    /// <summary>Asks run by run when the days matter, otherwise once, and makes a row of all that stands for the same.</summary>
    private async Task<List<TRow>> AskAsync<TRow>(
        ReportQuery query, Func<ReportDays.Run, CancellationToken, Task<List<Fact>>> ask, Func<List<Fact>, TRow> add, CancellationToken ct)
        where TRow : ReportRow
    {
        var byDay = query.GroupBy is ReportGrouping.Day;
        var facts = new List<(DateOnly? Day, Fact Fact)>();
        foreach (var run in byDay ? query.Days.Runs : [new(query.Days.First, query.Days.From, query.Days.To, 1)])
            facts.AddRange((await ask(run, ct)).Select(fact => (byDay ? run.Day(fact.Day) : (DateOnly?)null, fact)));

        var named = facts.Select(fact => fact.Fact.ApplicationId).OfType<ApplicationId>().Distinct().ToList();
        var names = named.Count == 0 ? [] : await db.Directory<Application>().Where(a => named.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, ct);
        return
        [
            .. from fact in facts
               group fact.Fact by (fact.Day, fact.Fact.ApplicationId, fact.Fact.Channel, Currency: fact.Fact.Currency.Code) into same
               orderby same.Key.Day, same.Key.ApplicationId?.Value, same.Key.Channel, same.Key.Currency
               select add([.. same]) with
               {
                   Day = same.Key.Day,
                   ApplicationId = same.Key.ApplicationId,
                   ApplicationName = same.Key.ApplicationId is { } id ? names[id] : null,
                   Channel = same.Key.Channel,
                   Currency = same.Key.Currency,
               } as TRow,
        ];
    }

    private static Report<TRow> Report<TRow>(ReportQuery query, IReadOnlyList<TRow> rows)
        where TRow : ReportRow => new(query.Mode, query.Days.First, query.Days.Last, query.Zone.Id, query.GroupBy, rows);

    private static IQueryable<T> Of<T>(IQueryable<T> records, ReportQuery query)
        where T : class, IApplicationOwned => query.ApplicationId is { } application ? records.Where(r => r.ApplicationId == application) : records;

    /// <summary>What the database adds up.</summary>
    private sealed class Fact
    {
        public int Day { get; init; }
        public ApplicationId? ApplicationId { get; init; }
        public string? Channel { get; init; }
        public required Currency Currency { get; init; }
        public PaymentStatus? Status { get; init; }
        public RefundStatus? Refund { get; init; }
        public long Count { get; init; }
        public long AmountMinor { get; init; }
        public long FeeMinor { get; init; }
    }
}
