using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Refunds;
using OiPayments.DueWork;
using OiPayments.Payments;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Payments;

/// <summary>
/// An application whose TEST time is another than everybody else's: what is its business goes by that, and nothing else does.
/// </summary>
public sealed class TimeOfAnApplicationTests(TimeOfAnApplicationTests.Server server) : IClassFixture<TimeOfAnApplicationTests.Server>
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(40);

    [Fact]
    public async Task What_is_made_expires_and_is_told_by_its_own_time()
    {
        var (shop, neighbour) = (await server.RegisterAsync(), await server.RegisterAsync());
        server.Set(shop.TestScope, Ahead);

        var (payment, others) = (await shop.OpenPaymentAsync(), await neighbour.OpenPaymentAsync());
        var live = (await shop.Live.PostAsync("payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "live" }))
            .Data();

        var now = server.Clock.GetUtcNow();
        Assert.Equal(
            (now + Ahead, now + Ahead + TimeSpan.FromHours(1)),
            ((DateTimeOffset)payment["createdAt"]!, (DateTimeOffset)payment["expiresAt"]!));
        Assert.Equal((now, now), ((DateTimeOffset)others["createdAt"]!, (DateTimeOffset)live["createdAt"]!));

        // An hour passes for this application alone.
        server.Set(shop.TestScope, Ahead + TimeSpan.FromHours(1));
        Assert.Null((await shop.ReadPaymentAsync(payment))["redirectUrl"]);
        server.Services.GetRequiredService<DueSignal<FollowUpPayments>>().Wake(shop.TestScope.ApplicationId);
        await Eventually.BecomesAsync(() => shop.ReadPaymentAsync(payment), read => (string?)read["status"] == "EXPIRED");
        Assert.Equal(("PENDING", "PENDING"), (
            (string?)(await neighbour.ReadPaymentAsync(others))["status"],
            (string?)(await shop.Live.ReadAsync($"payments/{live["id"]}")).Data()["status"]));
        Assert.Equal(
            now + Ahead + TimeSpan.FromHours(1),
            await server.WithDbAsync(db => db.Of<WebhookEvent>(shop.TestScope).Select(e => e.CreatedAt).SingleAsync()));
    }

    [Fact]
    public async Task Money_and_refunds_go_by_it()
    {
        var shop = await server.RegisterAsync();
        server.Set(shop.TestScope, Ahead);

        var paid = await server.PaidPaymentAsync(shop);
        var refund = (await shop.RefundAsync(paid, 25050)).Data();

        var now = server.Clock.GetUtcNow() + Ahead;
        Assert.Equal((now, now), ((DateTimeOffset)paid["paidAt"]!, (DateTimeOffset)refund["createdAt"]!));
        Assert.True(await server.DueAtAsync(refund) >= now);
    }

    public sealed class Server : TestServer
    {
        private readonly Shifted shifted;

        public Server()
            : this(new())
        {
        }

        private Server(Shifted shifted)
            : base([], builder => builder.Services.AddSingleton<IBusinessClock>(services =>
            {
                shifted.Clock = services.GetRequiredService<TimeProvider>();
                return shifted;
            })) => this.shifted = shifted;

        internal void Set(Scope scope, TimeSpan ahead) => shifted.Ahead[scope] = ahead;
    }

    private sealed class Shifted : IBusinessClock
    {
        public TimeProvider Clock { get; set; } = TimeProvider.System;

        public ConcurrentDictionary<Scope, TimeSpan> Ahead { get; } = [];

        public DateTimeOffset Now(Scope scope) => Now() + Ahead.GetValueOrDefault(scope);

        public DateTimeOffset Now() => Clock.GetUtcNow();
    }
}
