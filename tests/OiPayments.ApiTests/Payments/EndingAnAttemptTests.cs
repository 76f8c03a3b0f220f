using System.Text.Json.Nodes;
using OiPayments.ApiTests.Ledger;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

public class EndingAnAttemptTests(TestServer server) : IClassFixture<TestServer>
{
    private const string PaidOnce = "GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126";

    [Fact]
    public async Task A_declined_attempt_leaves_the_payment_payable()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var reference = (string)payment["reference"]!;

        await server.EndSessionAsync(await server.StartPayingAsync(reference), "failed", error: "Insufficient funds");

        var declined = await shop.ReadPaymentAsync(payment);
        Assert.Equal("PENDING", (string?)declined["status"]);
        Assert.Equal("DECLINED", (string?)declined["failureCode"]);
        Assert.Equal("Insufficient funds", (string?)declined["failureMessage"]);
        Assert.NotNull(declined["redirectUrl"]);
        Assert.Empty(await server.EventsAsync(shop));

        await server.PayAsync(reference);
        var paid = await shop.ReadPaymentAsync(payment);
        Assert.Equal("SUCCEEDED", (string?)paid["status"]);
        Assert.Null(paid["failureCode"]);
        Assert.Null(paid["failureMessage"]);
        Assert.Null(paid["redirectUrl"]);
        Assert.Equal(125050, (long)paid["refundableMinor"]!);
    }

    [Theory]
    [InlineData("cancelled", "CANCELLED")]
    [InlineData("unattempted", "UNATTEMPTED")]
    [InlineData("expired", "EXPIRED")]
    public async Task However_an_attempt_ends_without_money_the_payment_says_why_and_waits(string outcome, string code)
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        var ended = await server.PayAsync((string)payment["reference"]!, outcome);

        var waiting = await shop.ReadPaymentAsync(payment);
        Assert.Equal("PENDING", (string?)waiting["status"]);
        Assert.Equal(code, (string?)waiting["failureCode"]);
        Assert.Equal("Accepted", await server.OutcomesAsync((string)ended["tran_id"]!));
        Assert.Equal("", await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_failure_that_arrives_after_the_money_is_ignored()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var ended = await server.PayAsync((string)payment["reference"]!);

        await Notice.From(ended).With("status", "FAILED").Signed().SendAsync(server);

        Assert.Equal("Accepted, Ignored", await server.OutcomesAsync((string)ended["tran_id"]!));
        var paid = await shop.ReadPaymentAsync(payment);
        Assert.Equal("SUCCEEDED", (string?)paid["status"]);
        Assert.Null(paid["failureCode"]);
        Assert.Equal(PaidOnce, await shop.BalancesAsync());
    }

    [Fact]
    public async Task However_reordered_a_failure_and_a_success_end_in_success()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var ended = await server.PayUnheardAsync(payment);
        var (success, failure) = (Notice.From(ended), Notice.From(ended).With("status", "FAILED").Signed());

        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(number => Task.Run(() => (number % 2 == 0 ? failure : success).SendAsync(server))));

        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Equal(PaidOnce, await shop.BalancesAsync());
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));
        Assert.DoesNotContain("Deferred", await server.OutcomesAsync((string)ended["tran_id"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Money_that_comes_after_the_customer_cancelled_is_still_money()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var (transactionId, session) = await server.StartAttemptAsync(payment);
        using var cancelled = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}/cancel"), null);
        Assert.Equal("CANCELLED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);

        await server.EndSessionAsync(session, "success");

        var paid = await shop.ReadPaymentAsync(payment);
        Assert.Equal("SUCCEEDED", (string?)paid["status"]);
        Assert.NotNull(paid["paidAt"]);
        Assert.Equal(["payment.cancelled", "payment.succeeded"], await server.EventsAsync(shop));
        Assert.Contains("CANCELLED", Assert.Single(await server.CallbacksAsync(transactionId)).Note, StringComparison.Ordinal);
        Assert.Equal(PaidOnce, await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_second_paid_attempt_is_kept_in_suspense()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var (first, forgotten) = await server.StartAttemptAsync(payment);
        await Notice.Of(first, "CANCELLED").SendAsync(server);
        await server.PayAsync((string)payment["reference"]!);
        var before = await shop.ReadPaymentAsync(payment);

        await server.EndSessionAsync(forgotten, "success");

        Assert.Equal("Accepted, Accepted", await server.OutcomesAsync(first));
        Assert.Equal("GATEWAY_CLEARING 243848, APPLICATION_PAYABLE 125050, GATEWAY_FEES 6252, SUSPENSE 125050", await shop.BalancesAsync());
        Assert.Equal(["payment.succeeded"], await server.EventsAsync(shop));
        var after = await shop.ReadPaymentAsync(payment);
        Assert.Equal((string?)before["gatewayTxnId"], (string?)after["gatewayTxnId"]);
        Assert.Equal(125050, (long)after["refundableMinor"]!);
    }

    [Fact]
    public async Task Risky_money_is_held_and_not_the_applications_yet()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        await server.PayAsync((string)payment["reference"]!, "risk");

        var held = await shop.ReadPaymentAsync(payment);
        Assert.Equal("PENDING", (string?)held["status"]);
        Assert.Null(held["redirectUrl"]);
        Assert.Null(held["paidAt"]);
        Assert.Equal(0, (long)held["refundableMinor"]!);
        Assert.Equal("GATEWAY_CLEARING 121924, GATEWAY_FEES 3126, SUSPENSE 125050", await shop.BalancesAsync());
        Assert.Equal(["payment.held"], await server.EventsAsync(shop));

        using var cancelled = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}/cancel"), null);
        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Fact]
    public async Task A_notice_for_a_mode_without_a_store_that_names_no_attempt_of_it_is_kept_and_unmatched()
    {
        var shop = await server.RegisterAsync();
        var ended = await server.PayUnheardAsync(await shop.OpenPaymentAsync());

        await Notice.From(ended).SendAsync(server, "live");

        Assert.Equal("Unmatched", await server.OutcomesAsync((string)ended["tran_id"]!));
    }

    [Fact]
    public async Task The_event_tells_the_payment_as_it_is_read_also_when_the_money_was_late()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var payment = await shop.OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!, "risk");

        var told = JsonNode.Parse((await receiver.NextAsync()).Body)!;

        Assert.Equal("payment.held", (string?)told["type"]);
        Assert.True(JsonNode.DeepEquals(await shop.ReadPaymentAsync(payment), told["data"]));
    }
}
