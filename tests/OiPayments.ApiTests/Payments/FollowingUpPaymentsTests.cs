using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Ledger;
using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

/// <summary>What the service does of its own accord when nobody calls. These tests move the clock.</summary>
public class FollowingUpPaymentsTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("down")]
    [InlineData("html")]
    [InlineData("lost")]
    [InlineData("invalid")]
    public async Task A_notice_that_cannot_be_validated_is_deferred_and_made_good_later(string validation)
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        var ended = await server.WithFaultsAsync(new() { ["validation"] = validation, ["query"] = "down" }, async () =>
        {
            var paid = await WhileTicksPassAsync(server.PayAsync((string)payment["reference"]!));
            Assert.Equal("Deferred", await server.OutcomesAsync((string)paid["tran_id"]!));
            Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
            return paid;
        });

        await WhileTimePassesAsync(shop, payment, "SUCCEEDED");
        Assert.Equal("GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126", await shop.BalancesAsync());
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));
        await server.ReturnAsync(ended);
        Assert.Equal("Deferred, Duplicate", await server.OutcomesAsync((string)ended["tran_id"]!));
    }

    [Fact]
    public async Task A_deferred_notice_is_followed_up_at_once_when_the_gateway_can_be_asked_otherwise()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        await server.WithFaultsAsync(new() { ["validation"] = "down" }, async () =>
        {
            await WhileTicksPassAsync(server.PayAsync((string)payment["reference"]!));
            return await Eventually.BecomesAsync(() => shop.ReadPaymentAsync(payment), read => (string?)read["status"] == "SUCCEEDED");
        });
    }

    [Fact]
    public async Task A_payment_whose_notice_was_lost_is_found_within_minutes()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.PayUnheardAsync(payment);
        var began = server.Clock.GetUtcNow();

        await WhileTimePassesAsync(shop, payment, "SUCCEEDED");

        Assert.InRange(server.Clock.GetUtcNow() - began, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task An_unpaid_payment_expires_after_its_hour_and_says_so_once()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        server.Clock.Advance(TimeSpan.FromMinutes(60) - Second);
        Assert.NotNull((await shop.ReadPaymentAsync(payment))["redirectUrl"]);
        Assert.Empty(await server.EventsAsync(shop));
        server.Clock.Advance(Second);

        Assert.Null((await shop.ReadPaymentAsync(payment))["redirectUrl"]);
        await WhileTimePassesAsync(shop, payment, "EXPIRED");
        Assert.Equal(["payment.expired"], await server.EventsAsync(shop));
    }

    [Fact]
    public async Task Before_a_payment_expires_the_gateway_is_asked()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.PayUnheardAsync(payment);

        server.Clock.Advance(TimeSpan.FromMinutes(61));

        await WhileTimePassesAsync(shop, payment, "SUCCEEDED");
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));
    }

    [Fact]
    public async Task While_the_gateway_is_away_nothing_expires()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        await server.WithFaultsAsync(new() { ["ipn"] = "drop", ["query"] = "down", ["validation"] = "down" }, async () =>
        {
            await WhileTicksPassAsync(server.PayAsync((string)payment["reference"]!));
            server.Clock.Advance(TimeSpan.FromMinutes(61));
            await Eventually.BecomesAsync(
                () =>
                {
                    // The adapter's own patience is by this clock too.
                    server.Clock.Advance(Second);
                    return TimesAskedAsync(shop);
                },
                times => times > 0);
            Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
            return 0;
        });

        await WhileTimePassesAsync(shop, payment, "SUCCEEDED");
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));
    }

    [Fact]
    public async Task Money_that_comes_after_expiry_is_still_money()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(45));
        var (transactionId, session) = await server.StartAttemptAsync(payment);
        server.Clock.Advance(TimeSpan.FromMinutes(15));
        await WhileTimePassesAsync(shop, payment, "EXPIRED");

        await server.EndSessionAsync(session, "success");

        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Equal(["payment.expired", "payment.succeeded"], await server.EventsAsync(shop));

        // The notice and the customer's return come at once, and either may be the one that books it.
        Assert.Contains(
            await server.CallbacksAsync(transactionId),
            callback => callback.Note?.Contains("EXPIRED", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task A_second_try_on_the_gateways_page_is_found_although_its_notice_was_lost()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var (transactionId, session) = await server.StartAttemptAsync(payment);
        await Notice.Of(transactionId, "FAILED").SendAsync(server);
        Assert.Equal("DECLINED", (string?)(await shop.ReadPaymentAsync(payment))["failureCode"]);

        await server.WithFaultsAsync(new() { ["ipn"] = "drop" }, () => server.EndSessionAsync(session, "success"));
        server.Clock.Advance(TimeSpan.FromMinutes(60));

        await WhileTimePassesAsync(shop, payment, "SUCCEEDED");
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));
    }

    [Fact]
    public async Task Money_of_an_ended_attempt_is_found_beside_the_one_that_paid()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var (first, forgotten) = await server.StartAttemptAsync(payment);
        await Notice.Of(first, "CANCELLED").SendAsync(server);
        await server.PayAsync((string)payment["reference"]!);

        await server.WithFaultsAsync(new() { ["ipn"] = "drop" }, () => server.EndSessionAsync(forgotten, "success"));
        server.Clock.AdjustTime(server.Clock.GetUtcNow() + TimeSpan.FromHours(3));

        await Eventually.BecomesAsync(
            () =>
            {
                server.Clock.Advance(Second);
                return shop.BalancesAsync();
            },
            line => line == "GATEWAY_CLEARING 243848, APPLICATION_PAYABLE 125050, GATEWAY_FEES 6252, SUSPENSE 125050");
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));
    }

    /// <summary>
    /// The adapter asks a silent gateway again after a pause by this clock, while the sandbox waits ten seconds of it for an answer.
    /// </summary>
    private async Task<T> WhileTicksPassAsync<T>(Task<T> work)
    {
        while (await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(20))) != work)
            server.Clock.Advance(TimeSpan.FromMilliseconds(100));
        return await work;
    }

    /// <summary>Lets the clock tick until the payment has this status.</summary>
    private Task<JsonNode> WhileTimePassesAsync(TestApplication shop, JsonNode payment, string status) => Eventually.BecomesAsync(
        () =>
        {
            server.Clock.Advance(Second);
            return shop.ReadPaymentAsync(payment);
        },
        read => (string?)read["status"] == status);

    private Task<int> TimesAskedAsync(TestApplication shop) => server.WithDbAsync(db =>
        db.Of<PaymentAttempt>(new ApplicationId((uint)shop.Id)).Select(attempt => attempt.TimesAsked).SingleAsync());
}
