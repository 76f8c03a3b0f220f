using System.Diagnostics.Metrics;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Monitoring;

/// <summary>Money that the gateway took and that is nobody's yet.</summary>
internal sealed class MoneyFigures : Figures
{
    private readonly Figure<long> held;
    private readonly Figure<long> suspended;
    private readonly Figure<double> ages;

    public MoneyFigures(Meter meter)
        : base(meter)
    {
        held = Add<long>(
            "oi.money.held", "{minor_unit}", "Amounts of payments that wait for an operator's decision, in minor units of the currency.");
        suspended = Add<long>(
            "oi.money.suspended", "{minor_unit}", "Money in suspense that nobody gives back yet, held money included, in minor units.");
        ages = Add<double>("oi.money.held.age", "s", "How long the oldest held payment has waited for an operator.");
    }

    public override string Name => "money";

    public override async Task ReadAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (applications, payments, attempts) = (
            db.Directory<Application>().AsNoTracking(), db.AcrossApplications<Payment>().Where(p => p.HeldAt != null),
            db.AcrossApplications<PaymentAttempt>().Where(PaymentAttempt.IsSuspended));
        var waiting = await applications.SelectMany(a => payments.Where(p => p.ApplicationId == a.Id))
            .OrderBy(p => p.ApplicationId)
            .Take(WaitingRecords.CountsTo)
            .GroupBy(p => new { p.Mode, p.Currency })
            .Select(g => new { g.Key.Mode, g.Key.Currency, Minor = g.Sum(p => p.AmountMinor), Oldest = g.Min(p => p.HeldAt) })
            .ToListAsync(ct);
        var inSuspense = await applications.SelectMany(a => attempts.Where(t => t.ApplicationId == a.Id))
            .OrderBy(t => t.ApplicationId)
            .Take(WaitingRecords.CountsTo)
            .GroupBy(t => new { t.Mode, t.ChargedCurrency })
            .Select(g => new { g.Key.Mode, g.Key.ChargedCurrency, Minor = g.Sum(t => t.ChargedMinor) })
            .ToListAsync(ct);

        held.Show([.. waiting.Select(sum => Amount(sum.Minor, sum.Mode, sum.Currency))]);
        suspended.Show([.. inSuspense.Select(sum => Amount(sum.Minor ?? 0, sum.Mode, sum.ChargedCurrency))]);
        ages.Show(
        [
            .. waiting.GroupBy(sum => sum.Mode).Select(
                mode => new Measurement<double>(mode.Min(sum => sum.Oldest).AgeAt(now).TotalSeconds, WaitingRecords.Tag(mode.Key))),
        ]);
    }

    private static Measurement<long> Amount(long minor, Mode mode, Currency? currency) =>
        new(minor, WaitingRecords.Tag(mode), new("currency", currency?.Code));
}
