using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Documentation;

public class InvoicingGuideTests
{
    /// <summary>What the guide to begin with has set: how a field is read out of an answer.</summary>
    internal const string Field = """
        field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }
        """;

    [Fact]
    public async Task Every_command_runs_as_printed_and_the_invoice_is_paid_withheld_and_credited()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        var keys = shop.Registered["credentials"]!;

        var said = await GuideCommands.RunAsync(
            "invoicing", new(StringComparer.Ordinal)
            {
                ["API"] = server.ApiUrl.ToString().TrimEnd('/'),
                ["SANDBOX"] = server.SandboxUrl.ToString().TrimEnd('/'),
                ["KEY"] = (string)keys["testApiKey"]!,
                ["SECRET"] = (string)keys["testApiSecret"]!,
            }, Field);

        Assert.Contains("Invoice INV-2026-000001 is 222500", said, StringComparison.Ordinal);
        Assert.Contains("The page answers 200", said, StringComparison.Ordinal);
        Assert.Contains("The invoice is PARTIALLY_PAID, owed is 172500", said, StringComparison.Ordinal);
        Assert.Contains("\"certificateNumber\":\"6.6/2026/118\"", said, StringComparison.Ordinal);
        Assert.Contains("Credit note CN-2026-000001 takes back 57500", said, StringComparison.Ordinal);
        Assert.Contains("%PDF", said, StringComparison.Ordinal);
        Assert.Contains("\"numberPattern\":\"INV-{fy}-{seq:6}\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain("\"success\":false", said, StringComparison.Ordinal);
    }
}
