using System.Diagnostics;
using OpenTelemetry.Trace;

namespace OiPayments.Server.Telemetry;

/// <summary>
/// Samples what goes on with work that was sampled, whatever the die says of it: of one payment in twenty there is the whole way, and not
/// a twentieth of each.
/// </summary>
/// <param name="others">Decides about everything else.</param>
internal sealed class WholeWay(Sampler others) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var decided = others.ShouldSample(samplingParameters);
        return decided.Decision is SamplingDecision.Drop && IsLinkedToSampled(samplingParameters)
            ? new(SamplingDecision.RecordAndSample)
            : decided;
    }

    private static bool IsLinkedToSampled(in SamplingParameters asked)
    {
        if (asked.Links is null) return false;
        foreach (var link in asked.Links)
        {
            if (link.Context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)) return true;
        }

        return false;
    }
}
