using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Monitoring;

/// <summary>What happens is counted where it happens, once it is saved.</summary>
public class CountingTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>Each has few values, whatever customers and applications do.</summary>
    private static readonly HashSet<string> Labels =
    [
        "currency", "figures", "gateway", "kind", "limit", "mode", "operation", "outcome", "receiver", "state", "status", "worker",
    ];

    [Fact]
    public async Task A_payment_is_counted_from_its_creation_to_the_event_that_tells_of_it()
    {
        using var metrics = new KeptMetrics(server);
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);

        var payment = await shop.OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!);
        await receiver.NextAsync();
        await Eventually.BecomesAsync(
            () => Task.FromResult(metrics.CountOf("oi.webhook.attempt.duration", "mode=TEST outcome=delivered")), count => count > 0);

        Assert.Equal(
            [
                ("oi.payments.created", "mode=TEST", 1),
                ("oi.payments.ended", "mode=TEST status=SUCCEEDED", 1),
                ("oi.gateway.call.duration", "gateway=SSLCOMMERZ operation=open_session outcome=opened", 1),
                ("oi.gateway.call.duration", "gateway=SSLCOMMERZ operation=validate outcome=paid", 1),
                ("oi.gateway.callbacks", "gateway=SSLCOMMERZ kind=IPN outcome=ACCEPTED", 1),
                ("oi.webhook.attempt.duration", "mode=TEST outcome=delivered", 1),
            ],
            new (string Name, string Tags)[]
            {
                ("oi.payments.created", "mode=TEST"),
                ("oi.payments.ended", "mode=TEST status=SUCCEEDED"),
                ("oi.gateway.call.duration", "gateway=SSLCOMMERZ operation=open_session outcome=opened"),
                ("oi.gateway.call.duration", "gateway=SSLCOMMERZ operation=validate outcome=paid"),
                ("oi.gateway.callbacks", "gateway=SSLCOMMERZ kind=IPN outcome=ACCEPTED"),
                ("oi.webhook.attempt.duration", "mode=TEST outcome=delivered"),
            }.Select(one => (one.Name, one.Tags, metrics.CountOf(one.Name, one.Tags))));
        Assert.Subset(Labels, metrics.Labels);
    }

    [Fact]
    public async Task A_held_payment_is_no_end()
    {
        using var metrics = new KeptMetrics(server);
        var shop = await server.RegisterAsync();

        var payment = await shop.OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!, "risk");

        Assert.Equal(
            (1, 0), (metrics.CountOf("oi.payments.held", "mode=TEST"), metrics.CountOf("oi.payments.ended", "mode=TEST status=SUCCEEDED")));
    }

    [Fact]
    public async Task A_sign_in_that_fails_is_counted_and_not_named()
    {
        using var metrics = new KeptMetrics(server);

        await server.Anonymous.PostAsync(
            "auth/login", new JsonObject { ["email"] = TestServer.OperatorEmail, ["password"] = "not this one" });

        Assert.Equal(1, metrics.CountOf("oi.sign_ins.failed", "kind=PASSWORD"));
    }

    [Fact]
    public async Task A_save_that_another_was_faster_than_is_counted()
    {
        using var metrics = new KeptMetrics(server);
        var shop = await server.RegisterAsync();
        var reference = (string)(await shop.OpenPaymentAsync())["reference"]!;

        var saved = await server.WithDbAsync(async slow =>
        {
            var payment = await slow.Of<Payment>(shop.TestScope).SingleAsync(p => p.Reference == reference);
            await server.WithDbAsync(async fast =>
            {
                (await fast.Of<Payment>(shop.TestScope).SingleAsync(p => p.Reference == reference)).Touch(TestServer.Start);
                return await fast.TrySaveAsync(CancellationToken.None);
            });
            payment.Touch(TestServer.Start.AddMinutes(1));
            return await slow.TrySaveAsync(CancellationToken.None);
        });

        Assert.False(saved);
        Assert.True(metrics.CountOf("oi.database.races.lost", "") >= 1);
    }
}
