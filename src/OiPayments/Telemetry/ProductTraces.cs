using System.Diagnostics;

namespace OiPayments.Telemetry;

/// <summary>
/// The spans of the product itself: what a worker does for an application, a call to a gateway, the delivery of an event. They name records
/// by their ids, and no customer, address or amount. Nobody pays for them while nobody listens.
/// </summary>
internal static class ProductTraces
{
    /// <summary>What exporters listen to.</summary>
    public const string Name = "OiPayments";

    /// <summary>Bytes of what a record keeps of the span that made it.</summary>
    public const int ContextBytes = TraceIdBytes + SpanIdBytes;

    private const int TraceIdBytes = 16, SpanIdBytes = 8;

    public static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// The span that is at work now, as the record that it makes keeps it: trace id and span id of W3C's trace context. Whoever goes on
    /// with the record, days later or on another node, links to it. Null unless it is sampled and somebody listens: nothing is kept of a
    /// span that nobody will see, which is why no flags are kept either.
    /// </summary>
    public static byte[]? ContextToKeep()
    {
        // A request that comes with its caller's trace is sampled where nobody listens, too.
        if (!Source.HasListeners() || Activity.Current is not { Recorded: true, IsAllDataRequested: true } span) return null;
        var context = new byte[ContextBytes];
        span.TraceId.CopyTo(context.AsSpan(0, TraceIdBytes));
        span.SpanId.CopyTo(context.AsSpan(TraceIdBytes));
        return context;
    }

    /// <summary>
    /// Starts a span of what goes on with work that began elsewhere: it links to each of these, as records keep them, and is sampled if one
    /// of them was. Null when nobody listens, or it is not sampled.
    /// </summary>
    public static Activity? GoOn(string name, byte[]? cause, byte[]? otherCause = null, ActivityKind kind = ActivityKind.Internal)
    {
        if (!Source.HasListeners()) return null;
        ActivityLink[]? links = (LinkTo(cause), LinkTo(otherCause)) switch
        {
            ({ } first, { } second) => [first, second],
            ({ } first, null) => [first],
            (null, { } second) => [second],
            _ => null,
        };
        return Source.StartActivity(name, kind, parentContext: default, tags: null, links);
    }

    /// <summary>Null also for what nobody can read: a trace is worth no failure.</summary>
    private static ActivityLink? LinkTo(byte[]? context) => context is not { Length: ContextBytes } ? null : new(new ActivityContext(
        ActivityTraceId.CreateFromBytes(context.AsSpan(0, TraceIdBytes)),
        ActivitySpanId.CreateFromBytes(context.AsSpan(TraceIdBytes)),
        ActivityTraceFlags.Recorded,
        isRemote: true));
}
