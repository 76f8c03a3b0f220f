using System.Net.Http.Json;
using OiPayments.GatewayTests.Sandbox;

namespace OiPayments.GatewayTests.Shops;

/// <summary>The shops of <c>docs/sslcommerz.md</c>, run as printed: what its table says of them happens.</summary>
public sealed class ShopsAsPrintedTests
{
    public static TheoryData<string> Languages => ["php", "js", "python"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task It_sells_and_is_not_deceived(string language)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await using var shop = await ShopProcess.StartAsync(language, sandbox.Url);

        Assert.Equal((200, "PAID"), await BuyAsync(sandbox, shop, "success"));
        Assert.Equal((400, "OPEN"), await BuyAsync(sandbox, shop, "success", "ipn-forged"));
        Assert.Equal((200, "TO CHECK"), await BuyAsync(sandbox, shop, "success", "validation-wrong-amount"));
        Assert.Equal((200, "TO CHECK"), await BuyAsync(sandbox, shop, "success", "validation-wrong-currency"));
        Assert.Equal((200, "ON HOLD"), await BuyAsync(sandbox, shop, "risk"));
        Assert.Equal((200, "OPEN"), await BuyAsync(sandbox, shop, "failed"));
        Assert.Equal((200, "OPEN"), await BuyAsync(sandbox, shop, "cancelled"));
        Assert.Equal((200, "PAID"), await BuyAsync(sandbox, shop, "success", "ipn-duplicated"));
        Assert.Equal("Your order is unknown.", await shop.SaysAsync("nobodys"));
    }

    /// <summary>What the shop answered to the notice, and what it says of the order.</summary>
    private static async Task<(int Notice, string State)> BuyAsync(
        SandboxUnderTest sandbox, ShopProcess shop, string outcome, string? scenario = null)
    {
        var page = await shop.BuyAsync();
        Assert.StartsWith(sandbox.Url + "/EasyCheckOut/testcde", page, StringComparison.Ordinal);
        var order = (string)(await sandbox.GetAsync($"/control/sessions/{page[^32..].ToUpperInvariant()}"))["tran_id"]!;
        if (scenario is not null) (await sandbox.Http.PostAsJsonAsync(
            $"/control/transactions/{order}/scenario", new { name = scenario })).EnsureSuccessStatusCode();
        Assert.Equal("Your order is OPEN.", await shop.SaysAsync(order));

        var ended = await sandbox.EndByTransactionAsync(order, new { outcome });

        return ((int)ended["ipn"]!["status"]!, (await shop.SaysAsync(order))["Your order is ".Length..^1]);
    }
}
