using System.Linq.Expressions;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Reports;

/// <summary>
/// <c>GET /admin/reports/summary</c>: the figures of the home page: today beside the same weekday of last week, and what waits for a
/// person.
/// </summary>
internal sealed class ReadSummary(OiPaymentsDb db, RegisteredGateways gateways, GatewayAccounts accounts, IBusinessClock clock)
{
    public static void Map(RouteGroupBuilder reports) => reports.MapGet("/summary", HandleAsync)
        .WithName("readSummary")
        .WithSummary("Read today's figures")
        .WithDescription("What was paid today, beside the same weekday of last week up to the same time, and what waits for a person. "
            + "Amounts need report:read, refunds need refund:read. Strongly consistent.")
        .Query<Mode>("mode", "TEST and LIVE are never added up.", isRequired: true)
        .InTimeZone()
        .Produces<Envelope<Summary>>()
        .Needs(Permission.PaymentRead)
        .Refuses(ErrorCode.ValidationError);

    public async Task<Outcome<Summary>> RunAsync(SignedInOperator who, Mode mode, TimeZoneInfo zone, CancellationToken ct)
    {
        if (who.Lacks(Permission.PaymentRead) is { } refusal) return refusal;

        var now = clock.Now();
        var today = TimeZones.DayOf(zone, now);
        var applications = db.ApplicationsFor(who, Permission.PaymentRead);
        var (payments, attempts) = (
            db.RecordsFor<Payment>(who, Permission.PaymentRead).Where(p => p.Mode == mode && p.HeldAt != null),
            db.RecordsFor<PaymentAttempt>(who, Permission.PaymentRead).Where(a => a.Mode == mode).Where(PaymentAttempt.IsSuspended));
        var troubles = await TroublesAsync(who, mode, ct);
        return new Summary(
            mode, today,
            who.May(Permission.ReportRead)
                ? await PaidVolumeAsync(who, mode, TimeZones.StartOf(zone, today), TimeZones.StartOf(zone, today.AddDays(-7)), now, ct)
                : null,
            await CountRefundsAsync(who, mode, r => r.Status == RefundStatus.AwaitingApproval, ct),
            await CountRefundsAsync(who, mode, r => r.Attention == RefundAttention.Unclear, ct),
            await CountRefundsAsync(who, mode, r => r.Attention == RefundAttention.Contradicted, ct),
            await applications.SelectMany(a => payments.Where(p => p.ApplicationId == a.Id)).LongCountAsync(ct),
            await applications.SelectMany(a => attempts.Where(t => t.ApplicationId == a.Id)).LongCountAsync(ct),
            troubles.Sum(trouble => trouble.Parked), troubles,
            who.May(Permission.AppManage) ? await ProposedAsync(who, now, ct) : null,
            mode is Mode.Live ? await db.CountWithoutStoreAsync(
                accounts, gateways.Default.Name, applications.Where(a => a.Status == ApplicationStatus.Active), mode, ct) : 0);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ReadSummary read, TimeProvider clock, CancellationToken ct)
    {
        if (QueryFields.Read(request, (query, errors) => (Mode: ReportQuery.ModeOf(query, errors), Zone: query.Zone())).IsRefused(
            out var unreadable, out var asked))
            return Reply.Refused(unreadable, clock);
        return Reply.Ok(await read.RunAsync(who, asked.Mode, asked.Zone, ct), ReportsJson.Default.Summary, clock);
    }

    private async Task<IReadOnlyList<WebhookTrouble>> TroublesAsync(SignedInOperator who, Mode mode, CancellationToken ct)
    {
        var deliveries = db.RecordsFor<WebhookDelivery>(who, Permission.PaymentRead).Where(d => d.Mode == mode);

        // Each by the index that only those are in.
        var parked = await CountAsync(deliveries.Where(d => d.Status == DeliveryStatus.Parked));
        var retrying = await CountAsync(deliveries.Where(d => d.DueAt != null && d.Status == DeliveryStatus.Retrying));
        var troubled = parked.Keys.Union(retrying.Keys).ToList();
        if (troubled.Count == 0) return [];
        var names = await db.Directory<Application>().Where(a => troubled.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, ct);
        return
        [
            .. troubled.Select(id => new WebhookTrouble(id, names[id], retrying.GetValueOrDefault(id), parked.GetValueOrDefault(id)))
                .OrderByDescending(trouble => trouble.Parked)
                .ThenByDescending(trouble => trouble.Retrying)
                .ThenBy(trouble => trouble.ApplicationId.Value),
        ];

        Task<Dictionary<ApplicationId, long>> CountAsync(IQueryable<WebhookDelivery> some) =>
            db.ApplicationsFor(who, Permission.PaymentRead).SelectMany(a => some.Where(d => d.ApplicationId == a.Id))
                .GroupBy(d => d.ApplicationId)
                .Select(g => new { g.Key, Count = g.LongCount() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    private Task<long> ProposedAsync(SignedInOperator who, DateTimeOffset now, CancellationToken ct)
    {
        var open = db.RecordsFor<SettingChange>(who, Permission.AppManage).Where(c => c.Status == SettingChangeStatus.Open
            && c.ExpiresAt > now);
        return db.ApplicationsFor(who, Permission.AppManage).SelectMany(a => open.Where(c => c.ApplicationId == a.Id)).LongCountAsync(ct);
    }

    private async Task<long?> CountRefundsAsync(SignedInOperator who, Mode mode, Expression<Func<Refund, bool>> which, CancellationToken ct)
    {
        if (!who.May(Permission.RefundRead)) return null;
        var waiting = db.RecordsFor<Refund>(who, Permission.RefundRead).Where(r => r.Mode == mode).Where(which);
        return await db.ApplicationsFor(who, Permission.RefundRead)
            .SelectMany(a => waiting.Where(r => r.ApplicationId == a.Id))
            .LongCountAsync(ct);
    }

    private async Task<IReadOnlyList<PaidVolume>> PaidVolumeAsync(
        SignedInOperator who, Mode mode, DateTimeOffset midnight, DateTimeOffset midnightWeekBefore, DateTimeOffset now,
        CancellationToken ct)
    {
        var today = await PaidAsync(who, mode, midnight, now, ct);
        var before = await PaidAsync(who, mode, midnightWeekBefore, midnightWeekBefore + (now - midnight), ct);
        return
        [
            .. today.Keys.Union(before.Keys).OrderBy(currency => currency, StringComparer.Ordinal).Select(currency => new PaidVolume(
                currency, today.GetValueOrDefault(currency).Count, today.GetValueOrDefault(currency).AmountMinor,
                before.GetValueOrDefault(currency).Count, before.GetValueOrDefault(currency).AmountMinor)),
        ];
    }

    private async Task<Dictionary<string, (long Count, long AmountMinor)>> PaidAsync(
        SignedInOperator who, Mode mode, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var paid = db.RecordsFor<Payment>(who, Permission.ReportRead).Where(p => p.Mode == mode && p.PaidAt >= from && p.PaidAt <= to);
        var sums = await db.ApplicationsFor(who, Permission.ReportRead).SelectMany(a => paid.Where(p => p.ApplicationId == a.Id))
            .GroupBy(p => p.Currency)
            .Select(g => new { g.Key, Count = g.LongCount(), AmountMinor = g.Sum(p => p.AmountMinor) })
            .ToListAsync(ct);
        return sums.ToDictionary(sum => sum.Key.Code, sum => (sum.Count, sum.AmountMinor), StringComparer.Ordinal);
    }
}
