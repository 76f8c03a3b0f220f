using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Refunds;

/// <summary>An application gives money back, and what becomes of it at the gateway. These tests move the clock.</summary>
public class RefundingAPaymentTests(TestServer server) : IClassFixture<TestServer>
{
    private const string PaidOnce = "GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126";

    [Fact]
    public async Task A_part_goes_back_and_the_rest_can_still_be_refunded()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var payment = await server.PaidPaymentAsync(shop);
        await receiver.NextAsync();

        var answer = await shop.RefundAsync(payment, 25050);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var refund = answer.Data();
        Assert.Equal("PENDING", (string?)refund["status"]);
        Assert.Equal("application", (string?)refund["createdBy"]);
        Assert.StartsWith("rfd_", (string?)refund["reference"], StringComparison.Ordinal);
        Assert.Equal((long)payment["id"]!, (long)refund["paymentId"]!);
        Assert.Equal(
            "GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 100000, GATEWAY_FEES 3126, REFUNDS_IN_TRANSIT 25050", await shop.BalancesAsync());
        var during = await shop.ReadPaymentAsync(payment);
        Assert.Equal((0, 100000), ((long)during["refundedMinor"]!, (long)during["refundableMinor"]!));

        var ended = await server.WhenRefundEndsAsync(shop, refund);

        Assert.Equal("SUCCEEDED", (string?)ended["status"]);
        Assert.Matches("^[0-9a-f]{13}$", (string)ended["gatewayRefundId"]!);
        Assert.Equal("GATEWAY_CLEARING 96874, APPLICATION_PAYABLE 100000, GATEWAY_FEES 3126", await shop.BalancesAsync());
        var after = await shop.ReadPaymentAsync(payment);
        Assert.Equal((25050, 100000), ((long)after["refundedMinor"]!, (long)after["refundableMinor"]!));
        Assert.Equal("SUCCEEDED", (string?)after["status"]);

        // At least once: a delivery that was under way when the clock jumped comes again.
        var told = JsonNode.Parse((await receiver.NextAsync()).Body)!;
        while ((string?)told["type"] == "payment.succeeded") told = JsonNode.Parse((await receiver.NextAsync()).Body)!;
        Assert.Equal("refund.succeeded", (string?)told["type"]);
        Assert.True(JsonNode.DeepEquals(ended, told["data"]));
    }

    [Fact]
    public async Task Many_parts_add_up_to_the_whole_and_not_a_paisa_more()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);

        foreach (var part in new[] { 50, 100000, 25000 })
            Assert.Equal(HttpStatusCode.Created, (await shop.RefundAsync(payment, part)).Status);

        var more = await shop.RefundAsync(payment, 1);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "REFUND_EXCEEDS_BALANCE"), (more.Status, more.ErrorCode));
        var listed = (await shop.Test.ReadAsync($"payments/{payment["id"]}/refunds?size=2")).Json;
        Assert.Equal([25000L, 100000L], listed["data"]!.AsArray().Select(refund => (long)refund!["amountMinor"]!));
        Assert.Equal(3, (int)listed["pagination"]!["totalElements"]!);
        foreach (var refund in (await shop.Test.ReadAsync($"payments/{payment["id"]}/refunds")).Data().AsArray())
            await server.WhenRefundEndsAsync(shop, refund!);
        Assert.Equal("GATEWAY_CLEARING -3126, GATEWAY_FEES 3126", await shop.BalancesAsync());
    }

    [Fact]
    public async Task Fifty_at_once_never_give_back_more_than_came()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => number % 2 == 0
            ? shop.RefundAsync(payment, 10000)
            : server.Operator.PostAsync($"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 10000 }))));

        Assert.Equal(12, answers.Count(answer => answer.Status is HttpStatusCode.Created));
        Assert.All(
            answers.Where(answer => answer.Status is not HttpStatusCode.Created),
            answer => Assert.Equal("REFUND_EXCEEDS_BALANCE", answer.ErrorCode));
        Assert.Equal(5050, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
        foreach (var answer in answers.Where(answer => answer.Status is HttpStatusCode.Created))
            Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, answer.Data()))["status"]);
        Assert.Equal("GATEWAY_CLEARING 1924, APPLICATION_PAYABLE 5050, GATEWAY_FEES 3126", await shop.BalancesAsync());
    }

    [Fact]
    public async Task The_same_key_a_hundred_times_at_once_refunds_once()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => Task.Run(() => shop.RefundAsync(payment, 1000, ("Idempotency-Key", "one-refund")))));

        var made = answers.Where(answer => answer.Status is HttpStatusCode.Created).ToList();
        Assert.NotEmpty(made);
        Assert.Single(made.Select(answer => answer.Text).Distinct());
        Assert.All(answers.Except(made), answer => Assert.Equal("IDEMPOTENCY_IN_PROGRESS", answer.ErrorCode));
        Assert.Equal(124050, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
        Assert.Equal(made[0].Text, (await shop.RefundAsync(payment, 1000, ("Idempotency-Key", "one-refund"))).Text);
        Assert.Equal("IDEMPOTENCY_KEY_CONFLICT", (await shop.RefundAsync(payment, 1001, ("Idempotency-Key", "one-refund"))).ErrorCode);
    }

    [Theory]
    [InlineData("refund-lost")]
    [InlineData("refund-query-down")]
    public async Task A_lost_answer_is_asked_for_again_and_the_money_goes_back_once(string scenario)
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, scenario);
        var refund = (await shop.RefundAsync(payment, 25050)).Data();

        if (scenario == "refund-query-down")
        {
            await server.WhenRefundAsync(shop, refund, read => read["gatewayRefundId"] is not null);
            server.WaitOut(TimeSpan.FromHours(2));
            Assert.Equal("PENDING", (string?)(await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data()["status"]);
            await server.PlanAsync(await TransactionOfAsync(payment), []);
        }

        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
        Assert.Equal("GATEWAY_CLEARING 96874, APPLICATION_PAYABLE 100000, GATEWAY_FEES 3126", await shop.BalancesAsync());
        Assert.Single(await RefundsAtTheGatewayAsync(payment));
    }

    [Fact]
    public async Task What_the_gateway_cancels_can_be_refunded_again()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, "refund-cancelled");

        var failed = await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 125050)).Data());

        Assert.Equal("FAILED", (string?)failed["status"]);
        Assert.NotNull(failed["failureMessage"]);
        Assert.Equal(PaidOnce, await shop.BalancesAsync());
        Assert.Equal(125050, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
        Assert.Equal(["payment.succeeded", "refund.failed"], await server.EventsAsync(shop));

        await server.PlanAsync(await TransactionOfAsync(payment), []);
        Assert.Equal(
            "SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 125050)).Data()))["status"]);
    }

    [Fact]
    public async Task A_clear_no_fails_the_refund()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, "refund-refused");

        var failed = await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 125050)).Data());

        Assert.Equal("FAILED", (string?)failed["status"]);
        Assert.Equal(PaidOnce, await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_no_after_a_lost_answer_is_left_to_a_person()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, "refund-lost-unnamed");
        var refund = (await shop.RefundAsync(payment, 25050)).Data();

        var seen = await Eventually.BecomesAsync(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await server.Operator.ReadAsync($"admin/refunds/{refund["id"]}")).Data();
            },
            read => ((string?)read["note"])?.Contains("merchant panel", StringComparison.Ordinal) is true);

        Assert.Equal("PENDING", (string?)seen["status"]);
        Assert.Null((await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data()["note"]);
        var known = Assert.Single(await RefundsAtTheGatewayAsync(payment));
        var resolved = await server.Operator.PostAsync(
            $"admin/refunds/{refund["id"]}/resolve",
            new JsonObject { ["gatewayRefundId"] = (string)known["refund_ref_id"]!, ["note"] = "Seen in the panel." });
        Assert.Equal(HttpStatusCode.OK, resolved.Status);
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
        Assert.Equal("GATEWAY_CLEARING 96874, APPLICATION_PAYABLE 100000, GATEWAY_FEES 3126", await shop.BalancesAsync());
    }

    [Fact]
    public async Task While_we_may_not_ask_nothing_is_lost()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, "refund-not-allowed");
        var refund = (await shop.RefundAsync(payment, 25050)).Data();
        server.WaitOut(TimeSpan.FromHours(1));
        Assert.Equal("PENDING", (string?)(await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data()["status"]);

        await server.PlanAsync(await TransactionOfAsync(payment), []);

        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
    }

    [Fact]
    public async Task Only_money_that_arrived_can_go_back()
    {
        var shop = await server.RegisterAsync();
        var unpaid = await shop.OpenPaymentAsync();

        Assert.Equal("INVALID_OPERATION_STATE", (await shop.RefundAsync(unpaid, 100)).ErrorCode);
        Assert.Equal("", await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_callers_wrong_idea_of_the_balance_stops_it_before_anything_is_tried()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);
        var body = new JsonObject { ["amountMinor"] = 100, ["expectedRefundableMinor"] = 125050 };
        Assert.Equal(HttpStatusCode.Created, (await shop.Test.PostAsync($"payments/{payment["id"]}/refunds", body)).Status);

        var again = await shop.Test.PostAsync($"payments/{payment["id"]}/refunds", body);

        Assert.Equal("REFUND_EXCEEDS_BALANCE", again.ErrorCode);
        Assert.Equal(124950, (long)(await shop.ReadPaymentAsync(payment))["refundableMinor"]!);
    }

    [Theory]
    [InlineData("""{ "amountMinor": 0 }""", "amountMinor")]
    [InlineData("""{ "amountMinor": -5 }""", "amountMinor")]
    [InlineData("""{ "amountMinor": 10.5 }""", "amountMinor")]
    [InlineData("""{ "amountMinor": "100" }""", "amountMinor")]
    [InlineData("""{ "reason": 5 }""", "amountMinor, reason")]
    [InlineData("""{ "amountMinor": 1, "expectedRefundableMinor": -1 }""", "expectedRefundableMinor")]
    public async Task Bad_fields_are_named(string json, string fields)
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);

        var answer = await shop.Test.SendAsync(HttpMethod.Post, $"payments/{payment["id"]}/refunds", json);

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal(fields, string.Join(", ", answer.Json["data"]!.AsObject().Select(bad => bad.Key)));
    }

    [Fact]
    public async Task Anothers_payment_and_the_other_modes_are_not_found()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var payment = await server.PaidPaymentAsync(shop);
        var refund = (await shop.RefundAsync(payment, 100)).Data();

        foreach (var stranger in new[] { other.Test, shop.Live })
        {
            Assert.Equal(
                "RESOURCE_NOT_FOUND",
                (await stranger.PostAsync($"payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 1 })).ErrorCode);
            Assert.Equal("RESOURCE_NOT_FOUND", (await stranger.ReadAsync($"payments/{payment["id"]}/refunds")).ErrorCode);
            Assert.Equal("RESOURCE_NOT_FOUND", (await stranger.ReadAsync($"refunds/{refund["id"]}")).ErrorCode);
        }
    }

    private async Task<string> TransactionOfAsync(JsonNode payment)
    {
        return (string)(await server.Operator.ReadAsync($"admin/payments/{payment["id"]}")).Data()["attempts"]![0]!["transactionId"]!;
    }

    private async Task<List<JsonNode>> RefundsAtTheGatewayAsync(JsonNode payment)
    {
        using var client = new HttpClient();
        var all = JsonNode.Parse(await client.GetStringAsync(new Uri(server.SandboxUrl, "/control/refunds?limit=10000")))!.AsArray();
        return [.. all.Where(refund => (string?)refund!["bank_tran_id"] == (string?)payment["gatewayTxnId"]).Select(refund => refund!)];
    }
}
