using System.Diagnostics.Metrics;
using OiPayments.Telemetry;

namespace OiPayments.Webhooks;

/// <summary>How long receivers take to answer, what they answer, and what is given up.</summary>
internal sealed class WebhookMetrics(Meter meter) : IStartsAtZero
{
    /// <summary>Seconds. A receiver is given up after <see cref="WebhookSender.Patience"/>.</summary>
    private static readonly double[] Buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15];

    private readonly Histogram<double> duration = meter.CreateHistogram<double>(
        "oi.webhook.attempt.duration", "s", "How long attempts to deliver an event took.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });

    private readonly Counter<long> parked = meter.CreateCounter<long>(
        "oi.webhook.deliveries.parked", "{delivery}", "Deliveries that were given up after their last attempt.");

    public void Tried(Mode mode, DeliveryResult result, DeliveryStatus status)
    {
        var outcome = result.IsSuccess ? "delivered" : result.Status is null ? "no_answer" : "refused";
        duration.Record(result.Duration.TotalSeconds, new("outcome", outcome), In(mode));
        if (status is DeliveryStatus.Parked) parked.Add(1, In(mode));
    }

    public void ShowZeros()
    {
        foreach (var mode in Enum.GetValues<Mode>()) parked.Add(0, In(mode));
    }

    private static KeyValuePair<string, object?> In(Mode mode) => new("mode", WireNames<Mode>.Of(mode));
}
