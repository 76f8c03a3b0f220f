using System.Diagnostics.Metrics;
using OiPayments.Persistence;
using OiPayments.Reconciliation;
using OiPayments.Reconciliation.Banks;

namespace OiPayments.Monitoring;

/// <summary>What the gateway, the bank and the books say differently, and nobody has explained.</summary>
internal sealed class SettlementFigures : Figures
{
    private static readonly Mode[] Modes = [Mode.Live, Mode.Test];

    private readonly Figure<long> flags;
    private readonly Figure<double> ages;
    private readonly Figure<long> money;

    public SettlementFigures(Meter meter)
        : base(meter)
    {
        flags = Add<long>(
            "oi.settlement.flags", "{flag}",
            "Differences of settlement that nobody has explained, by who says otherwise than the books. Counted up to 10,000.");
        ages = Add<double>("oi.settlement.flags.age", "s", "How long the oldest difference of settlement has waited for an operator.");
        money = Add<long>(
            "oi.money.differing", "{minor_unit}",
            "What the differences of settlement come to, each as an amount above nought, in minor units of the currency.");
    }

    public override string Name => "settlement";

    public override async Task ReadAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        // What nobody here knows is nobody's, so this does not go application by application; what is open has an index of its own.
        var gateway = await SumAsync(
            db.Counting(db.AcrossApplications<SettlementResult>()).Where(r => r.Status == ResultStatus.Flagged && r.ResolvedAt == null)
                .Select(r => new OpenFlag
                {
                    ApplicationId = r.ApplicationId,
                    Mode = r.Mode,
                    Currency = r.Currency,
                    Since = r.CreatedAt,
                    Minor = r.NetMinor ?? ((r.GrossMinor ?? 0) - r.BookedFeeMinor),
                }), ct);
        var bank = await SumAsync(
            db.AcrossApplications<BankEntry>().Where(e => e.Status == BankEntryStatus.Flagged && e.ResolvedAt == null)
                .Select(e => new OpenFlag
                {
                    ApplicationId = e.ApplicationId,
                    Mode = e.Mode,
                    Currency = e.Currency,
                    Since = e.CreatedAt,
                    Minor = e.AmountMinor,
                }), ct);

        flags.Show([.. Modes.SelectMany(mode => new[] { Count(gateway, mode, "gateway"), Count(bank, mode, "bank") })]);
        ages.Show([.. Modes.Select(mode => Age([.. gateway, .. bank], mode, now))]);
        money.Show(
        [
            .. gateway.Concat(bank).GroupBy(sum => (sum.Mode, sum.Currency)).Select(group => new Measurement<long>(
                group.Sum(sum => sum.Minor), WaitingRecords.Tag(group.Key.Mode), new("currency", group.Key.Currency.Code))),
        ]);
    }

    private static async Task<List<Sum>> SumAsync(IQueryable<OpenFlag> flags, CancellationToken ct) => await flags
        .OrderBy(flag => flag.ApplicationId)
        .Take(WaitingRecords.CountsTo)
        .GroupBy(flag => new { flag.Mode, flag.Currency })
        .Select(group => new Sum
        {
            Mode = group.Key.Mode,
            Currency = group.Key.Currency,
            Count = group.Count(),
            Oldest = group.Min(flag => flag.Since),
            Minor = group.Sum(flag => flag.Minor < 0 ? -flag.Minor : flag.Minor),
        }).ToListAsync(ct);

    private static Measurement<long> Count(List<Sum> sums, Mode mode, string source) => new(
        sums.Where(sum => sum.Mode == mode).Sum(sum => (long)sum.Count), WaitingRecords.Tag(mode), new("source", source));

    private static Measurement<double> Age(List<Sum> sums, Mode mode, DateTimeOffset now) => new(
        sums.Where(sum => sum.Mode == mode).Select(sum => (DateTimeOffset?)sum.Oldest).Min().AgeAt(now).TotalSeconds,
        WaitingRecords.Tag(mode));

    private sealed record OpenFlag
    {
        public required ApplicationId ApplicationId { get; init; }
        public required Mode Mode { get; init; }
        public required Currency Currency { get; init; }
        public required DateTimeOffset Since { get; init; }
        public required long Minor { get; init; }
    }

    private sealed record Sum
    {
        public required Mode Mode { get; init; }
        public required Currency Currency { get; init; }
        public required int Count { get; init; }
        public required DateTimeOffset Oldest { get; init; }
        public required long Minor { get; init; }
    }
}
