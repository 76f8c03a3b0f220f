using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Payments;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Nodes;

/// <summary>Two nodes on one database, of which one has no TEST store: what it cannot do it leaves to the other.</summary>
public sealed class WithoutAStoreTests : IAsyncLifetime
{
    private TestServer? with;
    private TestServer? without;

    private TestServer With => with ?? throw new InvalidOperationException("Not started.");

    private TestServer Without => without ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var database = await (await TestDatabase.GetAsync()).CreateAsync();
        with = new(new() { ["ConnectionStrings:Database"] = database });
        without = new(new()
        {
            ["ConnectionStrings:Database"] = database,
            ["Sandbox:Enabled"] = "false",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "Information"
        });
        await with.InitializeAsync();
        await without.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (without is not null) await without.DisposeAsync();
        if (with is not null) await with.DisposeAsync();
    }

    [Fact]
    public void It_says_so_once_at_its_start()
    {
        Assert.Single(Without.Log.Text.Split('\n'), line => line.Contains("This node has no TEST store", StringComparison.Ordinal));
        Assert.DoesNotContain("This node has no TEST store", With.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_that_comes_to_it_leads_to_the_money_at_the_other()
    {
        var shop = await With.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await With.PayUnheardAsync(payment);
        var transaction = await With.WithDbAsync(db => db.Of<PaymentAttempt>(shop.TestScope).Select(a => a.TransactionId).SingleAsync());

        using var notice = new FormUrlEncodedContent([new("tran_id", transaction), new("status", "VALID"), new("val_id", "whatever")]);
        using var answered = await Without.Anonymous.PostAsync("gateways/sslcommerz/test/ipn", notice);

        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Equal([CallbackOutcome.Deferred], await With.CallbackOutcomesAsync(shop));
        await Eventually.BecomesAsync(
            () =>
            {
                Without.Clock.Advance(TimeSpan.FromSeconds(1));
                With.Clock.Advance(TimeSpan.FromSeconds(1));
                return shop.ReadPaymentAsync(payment);
            },
            read => (string?)read["status"] == "SUCCEEDED");
    }

    [Fact]
    public async Task A_refund_is_not_touched_by_it_and_goes_on_at_the_other()
    {
        var shop = await With.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await With.PayAsync((string)payment["reference"]!);
        var refund = await ParkAsync(shop, payment);

        // Nobody works but the one without a store, as if the other were busy or away.
        for (var second = 0; second < 5; second++) Without.Clock.Advance(TimeSpan.FromSeconds(1));
        await PollsAsync(Without);
        Assert.Equal((0, (string?)null), await AskedAsync(shop));

        await Eventually.BecomesAsync(
            () =>
            {
                With.Clock.Advance(TimeSpan.FromSeconds(5));
                return shop.Test.ReadAsync($"refunds/{refund["id"]}");
            },
            read => (string?)read.Data()["status"] == "SUCCEEDED");
    }

    [Fact]
    public async Task When_nobody_has_a_store_the_refund_and_the_log_say_so_and_it_stays_due()
    {
        var shop = await With.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await With.PayAsync((string)payment["reference"]!);
        await ParkAsync(shop, payment);

        await Eventually.BecomesAsync(
            () =>
            {
                Without.Clock.Advance(TimeSpan.FromMinutes(2));
                return AskedAsync(shop);
            },
            seen => seen.Note is not null);

        var (timesAsked, note) = await AskedAsync(shop);
        Assert.Equal(0, timesAsked);
        Assert.Contains("No running node has a store", note, StringComparison.Ordinal);

        // The line comes after the row is written.
        await Eventually.BecomesAsync(
            () => Task.FromResult(Without.Log.Text),
            text => text.Contains("refunds wait: no running node has their store", StringComparison.Ordinal));
    }

    /// <summary>
    /// Asks for a refund at the node without a store: the other, whose clock stands still, does not hear of it by itself.
    /// </summary>
    private async Task<JsonNode> ParkAsync(TestApplication shop, JsonNode payment)
    {
        var secrets = shop.Registered["credentials"]!;
        using var elsewhere = Without.ClientWith((string)secrets["testApiKey"]!, (string)secrets["testApiSecret"]!);
        return (await elsewhere.PostAsync($"payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 100 })).Data();
    }

    private async Task<(int TimesAsked, string? Note)> AskedAsync(TestApplication shop)
    {
        var refund = await With.WithDbAsync(db => db.Of<Refund>(shop.TestScope).AsNoTracking().SingleAsync());
        return (refund.TimesAsked, refund.Note);
    }

    /// <summary>Waits until the node has looked for due refunds, with all that that leads to.</summary>
    private static async Task PollsAsync(TestServer node)
    {
        var before = node.Log.StatementsWith("FROM refunds");
        await Eventually.BecomesAsync(
            () =>
            {
                node.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(node.Log.StatementsWith("FROM refunds") - before);
            },
            looks => looks >= 3);
    }
}
