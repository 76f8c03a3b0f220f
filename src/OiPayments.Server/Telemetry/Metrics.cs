using System.Diagnostics.Metrics;
using OiPayments.Telemetry;
using OiPayments.Web;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace OiPayments.Server.Telemetry;

/// <summary>
/// What is measured, and who is told: <c>/metrics</c> on the management's door, for Prometheus; and a collector, by OTLP, once one of the
/// standard variables says where it is.
/// </summary>
internal static class Metrics
{
    public const string Path = "/metrics";

    private const string ServiceName = "OTEL_SERVICE_NAME";

    /// <summary>
    /// Beside the product's own meter. The HTTP client's is left out: it names the hosts that it asks, and receivers of events are as many
    /// as there are applications.
    /// </summary>
    private static readonly string[] OthersMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime"];

    /// <summary>
    /// Of those: gauges whose names end as only histograms' may, which Prometheus' own checker complains of. Nobody misses them.
    /// </summary>
    private static readonly string[] LeftOut = ["dotnet.assembly.count", "dotnet.process.cpu.count", "dotnet.timer.count"];

    /// <summary>One that is missed, for the same reason under another name.</summary>
    private static readonly (string From, string To) Renamed = ("db.client.connection.count", "db.client.connection.open");

    /// <summary>
    /// The only one with a series for each route. The others have a few each, and room is taken for as many as they may have: with the
    /// exporter's 2,000 that was 17 MB of every node.
    /// </summary>
    private const string ByRoute = "http.server.request.duration";
    private const int MaxSeries = 200;

    extension(IServiceCollection services)
    {
        public void AddMetricsExport(IConfiguration configuration) => services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (string.IsNullOrEmpty(configuration[ServiceName]))
                    resource.AddService("oi-payments", serviceVersion: ServerVersion.Name);
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter([ProductMeter.Name, .. OthersMeters]).AddPrometheusExporter();
                metrics.AddView(ViewOf);
                var collector = new Collector("METRICS", configuration);
                if (collector.IsNamed) metrics.AddOtlpExporter(collector.Name);
            });
    }

    /// <summary>One for each instrument, since each that fits makes a stream of its own.</summary>
    private static MetricStreamConfiguration? ViewOf(Instrument instrument) => instrument.Name switch
    {
        ByRoute => null,
        var name when LeftOut.Contains(name, StringComparer.Ordinal) => MetricStreamConfiguration.Drop,
        var name => new() { Name = name == Renamed.From ? Renamed.To : name, CardinalityLimit = MaxSeries },
    };

    extension(IEndpointRouteBuilder routes)
    {
        public void MapMetrics() => routes.MapPrometheusScrapingEndpoint(Path).OnDoor(Door.Management).ExcludeFromDescription();
    }
}
