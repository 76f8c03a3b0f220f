using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
        (await server.Operator.PatchAsync(
            $"admin/apps/{shop.Id}/settings", new System.Text.Json.Nodes.JsonObject { ["webhookUrl"] = receiver.Url.ToString() })).Data();

        // The dead node's rows are leased for an hour. On SQLite it is the next process that knows it to be dead.
        if (TestDatabase.Kind == "sqlite") await server.RestartAsync();
        var began = server.Clock.GetUtcNow();
        await Eventually.BecomesAsync(
            async () =>
            {
                await BeatAsync();
                return await server.WithDbAsync(db => db.Of<Payment>(new ApplicationId((uint)shop.Id)).AnyAsync(p => p.LeasedBy == Dead));
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

        // Its clock is an hour slow: what counts is that its row changes.
        var sign = server.Clock.GetUtcNow() - TimeSpan.FromHours(1);
        await LeaseAsync(shop, sign);
        for (var second = 1; second <= 8; second++)
        {
            await server.WithDbAsync(db => db.Directory<Node>().Where(node => node.Number == Dead)
                .ExecuteUpdateAsync(set => set.SetProperty(node => node.AliveUntil, sign + TimeSpan.FromSeconds(second))));
            await BeatAsync();
        }

        Assert.Equal(Dead, (await server.DeliveryOfAsync(shop)).LeasedBy);
    }

    /// <summary>Lets a second pass, and waits until the server has looked at the other nodes in it.</summary>
    private async Task BeatAsync()
    {
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        if (TestDatabase.Kind == "sqlite") return;
        var (own, until) = (server.Services.GetRequiredService<ThisNode>().Number, server.Clock.GetUtcNow() + LifeSigns.SilentFor);
        await Eventually.BecomesAsync(
            () => server.WithDbAsync(db => db.Directory<Node>()
                .AsNoTracking()
                .Where(node => node.Number == own)
                .Select(node => node.AliveUntil)
                .SingleOrDefaultAsync()),
            alive => alive >= until);
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
