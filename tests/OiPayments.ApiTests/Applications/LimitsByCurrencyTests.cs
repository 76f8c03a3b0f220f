using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Refunds;
using OiPayments.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>An amount is judged by the limits of its own currency, and never by taka's.</summary>
public class LimitsByCurrencyTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Each_currency_that_is_named_gets_what_is_said_and_the_others_keep_theirs()
    {
        var shop = await server.RegisterAsync();
        await ChangeAsync(
            shop,
            """
            { "limits": [ { "currency": "USD", "minAmountMinor": 100, "maxAmountMinor": 5000 }, { "currency": "EUR",
            "refundApprovalThresholdMinor": 0 } ] }
            """);

        var changed = await ChangeAsync(
            shop,
            """
            { "limits": [ { "currency": "USD", "refundApprovalThresholdMinor": 700 }, { "currency": "JPY", "maxAmountMinor": 900 } ] }
            """);

        Assert.Equal("EUR //0/ JPY /900// USD //700/", Limits(changed));
        Assert.True(JsonNode.DeepEquals(changed, (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()));
        Assert.Equal("JPY /900// USD //700/", Limits(await ChangeAsync(shop, """{ "limits": [ { "currency": "EUR" } ] }""")));
        Assert.Contains(
            (await server.Operator.ReadAsync("admin/apps?size=200")).Data().AsArray(),
            app => (int)app!["id"]! == shop.Id && Limits(app) == "JPY /900// USD //700/");
        Assert.Equal("", Limits(await ChangeAsync(shop, """{ "limits": null }""")));
    }

    [Theory]
    [InlineData("""{"limits":{}}""", "limits")]
    [InlineData("""{"limits":[7]}""", "limits[0]")]
    [InlineData("""{"limits":[{}]}""", "limits[0].currency")]
    [InlineData("""{"limits":[{"currency":"BDT","maxAmountMinor":5}]}""", "limits[0].currency")]
    [InlineData("""{"limits":[{"currency":"usd","maxAmountMinor":5}]}""", "limits[0].currency")]
    [InlineData("""{"limits":[{"currency":"USD"},{"currency":"USD","maxAmountMinor":5}]}""", "limits[1].currency")]
    [InlineData("""{"limits":[{"currency":"USD","maxAmountMinor":0}]}""", "limits[0].maxAmountMinor")]
    [InlineData("""{"limits":[{"currency":"USD","minAmountMinor":6,"maxAmountMinor":5}]}""", "limits[0].maxAmountMinor")]
    [InlineData(
        """{"limits":[{"currency":"USD","refundSecondApprovalThresholdMinor":5}]}""", "limits[0].refundSecondApprovalThresholdMinor")]
    public async Task Limits_that_cannot_be_are_refused_by_their_path_and_nothing_is_changed(string body, string field)
    {
        var shop = await server.RegisterAsync();
        await ChangeAsync(shop, """{ "limits": [ { "currency": "USD", "minAmountMinor": 100 } ] }""");

        var answer = await server.Operator.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", body);

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal([field], answer.Json["data"]!.AsObject().Select(bad => bad.Key));
        Assert.Equal("USD 100///", Limits((await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()));
    }

    /// <summary>4,000 dollars were half a million taka, and let through by an application that takes at most ten thousand.</summary>
    [Fact]
    public async Task The_largest_payment_in_taka_is_not_passed_in_dollars()
    {
        var shop = await server.RegisterAsync(settings: new() { ["maxAmountMinor"] = 1_000_000 });

        var refused = await OpenAsync(shop, "USD", 400_000);
        Assert.Equal("AMOUNT_OUT_OF_BOUNDS", refused.ErrorCode);
        Assert.Contains("an operator can set one", (string?)refused.Json["meta"]!["message"], StringComparison.Ordinal);

        await ChangeAsync(shop, """{ "limits": [ { "currency": "USD", "minAmountMinor": 100, "maxAmountMinor": 5000 } ] }""");
        Assert.Equal("AMOUNT_OUT_OF_BOUNDS", (await OpenAsync(shop, "USD", 5001)).ErrorCode);
        Assert.Equal("AMOUNT_OUT_OF_BOUNDS", (await OpenAsync(shop, "USD", 99)).ErrorCode);
        Assert.Null((await OpenAsync(shop, "USD", 5000)).ErrorCode);
        Assert.Null((await OpenAsync(shop, "BDT", 1_000_000)).ErrorCode);
    }

    /// <summary>They had a page to pay on, and nobody could pay there.</summary>
    [Theory]
    [InlineData("USD", 1)]
    [InlineData("JPY", 1)]
    public async Task What_the_gateway_cannot_take_at_any_likely_rate_is_refused_at_once(string currency, long amountMinor)
    {
        var answer = await OpenAsync(await server.RegisterAsync(), currency, amountMinor);

        Assert.Equal("AMOUNT_OUT_OF_BOUNDS", answer.ErrorCode);
        Assert.Contains("10.00 BDT", (string?)answer.Json["meta"]!["message"], StringComparison.Ordinal);
    }

    /// <summary>A threshold of 5,000 taka let 3,999 dollars through.</summary>
    [Fact]
    public async Task An_operators_refund_in_a_currency_without_a_threshold_waits_for_another_person()
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 500_000 });
        var payment = await server.PaidPaymentAsync(shop, new JsonObject { ["currency"] = "USD", ["amountMinor"] = 20_000 });

        Assert.Equal("AWAITING_APPROVAL", await RefundAsync(payment, 100));

        await ChangeAsync(
            shop,
            """
            { "limits": [ { "currency": "USD", "refundApprovalThresholdMinor": 1000, "refundSecondApprovalThresholdMinor": 2000 } ] }
            """);
        Assert.Equal("PENDING", await RefundAsync(payment, 1000));
        Assert.Equal("AWAITING_APPROVAL", await RefundAsync(payment, 1001));
        Assert.Equal(2, await ApprovalsAsync(payment, 2001));
        Assert.Equal(0, await ApprovalsAsync(await server.PaidPaymentAsync(shop), 100));
    }

    private async Task<string?> RefundAsync(JsonNode payment, long amountMinor) =>
        (string?)(await server.Operator.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = amountMinor })).Data()["status"];

    private async Task<int> ApprovalsAsync(JsonNode payment, long amountMinor)
    {
        var refund = (await server.Operator.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = amountMinor })).Data();
        var id = new Id<Refund>((long)refund["id"]!);
        return await server.WithDbAsync(async db =>
            (await db.AcrossApplications<Refund>().SingleAsync(one => one.Id == id)).ApprovalsNeeded);
    }

    private async Task<JsonNode> ChangeAsync(TestApplication shop, string settings) =>
        (await server.Operator.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", settings)).Data();

    private static Task<Answer> OpenAsync(TestApplication shop, string currency, long amountMinor) =>
        shop.Test.PostAsync(
            "payments", new JsonObject { ["amountMinor"] = amountMinor, ["currency"] = currency, ["customerReference"] = "c" });

    private static string Limits(JsonNode? application) => string.Join(' ', application!["limits"]!.AsArray().Select(limits =>
        $"{limits!["currency"]} {limits["minAmountMinor"]}/{limits["maxAmountMinor"]}/{limits["refundApprovalThresholdMinor"]}/{limits["refundSecondApprovalThresholdMinor"]}"));
}
