using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Reconciliation;
using OiPayments.ApiTests.Refunds;
using OiPayments.Monitoring;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Monitoring;

/// <summary>What the database knows is read every quarter of a minute, and shown as it was read. These tests move the clock.</summary>
public sealed class FiguresTests : IAsyncLifetime
{
    private readonly TestServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Money_refunds_and_events_that_wait_are_shown_with_how_long_they_have()
    {
        using var metrics = new KeptMetrics(server);
        var shop = await server.RegisterAsync();
        var held = await shop.OpenPaymentAsync();
        await server.PayAsync((string)held["reference"]!, "risk");
        var paid = await server.PaidPaymentAsync(shop, "refund-stuck");
        await server.WhenRefundAsync(shop, (await shop.RefundAsync(paid, 20000)).Data(), read => read["gatewayRefundId"] is not null);

        await ReadAsync(metrics);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await ReadAsync(metrics);

        Assert.Equal(
            (125050, 125050, 1, 2, 0, 0),
            (metrics.Now("oi.money.held", "currency=BDT mode=TEST"), metrics.Now("oi.money.suspended", "currency=BDT mode=TEST"),
                metrics.Now("oi.refunds.open", "mode=TEST state=in_progress"),
                metrics.Now("oi.webhook.events.waiting", "mode=TEST receiver=no_address"),
                metrics.Now("oi.webhook.events.waiting", "mode=TEST receiver=enabled"),
                metrics.Now("oi.refunds.open", "mode=LIVE state=in_progress")));
        foreach (var (gauge, labels) in ((string, string)[])
            [("oi.money.held.age", "mode=TEST"), ("oi.refunds.open.age", "mode=TEST state=in_progress"),
                ("oi.webhook.lag", "mode=TEST receiver=no_address")])
            Assert.InRange(metrics.Now(gauge, labels) ?? -1, 120, 180);
        Assert.Equal(0, metrics.Now("oi.work.due", "mode=LIVE worker=follow_up_payments"));
    }

    [Fact]
    public async Task Differences_of_settlement_are_shown_until_somebody_explains_them()
    {
        using var metrics = new KeptMetrics(server);
        await server.MapAsync();
        await server.ImportAsync(SettlementsUnderTest.Row(new("ORDER-1", "V-1", "B-1")));
        await server.BankEntryOfAsync(await server.RegisterAsync());
        await server.ExecuteAsync("UPDATE bank_entries SET status = 'FLAGGED'");
        await ReadAsync(metrics);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await ReadAsync(metrics);

        Assert.Equal((1, 1, 0, 123924), Shown());
        Assert.InRange(metrics.Now("oi.settlement.flags.age", "mode=TEST") ?? -1, 120, 180);

        var flag = Assert.Single(await server.ResultsAsync("status=FLAGGED"));
        (await server.Operator.PostAsync(
            $"admin/reconciliation/results/{flag["id"]}/resolve", new JsonObject { ["note"] = "Of the old shop." })).Data();
        await ReadAsync(metrics);

        Assert.Equal((0, 1, 0, 2000), Shown());

        (double?, double?, double?, double?) Shown() => (
            metrics.Now("oi.settlement.flags", "mode=TEST source=gateway"), metrics.Now("oi.settlement.flags", "mode=TEST source=bank"),
            metrics.Now("oi.settlement.flags", "mode=LIVE source=gateway"), metrics.Now("oi.money.differing", "currency=BDT mode=TEST"));
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_shown_and_gets_old()
    {
        using var metrics = new KeptMetrics(server);
        await ReadAsync(metrics);
        Assert.NotNull(metrics.Now("oi.webhook.lag", "mode=TEST receiver=enabled"));

        await server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE webhook_events RENAME TO somewhere_else"));
        server.Clock.Advance(ReadFigures.Every);
        await Eventually.BecomesAsync(
            () => Task.FromResult(metrics.Now("oi.webhook.lag", "mode=TEST receiver=enabled")), lag => lag is null);

        Assert.True(metrics.Now("oi.figures.age", "figures=webhooks") >= ReadFigures.Every.TotalSeconds);
    }

    /// <summary>Has them read now: all sets, the last of them included.</summary>
    private async Task ReadAsync(KeptMetrics metrics)
    {
        await Eventually.BecomesAsync(() => Task.FromResult(metrics.Now("oi.figures.age", "figures=webhooks")), age => age is not null);
        server.Clock.Advance(ReadFigures.Every);
        await Eventually.BecomesAsync(
            () => Task.FromResult(metrics.Now("oi.figures.age", "figures=webhooks")), age => age < ReadFigures.Every.TotalSeconds);
    }
}
