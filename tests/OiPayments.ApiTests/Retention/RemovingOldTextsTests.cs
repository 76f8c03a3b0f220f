using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Refunds;
using OiPayments.DueWork;
using OiPayments.Payments;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Retention;

/// <summary>Bodies of events and texts of callbacks are removed once they are old; the records and what became of them stay.</summary>
public class RemovingOldTextsTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly RetentionOptions Options = new();

    [Fact]
    public async Task An_old_event_keeps_everything_but_its_body()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        await server.PaidPaymentAsync(shop);
        var told = await DeliveredAsync(shop);
        var (retention, now) = (new PayloadRetention(Options), server.Clock.GetUtcNow());

        await PurgeAsync(retention, now + Options.WebhookPayloads - TimeSpan.FromHours(1));
        Assert.NotNull((await ReadAsync(shop, told))["data"]);
        await PurgeAsync(retention, now + Options.WebhookPayloads + TimeSpan.FromHours(1));
        Assert.Equal(0, await PurgeAsync(retention, now + Options.WebhookPayloads + TimeSpan.FromHours(2)));

        var after = await ReadAsync(shop, told);
        Assert.Null(after["data"]);
        Assert.Equal(
            ((string?)told["type"], (long)told["sequence"]!, "DELIVERED"),
            ((string?)after["type"], (long)after["sequence"]!, (string?)after["deliveryStatus"]));
        Assert.Contains("\"data\":null", await StreamedAsync(shop), StringComparison.Ordinal);
        await server.HoldsAsync();
    }

    [Fact]
    public async Task An_event_that_waits_to_be_sent_keeps_its_body()
    {
        var shop = await server.RegisterAsync();
        await server.PaidPaymentAsync(shop);

        await PurgeAsync(new PayloadRetention(Options), server.Clock.GetUtcNow() + Options.WebhookPayloads + TimeSpan.FromHours(1));

        Assert.Equal(
            0, await server.WithDbAsync(db => db.Of<WebhookEvent>(shop.TestScope).CountAsync(e => e.Payload == "")));
    }

    [Fact]
    public async Task An_old_callback_says_what_it_came_to_and_no_more()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);
        var (retention, now) = (new CallbackRetention(Options), server.Clock.GetUtcNow());

        await PurgeAsync(retention, now + Options.GatewayCallbacks - TimeSpan.FromHours(1));
        Assert.False((bool)(await CallbackAsync(payment))["payloadRemoved"]!);
        await PurgeAsync(retention, now + Options.GatewayCallbacks + TimeSpan.FromHours(1));

        var after = await CallbackAsync(payment);
        Assert.Equal((true, "", "ACCEPTED"), ((bool)after["payloadRemoved"]!, (string?)after["rawPayload"], (string?)after["outcome"]));
        await server.HoldsAsync();
    }

    [Fact]
    public async Task So_does_one_that_is_nobody_s()
    {
        var id = RandomToken.New128("stranger-");
        using (var answer = await server.Anonymous.PostAsync(
            new Uri("gateways/sslcommerz/test/ipn", UriKind.Relative),
            new FormUrlEncodedContent([new("tran_id", id), new("status", "VALID"), new("cus_name", "Rahima")])))
            answer.EnsureSuccessStatusCode();

        await PurgeAsync(new CallbackRetention(Options), server.Clock.GetUtcNow() + Options.GatewayCallbacks + TimeSpan.FromHours(1));

        var left = await server.WithDbAsync(db => db.Of<GatewayCallback>(ApplicationId.Nobody).Where(c => c.Reference == id)
            .Select(c => c.RawPayload).SingleAsync());
        Assert.Equal("", left);
    }

    private Task<int> PurgeAsync(IRetention retention, DateTimeOffset now) =>
        server.WithDbAsync(db => retention.DeleteAsync(db, now, CancellationToken.None));

    private static async Task<JsonNode> DeliveredAsync(TestApplication shop) => (await Eventually.BecomesAsync(
        async () => (await shop.Test.ReadAsync("events")).Data().AsArray(),
        events => events.Any(told => (string?)told!["deliveryStatus"] == "DELIVERED")))[0]!;

    private static async Task<JsonNode> ReadAsync(TestApplication shop, JsonNode told) =>
        (await shop.Test.ReadAsync($"events/{told["id"]}")).Data();

    private static async Task<string> StreamedAsync(TestApplication shop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "events/stream");
        request.Headers.Add("Last-Event-ID", "after_0");
        using var answer = await shop.Test.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await lines.ReadLineAsync() is { } line) if (line.StartsWith("data: ", StringComparison.Ordinal)) return line;
        return "";
    }

    private async Task<JsonNode> CallbackAsync(JsonNode payment) =>
        (await server.Operator.ReadAsync("admin/gateway-callbacks?mode=TEST&size=200")).Data().AsArray()
            .First(callback => (long?)callback!["matchedPaymentId"] == (long)payment["id"]! && (string?)callback["outcome"] == "ACCEPTED")!;
}
