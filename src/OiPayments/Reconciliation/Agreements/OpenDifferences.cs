using OiPayments.Api;
using OiPayments.Persistence;
using OiPayments.Reconciliation.Banks;

namespace OiPayments.Reconciliation.Agreements;

/// <summary>What differs as of an instant, and waits for a person.</summary>
/// <param name="db">Inside one snapshot.</param>
/// <param name="owners">Whose; nobody's too, for who may see them.</param>
/// <param name="mode">LIVE or TEST.</param>
/// <param name="asOf">The instant.</param>
internal sealed class OpenDifferences(OiPaymentsDb db, IReadOnlyList<ApplicationId> owners, Mode mode, DateTimeOffset asOf)
{
    /// <summary>What differs: the first of it, and what all of it comes to, however much it is.</summary>
    /// <param name="most">So many are listed.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Found> FindAsync(int most, CancellationToken ct)
    {
        var (flags, bankFlags, late) = (Flags, BankFlags, await LatePayoutsAsync(ct));
        var sums = (await flags
            .Select(r => new
            {
                r.Currency,
                Minor = r.NetMinor ?? ((r.GrossMinor ?? 0) - r.BookedFeeMinor),
                IsAtGateway = r.Reason == ResultReason.MissingInSettlement || r.Reason == ResultReason.NotPaidThere,
            })
            .GroupBy(one => new { one.Currency, one.IsAtGateway })
            .Select(group => new OpenSum
            {
                Currency = group.Key.Currency,
                Count = group.Count(),
                OpenMinor = group.Sum(one => one.Minor < 0 ? -one.Minor : one.Minor),
                AtGatewayMinor = group.Key.IsAtGateway ? group.Sum(one => one.Minor) : 0,
            }).ToListAsync(ct)).Concat(await bankFlags.GroupBy(e => e.Currency).Select(group => new OpenSum
            {
                Currency = group.Key,
                Count = group.Count(),
                OpenMinor = group.Sum(e => e.AmountMinor < 0 ? -e.AmountMinor : e.AmountMinor),
                AtGatewayMinor = 0,
            }).ToListAsync(ct)).Concat(late.Select(one => new OpenSum
            {
                Currency = Currency.Of(one.Currency),
                Count = 1,
                OpenMinor = Math.Abs(one.AmountMinor),
                AtGatewayMinor = 0,
            })).ToList();
        var first = (await flags.OrderBy(r => r.Period).ThenBy(r => r.Id).Take(most).ToListAsync(ct)).Select(Told)
            .Concat((await bankFlags.OrderBy(e => e.BookedOn).ThenBy(e => e.Id).Take(most).ToListAsync(ct)).Select(Told))
            .Concat(late)
            .OrderBy(one => one.Day).ThenBy(one => one.Kind).ThenBy(one => one.Id).Take(most);
        return new([.. first], sums);
    }

    // What a later file explained is explained for earlier instants too: nobody has to look at it any more.
    private IQueryable<SettlementResult> Flags => db.Counting(db.AcrossApplications<SettlementResult>().AsNoTracking())
        .Where(r => EF.Parameter(owners).Contains(r.ApplicationId) && r.Mode == mode && r.Status == ResultStatus.Flagged
            && r.CreatedAt <= asOf && (r.ResolvedAt == null || r.ResolvedAt > asOf));

    private IQueryable<BankEntry> BankFlags => db.AcrossApplications<BankEntry>().AsNoTracking()
        .Where(e => EF.Parameter(owners).Contains(e.ApplicationId) && e.Mode == mode && e.Status == BankEntryStatus.Flagged
            && e.CreatedAt <= asOf && (e.ResolvedAt == null || e.ResolvedAt > asOf));

    private static DifferenceDto Told(SettlementResult r) => new(
        DifferenceKind.SettlementFlag, r.Id.Value, Known(r.ApplicationId), r.PaymentId?.Value, r.Period, r.Currency.Code,
        r.NetMinor ?? (r.GrossMinor.GetValueOrDefault() - r.BookedFeeMinor), WireNames<ResultReason>.Of(r.Reason.GetValueOrDefault()),
        r.Detail ?? "");

    private static DifferenceDto Told(BankEntry e) => new(
        DifferenceKind.BankFlag, e.Id.Value, Known(e.ApplicationId), PaymentId: null, e.BookedOn, e.Currency.Code, e.AmountMinor,
        WireNames<BankEntryReason>.Of(e.Reason.GetValueOrDefault()), e.Detail ?? "");

    private async Task<IReadOnlyList<DifferenceDto>> LatePayoutsAsync(CancellationToken ct)
    {
        // Whoever uploads no statements of a bank is not told that everything is late; nor of what went out before they did.
        var accounts = await db.AcrossApplications<BankAccount>().AsNoTracking()
            .Where(a => EF.Parameter(owners).Contains(a.ApplicationId) && a.Mode == mode && a.CreatedAt <= asOf).ToListAsync(ct);
        if (accounts.Count == 0) return [];
        var calendars = (await db.AcrossApplications<SettlementAccount>().AsNoTracking()
            .Where(a => EF.Parameter(owners).Contains(a.ApplicationId) && a.Mode == mode).ToListAsync(ct))
            .ToDictionary(a => (a.ApplicationId, a.Gateway), a => a.Calendar);
        var expected = accounts.GroupBy(a => (a.ApplicationId, a.Currency)).ToDictionary(
            group => group.Key,
            group => (
                Days: group.Max(a => a.ArrivalDays), Since: group.Min(a => TimeZones.DayOf(TimeZones.Default, a.CreatedAt))));
        var today = TimeZones.DayOf(TimeZones.Default, asOf);
        var waiting = await db.AcrossApplications<Payout>().AsNoTracking()
            .Where(p => EF.Parameter(owners).Contains(p.ApplicationId) && p.Mode == mode && p.Status != PayoutStatus.Arrived
                && p.CreatedAt <= asOf && p.SettledOn < today && p.AmountMinor != 0).ToListAsync(ct);
        return
        [
            .. from payout in waiting
               where expected.TryGetValue((payout.ApplicationId, payout.Currency), out var arrival) && payout.SettledOn >= arrival.Since
                   && calendars.GetValueOrDefault((payout.ApplicationId, payout.Gateway), new WorkingDays([]))
                       .EndOfWait(payout.SettledOn, arrival.Days) <= asOf
               select new DifferenceDto(
                   DifferenceKind.LatePayout, payout.Id.Value, Known(payout.ApplicationId), PaymentId: null, payout.SettledOn,
                   payout.Currency.Code, payout.AmountMinor, WireNames<PayoutStatus>.Of(payout.Status),
                   payout.Status is PayoutStatus.Returned
                       ? $"The bank sent payout {payout.Reference} back: {payout.ReturnReason}"
                       : $"The gateway paid {payout.Reference} out, and no bank statement shows it yet."),
        ];
    }

    private static long? Known(ApplicationId application) => application == ApplicationId.Nobody ? null : application.Value;

    /// <param name="First">The oldest.</param>
    /// <param name="Sums">What all come to; several of one currency.</param>
    public sealed record Found(IReadOnlyList<DifferenceDto> First, IReadOnlyList<OpenSum> Sums)
    {
        public int Total => Sums.Sum(sum => sum.Count);
    }

    /// <summary>What some differences come to, in minor units.</summary>
    public sealed record OpenSum
    {
        public required Currency Currency { get; init; }
        public required int Count { get; init; }

        /// <summary>Each as an amount above nought.</summary>
        public required long OpenMinor { get; init; }

        /// <summary>What was taken here, and no file has named though it is overdue, or the gateway does not know.</summary>
        public required long AtGatewayMinor { get; init; }
    }
}
