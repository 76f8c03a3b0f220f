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
    public async Task<List<DifferenceDto>> ListAsync(CancellationToken ct) =>
    [
        .. (await FlagsAsync(ct)).Concat(await BankFlagsAsync(ct)).Concat(await LatePayoutsAsync(ct))
            .OrderBy(one => one.Day).ThenBy(one => one.Kind).ThenBy(one => one.Id),
    ];

    // What a later file explained is explained for earlier instants too: nobody has to look at it any more.
    private async Task<IEnumerable<DifferenceDto>> FlagsAsync(CancellationToken ct) => (await db
        .Counting(db.AcrossApplications<SettlementResult>().AsNoTracking())
        .Where(r => EF.Parameter(owners).Contains(r.ApplicationId) && r.Mode == mode && r.Status == ResultStatus.Flagged
            && r.CreatedAt <= asOf && (r.ResolvedAt == null || r.ResolvedAt > asOf))
        .ToListAsync(ct))
        .Select(r => new DifferenceDto(
            DifferenceKind.SettlementFlag, r.Id.Value, Known(r.ApplicationId), r.PaymentId?.Value, r.Period, r.Currency.Code,
            r.NetMinor ?? (r.GrossMinor.GetValueOrDefault() - r.BookedFeeMinor), WireNames<ResultReason>.Of(r.Reason.GetValueOrDefault()),
            r.Detail ?? ""));

    private async Task<IEnumerable<DifferenceDto>> BankFlagsAsync(CancellationToken ct) => (await db
        .AcrossApplications<BankEntry>().AsNoTracking()
        .Where(e => EF.Parameter(owners).Contains(e.ApplicationId) && e.Mode == mode && e.Status == BankEntryStatus.Flagged
            && e.CreatedAt <= asOf && (e.ResolvedAt == null || e.ResolvedAt > asOf))
        .ToListAsync(ct))
        .Select(e => new DifferenceDto(
            DifferenceKind.BankFlag, e.Id.Value, Known(e.ApplicationId), PaymentId: null, e.BookedOn, e.Currency.Code, e.AmountMinor,
            WireNames<BankEntryReason>.Of(e.Reason.GetValueOrDefault()), e.Detail ?? ""));

    private async Task<IEnumerable<DifferenceDto>> LatePayoutsAsync(CancellationToken ct)
    {
        // Whoever uploads no statements of a bank is not told that everything is late.
        var accounts = await db.AcrossApplications<BankAccount>().AsNoTracking()
            .Where(a => EF.Parameter(owners).Contains(a.ApplicationId) && a.Mode == mode && a.CreatedAt <= asOf).ToListAsync(ct);
        if (accounts.Count == 0) return [];
        var calendars = (await db.AcrossApplications<SettlementAccount>().AsNoTracking()
            .Where(a => EF.Parameter(owners).Contains(a.ApplicationId) && a.Mode == mode).ToListAsync(ct))
            .ToDictionary(a => (a.ApplicationId, a.Gateway), a => a.Calendar);
        var days = accounts.GroupBy(a => (a.ApplicationId, a.Currency))
            .ToDictionary(group => group.Key, group => group.Max(a => a.ArrivalDays));
        var today = TimeZones.DayOf(TimeZones.Default, asOf);
        var waiting = await db.AcrossApplications<Payout>().AsNoTracking()
            .Where(p => EF.Parameter(owners).Contains(p.ApplicationId) && p.Mode == mode && p.Status != PayoutStatus.Arrived
                && p.CreatedAt <= asOf && p.SettledOn < today && p.AmountMinor != 0).ToListAsync(ct);
        return
        [
            .. from payout in waiting
               where days.TryGetValue((payout.ApplicationId, payout.Currency), out var most)
                   && calendars.GetValueOrDefault((payout.ApplicationId, payout.Gateway), new WorkingDays([]))
                       .EndOfWait(payout.SettledOn, days[(payout.ApplicationId, payout.Currency)]) <= asOf
               select new DifferenceDto(
                   DifferenceKind.LatePayout, payout.Id.Value, Known(payout.ApplicationId), PaymentId: null, payout.SettledOn,
                   payout.Currency.Code, payout.AmountMinor, WireNames<PayoutStatus>.Of(payout.Status),
                   payout.Status is PayoutStatus.Returned
                       ? $"The bank sent payout {payout.Reference} back: {payout.ReturnReason}"
                       : $"The gateway paid {payout.Reference} out, and no bank statement shows it yet."),
        ];
    }

    private static long? Known(ApplicationId application) => application == ApplicationId.Nobody ? null : application.Value;
}
