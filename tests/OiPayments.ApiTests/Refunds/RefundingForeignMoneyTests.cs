using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Ledger;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Refunds;

/// <summary>
/// The gateway gives back taka, at the rate it took the payment at. The sandbox takes a dollar for 122.0000, a yen for 0.8100.
/// </summary>
public class RefundingForeignMoneyTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("USD", "122", 122122, "333 333 335", "40626 40626 40870")]
    [InlineData("USD", "122", 122122, "1 1 999", "122 122 121878")]
    [InlineData("JPY", "0.81", 81081, "334 333 334", "27054 26973 27054")]
    [InlineData("OMR", "316.9", 3172169, "330 330 341", "1045770 1045770 1080629")]
    public async Task Parts_are_sent_in_taka_and_come_to_exactly_what_was_taken(
        string currency, string rate, long whole, string parts, string taka)
    {
        var shop = await server.RegisterAsync();
        var amount = parts.Split(' ').Sum(part => long.Parse(part, CultureInfo.InvariantCulture)) * (currency == "OMR" ? 100 : 1);
        var payment = await server.PaidPaymentAsync(shop, new JsonObject { ["amountMinor"] = amount, ["currency"] = currency });

        var refunds = new List<JsonNode>();
        foreach (var part in parts.Split(' '))
            refunds.Add(
                (await shop.RefundAsync(payment, long.Parse(part, CultureInfo.InvariantCulture) * (currency == "OMR" ? 100 : 1))).Data());

        Assert.Equal(taka, string.Join(' ', refunds.Select(refund => refund["gatewayAmountMinor"])));
        Assert.Equal(whole, refunds.Sum(refund => (long)refund["gatewayAmountMinor"]!));
        Assert.All(refunds, refund => Assert.Equal(
            ("BDT", rate), ((string?)refund["gatewayCurrency"], $"{(string?)refund["exchangeRate"]}".TrimEnd('0').TrimEnd('.'))));
        Assert.Equal(amount, refunds.Sum(refund => (long)refund["amountMinor"]!));
        foreach (var refund in refunds) Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
        Assert.Equal(taka.Split(' ').Order(), (await AtTheGatewayAsync(payment)).Order());

        // The books stay in the payment's currency: what is left is the fee, which the gateway keeps.
        var paid = await shop.ReadPaymentAsync(payment);
        Assert.Equal((amount, 0), ((long)paid["refundedMinor"]!, (long)paid["refundableMinor"]!));
        Assert.DoesNotContain("APPLICATION_PAYABLE", await shop.BalancesAsync(), StringComparison.Ordinal);
        Assert.True((bool)(await server.Operator.ReadAsync("admin/verify")).Data()["holds"]!);
    }

    [Fact]
    public async Task What_failed_in_between_does_not_change_what_the_others_come_to()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop, new JsonObject { ["amountMinor"] = 1001, ["currency"] = "USD" });
        var first = (await shop.RefundAsync(payment, 333)).Data();
        await server.WhenRefundEndsAsync(shop, first);
        var transaction =
            (string)(await server.Operator.ReadAsync($"admin/payments/{payment["id"]}")).Data()["attempts"]![0]!["transactionId"]!;
        await server.PlanAsync(transaction, new() { ["name"] = "refund-refused" });
        Assert.Equal("FAILED", (string?)(await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 333)).Data()))["status"]);
        await server.PlanAsync(transaction, []);

        var rest = (await shop.RefundAsync(payment, 668)).Data();

        Assert.Equal(122122, (long)first["gatewayAmountMinor"]! + (long)rest["gatewayAmountMinor"]!);
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, rest))["status"]);
    }

    [Fact]
    public async Task Suspended_money_of_another_currency_goes_back_whole_in_taka()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync(new JsonObject { ["amountMinor"] = 1001, ["currency"] = "USD" });
        await server.PayAsync((string)payment["reference"]!, "risk");

        var refund = (await server.Operator.PostAsync($"admin/payments/{payment["id"]}/refunds", new JsonObject())).Data();

        Assert.Equal(
            (1001, 122122, 0), ((long)refund["amountMinor"]!, (long)refund["gatewayAmountMinor"]!, (long)refund["roundingMinor"]!));

        // The app has no threshold for dollars, so another operator has to agree.
        Assert.Equal("AWAITING_APPROVAL", (string?)refund["status"]);
        using var second = await server.SecondOperatorAsync();
        (await second.PostAsync($"admin/refunds/{refund["id"]}/approve", new JsonObject())).Data();
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
    }

    [Fact]
    public async Task Without_the_rate_or_for_less_than_a_paisa_it_is_refused_when_it_is_asked_for()
    {
        var shop = await server.RegisterAsync();
        var rupiah = await server.PaidPaymentAsync(shop, new JsonObject { ["amountMinor"] = 200000, ["currency"] = "IDR" });
        var small = await shop.RefundAsync(rupiah, 1);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "AMOUNT_OUT_OF_BOUNDS"), (small.Status, small.ErrorCode));

        await server.ExecuteAsync(
            $"UPDATE payment_attempts SET converted_minor = NULL, exchange_rate = NULL WHERE payment_id = {rupiah["id"]}");
        var refused = await shop.RefundAsync(rupiah, 100000);

        Assert.Equal((HttpStatusCode.Conflict, "INVALID_OPERATION_STATE"), (refused.Status, refused.ErrorCode));
        Assert.Contains("BDT only", refused.Text, StringComparison.Ordinal);
        Assert.Equal(200000, (long)(await shop.ReadPaymentAsync(rupiah))["refundableMinor"]!);
        Assert.Empty((await shop.Test.ReadAsync($"payments/{rupiah["id"]}/refunds")).Data().AsArray());
    }

    /// <summary>What the gateway was asked to give back of one payment, in paisa.</summary>
    private async Task<List<string>> AtTheGatewayAsync(JsonNode payment)
    {
        using var client = new HttpClient();
        var all = JsonNode.Parse(await client.GetStringAsync(new Uri(server.SandboxUrl, "/control/refunds?limit=10000")))!.AsArray();
        return [.. all.Where(refund => (string?)refund!["bank_tran_id"] == (string?)payment["gatewayTxnId"])
            .Select(refund => ((string)refund!["amount"]!).Replace(".", "", StringComparison.Ordinal))];
    }
}
