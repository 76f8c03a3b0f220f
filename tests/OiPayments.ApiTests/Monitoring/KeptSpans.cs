using System.Collections.Concurrent;
using System.Diagnostics;
using OiPayments.Telemetry;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Monitoring;

/// <summary>Listens to the spans of requests and of the product itself, all of them sampled, as a collector does at 100 %.</summary>
internal sealed class KeptSpans : IDisposable
{
    private readonly ConcurrentDictionary<ActivityContext, Activity> ended = new();
    private readonly ActivityListener listener;

    public KeptSpans()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name is ProductTraces.Name or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => ended[Local(span.Context)] = span,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyCollection<Activity> All => [.. ended.Values];

    public void Dispose() => listener.Dispose();

    /// <summary>One of this name that is as asked for, once it has ended.</summary>
    public async Task<Activity> OneAsync(string name, Func<Activity, bool>? holds = null) => (await Eventually.BecomesAsync(
        () => Task.FromResult(All.Where(span => span.OperationName == name && holds?.Invoke(span) is not false).ToList()),
        found => found.Count > 0))[0];

    /// <summary>What a span's links lead to, by their names; fails when one leads nowhere, or into the span's own trace.</summary>
    public async Task<Dictionary<string, Activity>> CausesOfAsync(Activity span)
    {
        var causes = new Dictionary<string, Activity>(StringComparer.Ordinal);
        foreach (var link in span.Links)
        {
            Assert.NotEqual(span.TraceId, link.Context.TraceId);
            await Eventually.BecomesAsync(() => Task.FromResult(All.Count), _ => ended.ContainsKey(Local(link.Context)));
            var cause = ended[Local(link.Context)];
            causes.Add(cause.OperationName, cause);
        }

        return causes;
    }

    // A link says of itself that it came from elsewhere, which is no part of what it names.
    private static ActivityContext Local(ActivityContext context) =>
        new(context.TraceId, context.SpanId, ActivityTraceFlags.None, traceState: null, isRemote: false);
}
