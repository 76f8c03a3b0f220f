using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Webhooks;
using OiPayments.DueWork;
using OiPayments.Payments;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Payments;

/// <summary>A node dies with work in its hands. These tests play the dead one by its rows.</summary>
public class TakingOverTests(TestServer server) : IClassFixture<TestServer>
{
    private const long Dead = 4711;

    [Fact]
    public async Task What_a_dead_node_had_leased_is_done_within_seconds()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync();
        await server.PayOneAsync(shop);
        var unpaid = await shop.OpenPaymentAsync();
        await server.PayUnheardAsync(unpaid);
        await LeaseAsync(shop, server.Clock.GetUtcNow());
        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new System.Text.Json.Nodes.JsonObject { ["webhookUrl"] = receiver.Url.ToString() })).Data();

        // The dead node's rows are leased for an hour. On SQLite it is the next process that knows it to be dead.
        if (TestDatabase.Kind == "sqlite") await server.RestartAsync();
        var began = server.Clock.GetUtcNow();
        await Eventually.BecomesAsync(
            () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return server.WithDbAsync(db => db.Of<Payment>(new ApplicationId((uint)shop.Id)).AnyAsync(p => p.LeasedBy == Dead));
            },
            isLeased => !isLeased);

        Assert.InRange(server.Clock.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromMinutes(2));
        await Eventually.BecomesAsync(
            () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(receiver.Waiting);
            },
            waiting => waiting > 0);
        if (TestDatabase.Kind == "sqlite") return;

        // The sandbox of the first server still knows what was paid.
        await Eventually.BecomesAsync(
            () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return shop.ReadPaymentAsync(unpaid);
            },
            read => (string?)read["status"] == "SUCCEEDED");
    }

    [Fact]
    public async Task A_node_that_lives_keeps_what_it_holds()
    {
        if (TestDatabase.Kind == "sqlite") Assert.Skip("SQLite is for one process: there, every other is gone.");
        var shop = await server.RegisterAsync();
        await server.PayOneAsync(shop);
        await LeaseAsync(shop, server.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));

        for (var second = 0; second < 5; second++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Dead, (await server.DeliveryOfAsync(shop)).LeasedBy);
    }

    private Task<int> LeaseAsync(TestApplication shop, DateTimeOffset aliveUntil) => server.WithDbAsync(async db =>
    {
        var (application, until) = (new ApplicationId((uint)shop.Id), server.Clock.GetUtcNow() + TimeSpan.FromHours(1));
        await db.Directory<Node>().Where(node => node.Number == Dead).ExecuteDeleteAsync();
        db.Add(new Node { Number = Dead, AliveUntil = aliveUntil });
        await db.SaveAsync(CancellationToken.None);
        await db.Of<Payment>(application).Where(p => p.DueAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.DueAt, until).SetProperty(p => p.LeasedBy, Dead));
        return await db.Of<WebhookDelivery>(application)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeasedUntil, until).SetProperty(d => d.LeasedBy, Dead));
    });
}
