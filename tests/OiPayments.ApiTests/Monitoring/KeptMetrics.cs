using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Telemetry;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Monitoring;

/// <summary>What one server measures from now on. Other servers of this process have meters of their own.</summary>
internal sealed class KeptMetrics : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<(string Name, string Tags, double Value)> kept = [];
    private readonly MeterListener listener = new();

    public KeptMetrics(TestServer server)
    {
        var factory = server.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name == ProductMeter.Name && instrument.Meter.Scope == factory) all.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        listener.Start();
    }

    /// <summary>The names of labels that were seen.</summary>
    public HashSet<string> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>How often a counter or a histogram was told of what has these labels: <c>mode=TEST status=SUCCEEDED</c>.</summary>
    public int CountOf(string name, string tags)
    {
        lock (gate) return kept.Count(one => one.Name == name && one.Tags == tags);
    }

    /// <summary>What a gauge shows now; null when it shows nothing with these labels.</summary>
    public double? Now(string name, string tags)
    {
        lock (gate) kept.RemoveAll(one => one.Name == name);
        listener.RecordObservableInstruments();
        lock (gate) return kept.Where(one => one.Name == name && one.Tags == tags).Select(one => (double?)one.Value).SingleOrDefault();
    }

    /// <summary>Everything that was told, once each, to be read when a test fails.</summary>
    public override string ToString()
    {
        lock (gate) return string.Join('\n', kept.Select(one => $"{one.Name} {one.Tags}").Distinct().Order(StringComparer.Ordinal));
    }

    public void Dispose() => listener.Dispose();

    private void Keep(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = tags.ToArray();
        lock (gate)
        {
            Labels.UnionWith(labels.Select(label => label.Key));
            kept.Add((
                name, string.Join(' ', labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal)), value));
        }
    }
}
