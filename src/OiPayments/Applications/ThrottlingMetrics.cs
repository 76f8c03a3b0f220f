using System.Diagnostics.Metrics;
using OiPayments.Telemetry;

namespace OiPayments.Applications;

/// <summary>Counts the requests that were turned away because there were too many.</summary>
internal sealed class ThrottlingMetrics(Meter meter) : IStartsAtZero
{
    private readonly Counter<long> throttled = meter.CreateCounter<long>(
        "oi.requests.throttled", "{request}", "Requests that were turned away because there were too many.");

    private static readonly KeyValuePair<string, object?> OfCredential = new("limit", "credential");
    private static readonly KeyValuePair<string, object?> OfAddress = new("limit", "failed_authentication");

    /// <summary>A credential asked more often than it may.</summary>
    public void TooManyRequests() => throttled.Add(1, OfCredential);

    /// <summary>An address was wrong about its credentials more often than it may.</summary>
    public void TooManyFailures() => throttled.Add(1, OfAddress);

    public void ShowZeros()
    {
        throttled.Add(0, OfCredential);
        throttled.Add(0, OfAddress);
    }
}
