using System.Diagnostics.Metrics;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Monitoring;

/// <summary>Refunds that are not over, by what they wait for.</summary>
internal sealed class RefundFigures : Figures
{
    private readonly Figure<long> open;
    private readonly Figure<double> ages;

    public RefundFigures(Meter meter)
        : base(meter)
    {
        open = Add<long>("oi.refunds.open", "{refund}", "Refunds whose outcome is not known, by what they wait for. Counted up to 10,000.");
        ages = Add<double>("oi.refunds.open.age", "s", "How long ago the oldest refund was asked for whose outcome is not known.");
    }

    public override string Name => "refunds";

    public override async Task ReadAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var refunds = db.AcrossApplications<Refund>();
        (string State, IQueryable<Refund> Refunds)[] states =
        [
            ("awaiting_approval", refunds.Where(r => r.Status == RefundStatus.AwaitingApproval)),
            ("in_progress", refunds.Where(r => r.Status == RefundStatus.Pending && r.Attention == null)),
            ("unclear", refunds.Where(r => r.Attention == RefundAttention.Unclear)),
            ("contradicted", refunds.Where(r => r.Attention == RefundAttention.Contradicted)),
        ];
        var (counts, oldest) = (new List<Measurement<long>>(), new List<Measurement<double>>());
        foreach (var (state, some) in states)
        {
            var records = some.Select(r => new WaitingRecord { ApplicationId = r.ApplicationId, Mode = r.Mode, Since = r.CreatedAt });
            var tag = new KeyValuePair<string, object?>("state", state);
            foreach (var one in await db.CountWaitingAsync(records, now, ct))
            {
                counts.Add(WaitingRecords.CountOf(one, tag));
                oldest.Add(WaitingRecords.AgeOf(one, tag));
            }
        }

        open.Show(counts);
        ages.Show(oldest);
    }
}
