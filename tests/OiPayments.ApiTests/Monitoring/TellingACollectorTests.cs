using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Monitoring;

/// <summary>What a collector is told, by the protocol that collectors speak.</summary>
public sealed class TellingACollectorTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<byte[]> traces = new();
    private readonly ConcurrentQueue<byte[]> metrics = new();
    private WebApplication? collector;
    private TestServer? started;

    private TestServer Server => started!;

    private string Traces => TextIn(traces);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        collector = builder.Build();
        collector.MapPost("/v1/traces", request => KeepAsync(request, traces));
        collector.MapPost("/of/metrics", request => KeepAsync(request, metrics));
        await collector.StartAsync();
        started = new(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = $"{collector.Urls.Single()}/of/metrics",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        });
        await started.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null) await started.DisposeAsync();
        if (collector is not null) await collector.DisposeAsync();
    }

    [Fact]
    public async Task Requests_calls_to_the_gateway_and_deliveries_are_told_and_no_address_is()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await Server.RegisterAsync(new Uri(receiver.Url, "/a-path-that-is-a-secret"));
        var payment = await shop.OpenPaymentAsync();
        await Server.PayAsync((string)payment["reference"]!);
        await receiver.NextAsync();

        string[] expected = [
            "POST /api/v1/payments", "POST /checkout/{reference}/pay", "SSLCOMMERZ open_session", "SSLCOMMERZ validate",
            "WebhookDispatcher", "deliver event", .. TestDatabase.Kind == "postgresql" ? ["UPDATE payments"] : Array.Empty<string>()
        ];
        foreach (var name in expected)
            await Eventually.BecomesAsync(() => Task.FromResult(Traces), text => text.Contains(name, StringComparison.Ordinal));

        string[] secret = [(string)payment["reference"]!, "a-path-that-is-a-secret", "qwerty", "url.full", "url.path", "url.query"];
        foreach (var word in secret) Assert.DoesNotContain(word, Traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_go_where_their_own_variable_says()
    {
        var shop = await Server.RegisterAsync();
        await shop.OpenPaymentAsync();

        await Eventually.BecomesAsync(
            () => Task.FromResult(TextIn(metrics)), text => text.Contains("oi.payments.created", StringComparison.Ordinal));
    }

    // Names and values are plain text in it.
    private static string TextIn(IEnumerable<byte[]> told) => string.Concat(told.Select(Encoding.UTF8.GetString));

    private static async Task KeepAsync(HttpContext context, ConcurrentQueue<byte[]> told)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        told.Enqueue(body.ToArray());
    }
}
