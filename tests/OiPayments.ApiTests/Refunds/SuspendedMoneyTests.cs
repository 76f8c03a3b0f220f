using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Refunds;

/// <summary>Money that arrived and cannot simply count: risky, of a wrong amount, or paid twice.</summary>
public class SuspendedMoneyTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Risky_money_that_is_released_counts_like_any_other()
    {
        var (shop, payment) = await HeldAsync();

        var released = await server.Operator.PostAsync($"admin/payments/{payment["id"]}/release", new JsonObject());

        Assert.Equal(HttpStatusCode.OK, released.Status);
        var paid = await shop.ReadPaymentAsync(payment);
        Assert.Equal("SUCCEEDED", (string?)paid["status"]);
        Assert.Null(paid["heldAt"]);
        Assert.Equal((125050, 3126), ((long)paid["refundableMinor"]!, (long)paid["feeMinor"]!));
        Assert.NotNull(paid["gatewayTxnId"]);
        Assert.Equal("GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126", await shop.BalancesAsync());
        Assert.Equal(["payment.held", "payment.succeeded"], await server.EventsAsync(shop));
        Assert.Equal(
            "INVALID_OPERATION_STATE",
            (await server.Operator.PostAsync($"admin/payments/{payment["id"]}/release", new JsonObject())).ErrorCode);
        Assert.Equal(
            "SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 125050)).Data()))["status"]);
    }

    [Fact]
    public async Task Held_money_that_is_given_back_fails_the_payment()
    {
        var (shop, payment) = await HeldAsync();

        var refund = (await server.Operator.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["reason"] = "A stolen card" })).Data();

        Assert.Equal(("PENDING", "SUSPENSE", 125050), ((string?)refund["status"], (string?)refund["source"], (long)refund["amountMinor"]!));
        var failed = await shop.ReadPaymentAsync(payment);
        Assert.Equal(("FAILED", "RISK_REJECTED"), ((string?)failed["status"], (string?)failed["failureCode"]));
        Assert.Null(failed["heldAt"]);
        Assert.Equal("GATEWAY_CLEARING 121924, GATEWAY_FEES 3126, REFUNDS_IN_TRANSIT 125050", await shop.BalancesAsync());
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
        Assert.Equal("GATEWAY_CLEARING -3126, GATEWAY_FEES 3126", await shop.BalancesAsync());
        Assert.Equal(["payment.held", "payment.failed", "refund.succeeded"], await server.EventsAsync(shop));
        Assert.Equal(0, (long)(await shop.ReadPaymentAsync(payment))["refundedMinor"]!);
    }

    [Fact]
    public async Task Releasing_and_refunding_at_once_end_one_way()
    {
        var (shop, payment) = await HeldAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() => number % 2 == 0
            ? server.Operator.PostAsync($"admin/payments/{payment["id"]}/release", new JsonObject())
            : server.Operator.PostAsync($"admin/payments/{payment["id"]}/refunds", new JsonObject()))));

        // A released payment has no held money, and a refund of its capture has to name an amount.
        Assert.Single(answers, answer => (int)answer.Status is >= 200 and < 300);
        var status = (string?)(await shop.ReadPaymentAsync(payment))["status"];
        Assert.Contains(status, new[] { "SUCCEEDED", "FAILED" });
        Assert.Equal(
            status == "SUCCEEDED" ? "GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126"
                : "GATEWAY_CLEARING 121924, GATEWAY_FEES 3126, REFUNDS_IN_TRANSIT 125050",
            await shop.BalancesAsync());
    }

    [Theory]
    [InlineData("validation-wrong-amount")]
    [InlineData("validation-wrong-currency")]
    public async Task Money_of_a_wrong_amount_can_only_go_back(string scenario)
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var (transactionId, session) = await server.StartAttemptAsync(payment);
        await server.PlanAsync(transactionId, new() { ["name"] = scenario });
        await server.EndSessionAsync(session, "success");
        var held = await shop.ReadPaymentAsync(payment);
        Assert.Equal(("PENDING", "MISMATCH"), ((string?)held["status"], (string?)held["holdReason"]));

        var released = await server.Operator.PostAsync($"admin/payments/{payment["id"]}/release", new JsonObject());

        Assert.Equal("INVALID_OPERATION_STATE", released.ErrorCode);
        var attempt = (await server.Operator.ReadAsync($"admin/payments/{payment["id"]}")).Data()["attempts"]![0]!;
        Assert.Equal("MISMATCHED", (string?)attempt["status"]);
        var refund = (await server.Operator.PostAsync($"admin/payments/{payment["id"]}/refunds", new JsonObject())).Data();
        Assert.Equal((long)attempt["chargedMinor"]!, (long)refund["amountMinor"]!);

        // Of a currency without a threshold every refund by an operator needs a second person.
        if ((string?)refund["status"] == "AWAITING_APPROVAL")
        {
            Assert.NotEqual("BDT", (string?)refund["currency"]);
            using var approver = await server.OperatorWithAsync([Permission.RefundApprove], shop);
            (await approver.PostAsync($"admin/refunds/{refund["id"]}/approve", new JsonObject())).Data();
        }

        Assert.Equal("AMOUNT_MISMATCH", (string?)(await shop.ReadPaymentAsync(payment))["failureCode"]);
    }

    [Fact]
    public async Task Surplus_money_goes_back_by_itself_when_the_application_says_so()
    {
        var (shop, payment, _) = await PaidTwiceAsync(new() { ["autoRefundSurplus"] = true });

        var refund = await Eventually.BecomesAsync(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await shop.Test.ReadAsync($"payments/{payment["id"]}/refunds")).Data().AsArray();
            },
            refunds => refunds.Count == 1);

        Assert.Equal(("policy", "SUSPENSE"), ((string?)refund[0]!["createdBy"], (string?)refund[0]!["source"]));
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund[0]!))["status"]);
        Assert.Equal("GATEWAY_CLEARING 118798, APPLICATION_PAYABLE 125050, GATEWAY_FEES 6252", await shop.BalancesAsync());
        var paid = await shop.ReadPaymentAsync(payment);
        Assert.Equal(("SUCCEEDED", 0, 125050), ((string?)paid["status"], (long)paid["refundedMinor"]!, (long)paid["refundableMinor"]!));
    }

    [Fact]
    public async Task Surplus_money_waits_for_an_operator_when_it_does_not()
    {
        var (shop, payment, surplus) = await PaidTwiceAsync([]);
        server.WaitOut(TimeSpan.FromHours(3));
        Assert.Empty((await shop.Test.ReadAsync($"payments/{payment["id"]}/refunds")).Data().AsArray());
        Assert.Equal("INVALID_OPERATION_STATE", (await ReturnAsync(payment, surplus, 100)).ErrorCode);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => ReturnAsync(payment, surplus))));

        var refund = Assert.Single(answers, answer => answer.Status is HttpStatusCode.Created).Data();
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
        Assert.Equal("GATEWAY_CLEARING 118798, APPLICATION_PAYABLE 125050, GATEWAY_FEES 6252", await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_failed_return_leaves_the_money_in_suspense_to_be_tried_again()
    {
        var (shop, payment, surplus) = await PaidTwiceAsync([]);
        await server.PlanAsync(surplus, new() { ["name"] = "refund-cancelled" });
        var before = await shop.BalancesAsync();

        Assert.Equal("FAILED", (string?)(await server.WhenRefundEndsAsync(shop, (await ReturnAsync(payment, surplus)).Data()))["status"]);

        Assert.Equal(before, await shop.BalancesAsync());
        await server.PlanAsync(surplus, []);
        Assert.Equal([(long)payment["id"]!], await SuspendedAsync(shop));
        Assert.Equal(
            "SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, (await ReturnAsync(payment, surplus)).Data()))["status"]);
        Assert.Empty(await SuspendedAsync(shop));
    }

    [Fact]
    public async Task Money_taken_twice_under_one_transaction_is_surplus_the_second_time()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var (transactionId, session) = await server.StartAttemptAsync(payment);
        await server.PlanAsync(transactionId, new() { ["name"] = "paid-twice" });

        await server.EndSessionAsync(session, "success");

        await Eventually.BecomesAsync(
            () => shop.BalancesAsync(),
            line => line == "GATEWAY_CLEARING 243848, APPLICATION_PAYABLE 125050, GATEWAY_FEES 6252, SUSPENSE 125050");
        var attempts = (await server.Operator.ReadAsync($"admin/payments/{payment["id"]}")).Data()["attempts"]!.AsArray();
        Assert.Equal(["PAID", "SURPLUS"], attempts.Select(attempt => (string?)attempt!["status"]));
        var refund = (await ReturnAsync(payment, (string)attempts[1]!["transactionId"]!)).Data();
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
    }

    private async Task<List<long>> SuspendedAsync(TestApplication shop) =>
        [.. (await server.Operator.ReadAsync($"admin/payments?suspended=true&applicationId={shop.Id}"))
            .Data()
            .AsArray()
            .Select(found => (long)found!["id"]!)];

    private Task<Answer> ReturnAsync(JsonNode payment, string transactionId, long? amountMinor = null) =>
        server.Operator.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["transactionId"] = transactionId, ["amountMinor"] = amountMinor });

    private async Task<(TestApplication Shop, JsonNode Payment)> HeldAsync()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!, "risk");
        var held = await shop.ReadPaymentAsync(payment);
        Assert.Equal("RISK", (string?)held["holdReason"]);
        Assert.Contains(
            (await server.Operator.ReadAsync($"admin/payments?held=true&applicationId={shop.Id}")).Data().AsArray(),
            found => (long)found!["id"]! == (long)payment["id"]!);
        return (shop, payment);
    }

    private async Task<(TestApplication Shop, JsonNode Payment, string Surplus)> PaidTwiceAsync(JsonObject settings)
    {
        var shop = await server.RegisterAsync(settings: settings);
        var payment = await shop.OpenPaymentAsync();
        var (first, forgotten) = await server.StartAttemptAsync(payment);
        await Notice.Of(first, "CANCELLED").SendAsync(server);
        await server.PayAsync((string)payment["reference"]!);
        await server.EndSessionAsync(forgotten, "success");
        return (shop, payment, first);
    }
}
