using OiPayments.ApiTests.TestClocks;

namespace OiPayments.ApiTests.Documentation;

public class TestClockGuideTests(RealTimeServer server) : IClassFixture<RealTimeServer>
{
    [Fact]
    public async Task Every_command_runs_as_printed()
    {
        var shop = await server.RegisterAsync();
        var keys = shop.Registered["credentials"]!;

        var said = await GuideCommands.RunAsync(
            "test-clock", new(StringComparer.Ordinal)
            {
                ["API"] = server.ApiUrl.ToString().TrimEnd('/'),
                ["KEY"] = (string)keys["testApiKey"]!,
                ["SECRET"] = (string)keys["testApiSecret"]!,
            }, InvoicingGuideTests.Field);

        Assert.Contains("The clock shows 2", said, StringComparison.Ordinal);
        Assert.Contains("The payment is EXPIRED", said, StringComparison.Ordinal);
        Assert.Contains("It was told by payment.expired", said, StringComparison.Ordinal);
        Assert.Contains("It stands still: true", said, StringComparison.Ordinal);
        Assert.Contains("It stands still: false", said, StringComparison.Ordinal);
    }
}
