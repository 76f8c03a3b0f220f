using OiPayments.ApiTests.Webhooks;
using OiPayments.Documentation;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Documentation;

/// <summary>The guides that have a command here and there, which go on where the guide to begin with ends.</summary>
public class SmallerGuidesTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>Those whose commands build on one another, and have a test of their own.</summary>
    private static readonly string[] Longer = ["cli", "getting-started", "invoicing", "sandbox", "test-clock"];

    /// <summary>Those whose commands take a machine apart: a drill runs them as printed.</summary>
    private static readonly string[] RunByDrills = ["backup"];

    [Theory]
    [InlineData("concepts", "\"status\":\"SUCCEEDED\"")]
    [InlineData("ledger", "GATEWAY_CLEARING")]
    [InlineData("refunds", "\"amountMinor\":25050")]
    [InlineData("settlement",
        "The file is IMPORTED\nIt has 1 row that agrees and 1 that a person has to look at|The file is REFUSED|All 3 of its 3 rows agree"
        + "|1 payout has arrived\nGateway, books and bank agree: true"
        + "|\"reason\":\"ALREADY_SETTLED\"|\"reason\":\"CHARGEBACK\"|\"reason\":\"REMAINDER\"")]
    [InlineData("webhooks", "\"type\":\"ping\"")]
    public async Task Every_command_runs_as_printed(string guide, string expected)
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PayOneAsync(shop);
        var keys = shop.Registered["credentials"]!;

        var said = await GuideCommands.RunAsync(guide, new(StringComparer.Ordinal)
        {
            ["API"] = server.ApiUrl.ToString().TrimEnd('/'),
            ["KEY"] = (string)keys["testApiKey"]!,
            ["SECRET"] = (string)keys["testApiSecret"]!,
            ["TOKEN"] = await server.OperatorTokenAsync(),
            ["APPLICATION"] = $"{shop.Id}",
            ["PAYMENT_ID"] = $"{payment["id"]}",
            ["SANDBOX"] = server.SandboxUrl.ToString().TrimEnd('/'),
        });

        foreach (var one in expected.Split('|')) Assert.Contains(one, said, StringComparison.Ordinal);
        Assert.DoesNotContain("\"success\":false", said, StringComparison.Ordinal);
    }

    [Fact]
    public void No_other_guide_has_commands()
    {
        string[] here = ["concepts", "ledger", "refunds", "settlement", "webhooks"];

        Assert.Equal(
            here.Concat(Longer).Concat(RunByDrills).Order(StringComparer.Ordinal),
            Guides.All.Select(guide => guide.Slug).Where(guide => GuideCommands.In(guide).Count > 0).Order(StringComparer.Ordinal));
    }
}
