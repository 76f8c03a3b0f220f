using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Extensions.Logging;
using OiPayments.Gateways;

namespace OiPayments.GatewayTests.Adapter;

public class KeepingThePasswordTests
{
    private static readonly string[] Secrets =
        [
            AdapterUnderTest.Password, Uri.EscapeDataString(AdapterUnderTest.Password), "p@ss", "p%40ss", "store_passwd", "tran_id=",
            "val_id=", "refund_"
        ];

    [Fact]
    public async Task Neither_it_nor_an_address_with_it_is_logged_or_thrown()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();

        var said = await UseInEveryWayAsync(adapter);

        var lines = adapter.Logs.Lines.Select(line => line.Text).Concat(said).Append($"{adapter.Account}").ToList();
        Assert.Contains(adapter.Logs.Lines, line => line.Level is LogLevel.Warning);
        Assert.Contains(adapter.Logs.Lines, line => line.Level is LogLevel.Error);
        Assert.All(lines, NamesNoSecret);

        // Their addresses have no query by default, but one runtime switch brings it back.
        Assert.DoesNotContain(lines, text => text.StartsWith("System.Net.Http", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_span_and_no_event_of_the_runtime_has_it()
    {
        ConcurrentQueue<Activity> spans = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var events = new RuntimeEvents();
        await using var adapter = await AdapterUnderTest.StartAsync();

        await UseInEveryWayAsync(adapter);

        var port = adapter.Account.BaseUrl.Port;
        Assert.DoesNotContain(spans, span => span.Source.Name == "System.Net.Http" && Equals(span.GetTagItem("server.port"), port));
        Assert.DoesNotContain(adapter.Fake.Received, request => request.Headers.ContainsKey("traceparent"));

        var ours = events.Written.Where(text => text.Contains(port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            .ToList();
        Assert.Contains(ours, text => text.Contains("RequestStart", StringComparison.Ordinal));
        Assert.All(ours, NamesNoSecret);
    }

    // Every kind of answer and failure, each of which writes something of its own.
    private static async Task<List<string>> UseInEveryWayAsync(AdapterUnderTest adapter)
    {
        List<string> said = [];
        adapter.Fake
            .Answer("""{"status":"FAILED","failedreason":"Store Credential Error Or Store is De-active"}""")
            .Answer("<html>")
            .Answer("""{"APIConnect":"FAILED"}""")
            .Answer("<html>", 503).HangsUp().Answer("<html>", 302)
            .Answer($$"""{"APIConnect":"DONE","status":"failed","errorReason":"{{AdapterUnderTest.Password}}"}""")
            .Answer($$"""{"APIConnect":"FAILED","status":"failed","errorReason":"{{AdapterUnderTest.Password}}"}""")
            .Answer("<html>", 503)
            .Answer($$"""{"APIConnect":"DONE","status":"failed","errorReason":"{{AdapterUnderTest.Password}}"}""")
            .Answer($$"""{"APIConnect":"DONE","status":"cancelled","errorReason":"{{AdapterUnderTest.Password}}"}""");

        await SayAsync(async () => $"{await adapter.OpenAsync()}");
        await SayAsync(async () => $"{await adapter.OpenAsync()}");
        await SayAsync(async () => $"{await adapter.ValidateAsync()}");
        await SayAsync(async () => $"{await adapter.QueryAsync()}");
        for (var i = 0; i < 3; i++) await SayAsync(async () => $"{await adapter.RefundAsync()}");
        for (var i = 0; i < 2; i++) await SayAsync(async () => $"{await adapter.QueryRefundAsync()}");
        adapter.Fake.Answer($$"""{"APIConnect":"FAILED {{AdapterUnderTest.Password}}"}""")
            .Answer($$"""{"APIConnect":"REQUEST_FROM_INVALID_SOURCE"}""");
        for (var i = 0; i < 2; i++) await SayAsync(async () => $"{await adapter.CheckAsync()}");
        adapter.Fake.Answer($$"""{"status":"{{AdapterUnderTest.Password}}"}""").Answer("""{"status":"FAILED"}""")
            .Answer($$"""{"status":"SUCCESS","time_zone":"{{AdapterUnderTest.Password}}"}""").Answer("<html>", 404);
        for (var i = 0; i < 4; i++) await SayAsync(async () => $"{await adapter.ListSettledAsync()}");
        await adapter.Fake.DisposeAsync();
        await SayAsync(async () => $"{await adapter.ListSettledAsync()}");
        await SayAsync(async () => $"{await adapter.RefundAsync()}");
        await SayAsync(async () => $"{await adapter.QueryRefundAsync()}");
        await SayAsync(async () => $"{await adapter.OpenAsync()}");
        await SayAsync(async () => $"{await adapter.QueryAsync()}");
        return said;

        async Task SayAsync(Func<Task<string>> call)
        {
            try
            {
                said.Add(await call());
            }
            catch (GatewayUnavailableException e)
            {
                said.Add(e.ToString());
            }
        }
    }

    private static void NamesNoSecret(string text) =>
        Assert.DoesNotContain(Secrets, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private sealed class RuntimeEvents : EventListener
    {
        public ConcurrentQueue<string> Written { get; } = [];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name is "System.Net.Http" or "System.Net.Sockets") EnableEvents(eventSource, EventLevel.Verbose);
        }

        // The base constructor may call before Written is there.
        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            Written?.Enqueue($"{eventData.EventName} {string.Join(' ', eventData.Payload ?? new([]))}");
    }
}
