using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using OiPayments.Telemetry;

namespace OiPayments.Applications;

/// <summary>How long gateways take to answer, and what they answer; each call is a span of its own.</summary>
internal sealed class GatewayMetrics(Meter meter)
{
    /// <summary>Seconds. A gateway answers within a second or two, and is given up after half a minute.</summary>
    private static readonly double[] Buckets = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30];

    private readonly Histogram<double> duration = meter.CreateHistogram<double>(
        "oi.gateway.call.duration", "s", "How long calls to a gateway took.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });

    /// <summary>
    /// Measures a call, in real time whatever clock the service runs on. One that throws is <c>no_answer</c>: what a gateway says is said
    /// in its answers.
    /// </summary>
    /// <param name="gateway">Its name on the wire.</param>
    /// <param name="operation">Such as <c>open_session</c>.</param>
    /// <param name="call">Made once.</param>
    /// <param name="outcomeOf">The kind of answer, such as <c>not_paid</c>.</param>
    public async Task<T> MeasureAsync<T>(string gateway, string operation, Func<Task<T>> call, Func<T, string> outcomeOf)
    {
        var (began, outcome) = (Stopwatch.GetTimestamp(), "no_answer");
        using var span = ProductTraces.Source.StartActivity($"{gateway} {operation}", ActivityKind.Client);
        try
        {
            var answer = await call();
            outcome = outcomeOf(answer);
            return answer;
        }
        finally
        {
            span?.SetTag("oi.gateway.outcome", outcome);
            duration.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds, new("gateway", gateway), new("operation", operation),
                new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    /// <summary>Answers are closed sets of types: there are no more outcomes than these.</summary>
    public static string OutcomeOf<T>(T answer)
        where T : notnull => JsonNamingPolicy.SnakeCaseLower.ConvertName(answer.GetType().Name);
}
