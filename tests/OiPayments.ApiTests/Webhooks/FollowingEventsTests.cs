using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Crashing;
using OiPayments.ApiTests.TestClocks;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Webhooks;

/// <summary><c>GET /events/stream</c>, read by .NET's own parser of server-sent events.</summary>
public class FollowingEventsTests(RealTimeServer server) : IClassFixture<RealTimeServer>
{
    [Fact]
    public async Task It_tells_what_happens_from_now_on_with_the_text_of_the_webhook()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (shop, neighbour) = (await server.RegisterAsync(receiver.Url), await server.RegisterAsync());
        await PingAsync(shop.Test);
        var before = await receiver.NextAsync();
        await using var stream = await Stream.OpenAsync(shop.Test);

        await PingAsync(neighbour.Test);
        await PingAsync(shop.Live);
        await server.PayOneAsync(shop);
        var told = await stream.NextAsync();

        Delivery sent;
        do sent = await receiver.NextAsync();
        while (!sent.Body.Contains("payment.succeeded", StringComparison.Ordinal));
        Assert.Equal(
            (sent.Headers["webhook-id"], "payment.succeeded", sent.Body), (told.EventId, told.EventType, told.Data));
        Assert.NotEqual(before.Headers["webhook-id"], told.EventId);
    }

    [Fact]
    public async Task Whoever_comes_back_misses_nothing_and_gets_nothing_twice()
    {
        var shop = await server.RegisterAsync();
        var seen = new List<string>();
        await using (var stream = await Stream.OpenAsync(shop.Test))
        {
            await PingAsync(shop.Test);
            seen.Add((await stream.NextAsync()).EventId!);
        }

        for (var i = 0; i < 250; i++) await PingAsync(shop.Test);

        await using var again = await Stream.OpenAsync(shop.Test, seen[^1]);
        while (seen.Count < 251) seen.Add((await again.NextAsync()).EventId!);
        Assert.Distinct(seen);
        await PingAsync(shop.Test);
        var last = await again.NextAsync();
        var events = (await shop.Test.ReadAsync("events?order=ASC&size=200")).Json["data"]!.AsArray();
        Assert.Equal(events.Select(e => (string?)e!["id"]), seen.Take(200));
        Assert.DoesNotContain(last.EventId!, seen);
    }

    [Fact]
    public async Task After_a_node_has_died_another_goes_on()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite is for one process.");
        using var node = NodeProcess.Start(
            "Development", server.DataFolder, $"--Database:Provider={server.Provider}", $"--ConnectionStrings:Database={server.Database}",
            "--Sandbox:Enabled=false");
        await node.ListensAsync();
        var shop = await server.RegisterAsync();
        using var elsewhere = new HttpClient { BaseAddress = node.Api };
        foreach (var (name, values) in shop.Test.DefaultRequestHeaders) elsewhere.DefaultRequestHeaders.Add(name, values);

        string? last;
        await using (var stream = await Stream.OpenAsync(elsewhere))
        {
            await PingAsync(shop.Test);
            last = (await stream.NextAsync()).EventId;
            node.Kill();
            await PingAsync(shop.Test);
            await Assert.ThrowsAnyAsync<Exception>(() => stream.NextAsync());
        }

        await using var again = await Stream.OpenAsync(shop.Test, last);
        var missed = await again.NextAsync();
        Assert.NotEqual(last, missed.EventId);
        Assert.Equal("ping", missed.EventType);
    }

    [Fact]
    public async Task A_key_that_is_revoked_ends_its_stream()
    {
        var shop = await server.RegisterAsync();
        await using var stream = await Stream.OpenAsync(shop.Test);
        var keys = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials")).Data().AsArray();
        var test = keys.Single(key => (string?)key!["mode"] == "TEST")!["id"];

        (await server.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/{test}/revoke", new JsonObject())).Data();

        Assert.True(await stream.EndsAsync());
    }

    [Fact]
    public async Task An_event_that_is_not_yours_is_not_found_and_too_many_streams_are_refused()
    {
        var (shop, neighbour) = (await server.RegisterAsync(), await server.RegisterAsync());
        var theirs = await PingAsync(neighbour.Test);
        Assert.Equal("RESOURCE_NOT_FOUND", await RefusedAsync(shop.Test, theirs));
        Assert.Equal("RESOURCE_NOT_FOUND", await RefusedAsync(shop.Test, "evt_nobody"));

        var open = new List<Stream>();
        try
        {
            for (var i = 0; i < OpenStreams.MostOfOne; i++) open.Add(await Stream.OpenAsync(shop.Test));
            Assert.Equal("RATE_LIMITED", await RefusedAsync(shop.Test, null));
            await using var others = await Stream.OpenAsync(neighbour.Test);
        }
        finally
        {
            foreach (var stream in open) await stream.DisposeAsync();
        }

        // A place that was given back is somebody else's.
        await Eventually.BecomesAsync(() => RefusedAsync(shop.Test, null), refused => refused is null);
    }

    private static async Task<string> PingAsync(HttpClient client) =>
        (string)(await client.PostAsync("webhooks/test", new JsonObject())).Data()["id"]!;

    private static async Task<string?> RefusedAsync(HttpClient client, string? last)
    {
        using var request = Asking(last);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode == HttpStatusCode.OK
            ? null
            : (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["meta"]!["errorCode"];
    }

    private static HttpRequestMessage Asking(string? last)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "events/stream");
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        return request;
    }

    /// <summary>One that somebody follows.</summary>
    private sealed class Stream(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items) : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        public static async Task<Stream> OpenAsync(HttpClient client, string? last = null)
        {
            using var request = Asking(last);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(("text/event-stream", HttpStatusCode.OK), (response.Content.Headers.ContentType?.MediaType, response.StatusCode));
            return new(response, SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
        }

        public async Task<SseItem<string>> NextAsync() =>
            await items.MoveNextAsync().AsTask().WaitAsync(Patience) ? items.Current : throw new InvalidOperationException("It ended.");

        public async Task<bool> EndsAsync() => !await items.MoveNextAsync().AsTask().WaitAsync(Patience);

        public ValueTask DisposeAsync()
        {
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
