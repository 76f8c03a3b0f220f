using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using OiPayments.Documentation;
using OiPayments.Persistence;

namespace OiPayments.UnitTests.Documentation;

/// <summary>What the guide, the alarms and the dashboard speak of is measured, and what is measured stands in the guide.</summary>
public partial class MonitoringTests
{
    private static readonly string[] Deployed =
        [Path.Combine("prometheus", "oi-payments.rules.yml"), Path.Combine("grafana", "oi-payments.json")];

    [Fact]
    public void The_guide_lists_every_metric_with_its_own_words() => Assert.Equal(
        Measured().OrderBy(metric => metric.Name, StringComparer.Ordinal)
            .Select(metric => $"`{metric.Name}` | {metric.Kind} | {metric.Tells}"),
        File.ReadAllLines(Path.Combine(Repository.Guides, "monitoring.md"))
            .Where(line => line.StartsWith("| `oi_", StringComparison.Ordinal))
            .Select(line => string.Join(" | ", line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)[..3])));

    [Fact]
    public void Alarms_and_dashboard_ask_for_nothing_that_nobody_measures()
    {
        var names = Measured().SelectMany(metric => metric.Kind == "histogram"
            ? new[] { $"{metric.Name}_bucket", $"{metric.Name}_count", $"{metric.Name}_sum" }
            : [metric.Name]).ToHashSet(StringComparer.Ordinal);

        foreach (var file in Deployed)
        {
            var asked = Ours().Matches(Read(file)).Select(match => match.Value).Distinct().ToList();
            Assert.NotEmpty(asked);
            Assert.Empty(asked.Where(name => !names.Contains(name)).Select(name => $"{file}: {name}"));
        }
    }

    [Fact]
    public void Every_alarm_leads_to_what_to_do()
    {
        var anchors = Guides.Find("monitoring")!.Html;
        var (alarms, links) = (Alarm().Count(Read(Deployed[0])), Link().Matches(Read(Deployed[0])));

        Assert.True(alarms > 10);
        Assert.Equal(alarms, links.Count);
        Assert.All(links, link => Assert.Contains($"id=\"{link.Groups["anchor"].Value}\"", anchors, StringComparison.Ordinal));
    }

    /// <summary>Whatever takes a meter makes its instruments when it is made, and needs nothing else for that.</summary>
    private static List<(string Name, string Kind, string Tells)> Measured()
    {
        var measured = new List<(string, string, string)>();
        using var meter = new Meter("of this test");
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter == meter) measured.Add(AsPrometheusNamesIt(instrument));
            }
        };
        listener.Start();
        foreach (var made in typeof(OiPaymentsDb).Assembly.GetTypes()
            .Where(type => !type.IsAbstract)
            .SelectMany(type => type.GetConstructors()))
        {
            if (made.GetParameters() is var taken && taken.Any(one => one.ParameterType == typeof(Meter)))
                made.Invoke([.. taken.Select(one => one.ParameterType == typeof(Meter) ? meter : null)]);
        }

        return measured;
    }

    private static (string Name, string Kind, string Tells) AsPrometheusNamesIt(Instrument instrument)
    {
        var kind = instrument switch
        {
            Counter<long> => "counter",
            Histogram<double> => "histogram",
            ObservableGauge<long> or ObservableGauge<double> => "gauge",
            _ => throw new InvalidOperationException($"{instrument.Name} is of a kind that nobody has described."),
        };
        var (name, seconds, total) = (
            instrument.Name.Replace('.', '_'), instrument.Unit == "s" ? "_seconds" : "", kind == "counter" ? "_total" : "");
        return ($"{name}{seconds}{total}", kind, instrument.Description ?? "");
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Folder("deploy"), file));

    [GeneratedRegex("(?<![a-z_])oi_[a-z_]+", RegexOptions.None, 1000)]
    private static partial Regex Ours();

    [GeneratedRegex("- alert: ", RegexOptions.None, 1000)]
    private static partial Regex Alarm();

    [GeneratedRegex("runbook_url: /docs/monitoring#(?<anchor>[a-z-]+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Link();
}
