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

        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["webhookUrl"] = receiver.Url.ToString() })).Data();
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        await receiver.NextAsync();
        Assert.Equal(DeliveryStatus.Delivered, (await server.AfterAttemptAsync(shop, 1)).Status);
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

        await server.RestartAsync();
        var left = await server.DeliveryOfAsync(shop);
        Assert.Equal((DeliveryStatus.Pending, 0), (left.Status, left.Attempts));
        Assert.True(left.LeasedUntil > server.Clock.GetUtcNow(), "It is still the dead server's.");
        server.WaitUntil(left.LeasedUntil.Value);

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
