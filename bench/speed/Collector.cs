namespace OiPayments.Bench;

/// <summary>
/// A collector that takes what it is told, by OTLP over HTTP, and forgets it: in the process that makes the load, so that the server's own
/// time is the server's alone.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private long bytes;

    private Collector(WebApplication app) => this.app = app;

    /// <summary>What it was told so far.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector.app.Run(collector.TakeAsync);
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>Has a server tell it of metrics, twelve times as often as it would otherwise, and of these traces.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings(string sampler, string? argument = null) =>
    [
        new("OTEL_EXPORTER_OTLP_ENDPOINT", app.Urls.Single()),
        new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        new("OTEL_METRIC_EXPORT_INTERVAL", "5000"),
        new("OTEL_TRACES_SAMPLER", sampler),
        new("OTEL_TRACES_SAMPLER_ARG", argument),
    ];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var buffer = new byte[16 * 1024];
        while (await context.Request.Body.ReadAsync(buffer) is > 0 and var read) Interlocked.Add(ref bytes, read);
    }
}
