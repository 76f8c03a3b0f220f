using System.Text.Json.Nodes;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Reconciliation.SettlementsUnderTest;

namespace OiPayments.ApiTests.Reconciliation;

/// <summary>Breaks what settlement keeps in the database on purpose, and sees it reported.</summary>
public class VerifyingSettlementsTests
{
    private const string Rule =
        "What settlement files and bank statements agree about is booked, and nothing is left of files that do not count";

    [Theory]
    [InlineData("UPDATE settlement_results SET net_minor = net_minor + 1 WHERE kind = 'PAYMENT'", "rows of settlement files agree about")]
    [InlineData("UPDATE settlement_results SET booked_fee_minor = 0 WHERE kind = 'PAYMENT'", "fees of settlement files differ by")]
    [InlineData("UPDATE payout_shares SET settled_minor = settled_minor - 1", "shares of payouts come to")]
    [InlineData("UPDATE settlement_results SET status = 'FLAGGED' WHERE kind = 'PAYMENT'", "rows of settlement files agree about 0")]
    [InlineData("UPDATE payout_shares SET arrived_minor = 1", "shares of payouts that the bank has shown come to 1")]
    [InlineData("UPDATE payout_shares SET returned_minor = 1", "shares of payouts that the bank sent back come to 1")]
    [InlineData("UPDATE payouts SET status = 'ARRIVED'", "has arrived, and no line of a bank statement is its arrival")]
    [InlineData("UPDATE settlement_statements SET status = 'REFUSED'", "is REFUSED, and rows of it are left")]
    public async Task What_does_not_fit_the_books_is_reported(string breaking, string told)
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        var shop = await server.RegisterAsync();
        await server.ImportAsync(Row(await server.PaidWithAsync(await server.PaidPaymentAsync(shop)), fee: 40m));
        Assert.True((bool)(await FindingAsync(server))["holds"]!);

        await server.ExecuteAsync(breaking);

        var finding = await FindingAsync(server);
        Assert.False((bool)finding["holds"]!);
        Assert.Contains(told, finding["examples"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> FindingAsync(TestServer server) => Assert.Single(
        (await server.Operator.ReadAsync("admin/verify")).Data()["invariants"]!.AsArray(), one => (string?)one!["name"] == Rule)!;
}
