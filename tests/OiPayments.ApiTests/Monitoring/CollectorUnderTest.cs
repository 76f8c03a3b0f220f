using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OiPayments.ApiTests.Monitoring;

/// <summary>A collector that keeps what it is told, by the protocol that collectors speak.</summary>
internal sealed class CollectorUnderTest : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> traces = new();
    private readonly ConcurrentQueue<byte[]> metrics = new();
    private readonly WebApplication app;

    private CollectorUnderTest(WebApplication app) => this.app = app;

    /// <summary>What was told of spans; names and values are plain text in it.</summary>
    public string Traces => TextIn(traces);

    public string Metrics => TextIn(metrics);

    /// <summary>Has a server send spans here, and metrics to an address of their own.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = $"{app.Urls.Single()}/of/metrics",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
    };

    public static async Task<CollectorUnderTest> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new CollectorUnderTest(builder.Build());
        collector.app.MapPost("/v1/traces", request => KeepAsync(request, collector.traces));
        collector.app.MapPost("/of/metrics", request => KeepAsync(request, collector.metrics));
        await collector.app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static string TextIn(IEnumerable<byte[]> told) => string.Concat(told.Select(Encoding.UTF8.GetString));

    private static async Task KeepAsync(HttpContext context, ConcurrentQueue<byte[]> told)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        told.Enqueue(body.ToArray());
    }
}
