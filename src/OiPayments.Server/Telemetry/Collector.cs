using System.Globalization;
using OpenTelemetry.Exporter;

namespace OiPayments.Server.Telemetry;

/// <summary>
/// The collector that the standard variables name, for everything or for one signal
/// (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). The exporter itself reads only those for everything, and would send to
/// this machine what the others send elsewhere.
/// </summary>
/// <param name="signal">TRACES or METRICS.</param>
/// <param name="configuration">Has the environment.</param>
internal sealed class Collector(string signal, IConfiguration configuration)
{
    public bool IsNamed => Read("ENDPOINT") is not null || !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    /// <exception cref="SettingsException">One of the signal's own variables cannot be used.</exception>
    public void Name(OtlpExporterOptions exporter)
    {
        if (Read("PROTOCOL") is { } protocol) exporter.Protocol = protocol switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => throw Unusable("PROTOCOL", protocol, "grpc or http/protobuf"),
        };
        if (Read("ENDPOINT") is { } endpoint)
            exporter.Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? address
                : throw Unusable("ENDPOINT", endpoint, "an address that begins with http");
        if (Read("HEADERS") is { } headers) exporter.Headers = headers;
        if (Read("TIMEOUT") is { } timeout)
            exporter.TimeoutMilliseconds = int.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                ? milliseconds
                : throw Unusable("TIMEOUT", timeout, "a number of milliseconds");
    }

    private string? Read(string what) => configuration[Variable(what)] is { Length: > 0 } value ? value : null;

    private string Variable(string what) => $"OTEL_EXPORTER_OTLP_{signal}_{what}";

    private SettingsException Unusable(string what, string value, string expected) =>
        new($"{Variable(what)} is '{value}'; it can be {expected}.");
}
