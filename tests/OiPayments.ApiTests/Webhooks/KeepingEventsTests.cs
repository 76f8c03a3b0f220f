using System.Net;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Webhooks;

public class KeepingEventsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task An_application_without_an_address_gets_its_events_once_it_has_one()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync();
        await server.PayOneAsync(shop);
        var kept = await server.DeliveryOfAsync(shop);
        Assert.Equal((DeliveryStatus.Pending, 0), (kept.Status, kept.Attempts));

        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["webhookUrl"] = receiver.Url.ToString() }))
            .Data();
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        await receiver.NextAsync();
        Assert.Equal(DeliveryStatus.Delivered, (await server.AfterAttemptAsync(shop, 1)).Status);
    }

    [Fact]
    public async Task While_delivery_is_switched_off_events_wait_and_then_go_out_in_order_of_age()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url, new() { ["webhooksEnabled"] = false });
        List<string> raised = [];
        for (var i = 0; i < 12; i++)
        {
            raised.Add((string)(await shop.PingAsync())["id"]!);
            server.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        await Eventually.BecomesAsync(
            () => shop.Test.ReadAsync("events?deliveryStatus=PENDING"), answer => answer.Data().AsArray().Count == 12);
        await server.DispatchTwiceAsync();
        Assert.Equal(0, receiver.Waiting);

        // One at a time, so that the order they are started in can be seen.
        var gate = new SemaphoreSlim(0);
        receiver.Answer = async context =>
        {
            await gate.WaitAsync(context.RequestAborted);
            context.Response.StatusCode = 204;
        };
        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["webhooksEnabled"] = true })).Data();
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        List<string> arrived = [];
        for (var i = 0; i < ReceiverLane.MaxUnderWay; i++) arrived.Add((await receiver.NextAsync()).Id);
        Assert.Equal(raised.Take(ReceiverLane.MaxUnderWay).Order(StringComparer.Ordinal), arrived.Order(StringComparer.Ordinal));
        for (var i = ReceiverLane.MaxUnderWay; i < raised.Count; i++)
        {
            gate.Release();
            Assert.Equal(raised[i], (await receiver.NextAsync()).Id);
        }

        gate.Release(ReceiverLane.MaxUnderWay);
        await Eventually.BecomesAsync(
            () => shop.Test.ReadAsync("events?deliveryStatus=DELIVERED"), answer => answer.Data().AsArray().Count == 12);
        var settings = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data();
        Assert.Equal(receiver.Url.ToString(), (string?)settings["webhookUrl"]);
    }

    [Fact]
    public async Task TEST_events_go_to_an_address_of_their_own_where_there_is_one()
    {
        await using var live = await WebhookReceiver.StartAsync();
        await using var test = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(live.Url, new() { ["testWebhookUrl"] = test.Url.ToString() });

        await shop.PingAsync();
        (await shop.Live.SendAsync(HttpMethod.Post, "webhooks/test", null)).Data();

        Assert.Equal("TEST", (string?)JsonNode.Parse((await test.NextAsync()).Body)!["mode"]);
        Assert.Equal("LIVE", (string?)JsonNode.Parse((await live.NextAsync()).Body)!["mode"]);
        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["testWebhookUrl"] = null })).Data();
        await shop.PingAsync();
        Assert.Equal("TEST", (string?)JsonNode.Parse((await live.NextAsync()).Body)!["mode"]);
    }

    [Fact]
    public async Task A_TEST_receiver_that_hangs_keeps_nothing_from_the_LIVE_one()
    {
        await using var live = await WebhookReceiver.StartAsync();
        await using var test = await WebhookReceiver.StartAsync();
        test.Answer = Answers.NeverAsync;
        var shop = await server.RegisterAsync(live.Url, new() { ["testWebhookUrl"] = test.Url.ToString() });
        for (var i = 0; i < 2 * ReceiverLane.MaxUnderWay; i++) await shop.PingAsync();
        for (var i = 0; i < ReceiverLane.MaxUnderWay; i++) await test.NextAsync();

        (await shop.Live.SendAsync(HttpMethod.Post, "webhooks/test", null)).Data();

        await live.NextAsync();
        await server.DispatchTwiceAsync();
        Assert.Equal(0, test.Waiting);
    }

    [Fact]
    public async Task A_receiver_that_hangs_delays_nobody_else()
    {
        await using var hanging = await WebhookReceiver.StartAsync();
        await using var healthy = await WebhookReceiver.StartAsync();
        hanging.Answer = Answers.NeverAsync;
        var slow = await server.RegisterAsync(hanging.Url);
        var quick = await server.RegisterAsync(healthy.Url);
        await server.PayOneAsync(slow);
        await hanging.NextAsync();

        await server.PayOneAsync(quick);

        await healthy.NextAsync();
        Assert.Equal(DeliveryStatus.Delivered, (await server.AfterAttemptAsync(quick, 1)).Status);
        Assert.Equal(0, (await server.DeliveryOfAsync(slow)).Attempts);
    }

    [Fact]
    public async Task What_a_dead_server_was_delivering_is_delivered_by_the_next_one()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.NeverAsync;
        var shop = await server.RegisterAsync(receiver.Url);
        await server.PayOneAsync(shop);
        var before = await receiver.NextAsync();
        receiver.Answer = Answers.Status(HttpStatusCode.NoContent);

        // Long before the lease runs out: a node that is silent for five seconds is dead.
        await server.RestartAsync();
        await Eventually.BecomesAsync(
            () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(receiver.Waiting);
            },
            waiting => waiting > 0);

        var after = await receiver.NextAsync();
        Assert.Equal(before.Id, after.Id);
        Assert.Equal(before.Body, after.Body);
        Assert.Equal(DeliveryStatus.Delivered, (await server.AfterAttemptAsync(shop, 1)).Status);
    }

    [Fact]
    public async Task What_was_due_when_the_server_ended_is_delivered_after_it_started_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.Status(HttpStatusCode.InternalServerError);
        var shop = await server.RegisterAsync(receiver.Url);
        await server.PayOneAsync(shop);
        var before = await receiver.NextAsync();
        var failed = await server.AfterAttemptAsync(shop, 1);

        await server.RestartAsync();
        server.WaitUntil(failed.DueAt!.Value);

        Assert.Equal(before.Id, (await receiver.NextAsync()).Id);
    }
}
