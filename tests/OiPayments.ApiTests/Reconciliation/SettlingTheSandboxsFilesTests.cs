using System.Globalization;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Reconciliation;

/// <summary>
/// From the payment to the books: the gateway's file is the sandbox's, and is read by the mapping that a dry run proposes. Each test has a
/// day of its own, for a file is about all that was paid on its day. That layouts and formats say the same is tested beside the sandbox.
/// </summary>
public class SettlingTheSandboxsFilesTests(TestServer server) : IClassFixture<TestServer>
{
    // Two payments of 1,250.50 with a fee of 31.26 each, and 40.00 that went back.
    private const string Right = "APPLICATION_PAYABLE 246100, GATEWAY_FEES 6252, BANK_IN_TRANSIT 239848";

    private static readonly TimeSpan Dhaka = TimeSpan.FromHours(6);

    [Theory]
    [InlineData("gross-fee-net", "csv", 4)]
    [InlineData("debit-credit", "xlsx", 4)]
    [InlineData("net-only", "csv", 3)]
    public async Task A_file_without_faults_agrees_with_everything_and_is_booked(string layout, string format, int rows)
    {
        var (shop, _, day) = await DayAsync();

        var statement = await ImportAsync($"{day}.{format}?layout={layout}");

        Assert.Equal(("IMPORTED", rows, rows, 0, 0, 0), ImportingASettlementFileTests.Summary(statement));
        Assert.Equal(Right, await shop.BalancesAsync());
    }

    [Theory]
    [InlineData("gross-fee-net", "doubled-row", "ALREADY_SETTLED", Right)]
    [InlineData("gross-fee-net", "chargeback", "CHARGEBACK", Right)]
    [InlineData("net-only", "chargeback", "AMOUNT_MISMATCH", Right)]
    [InlineData("debit-credit", "remainder", "REMAINDER", Right)]
    [InlineData("gross-fee-net", "returned-payout", "", Right)]
    [InlineData("gross-fee-net", "refund-split", "AMOUNT_MISMATCH AMOUNT_MISMATCH",
        "GATEWAY_CLEARING -4000, APPLICATION_PAYABLE 246100, GATEWAY_FEES 6252, BANK_IN_TRANSIT 243848")]
    [InlineData("gross-fee-net", "wrong-fee", "", "APPLICATION_PAYABLE 246100, GATEWAY_FEES 9378, BANK_IN_TRANSIT 236722")]
    [InlineData("net-only", "wrong-fee", "", "APPLICATION_PAYABLE 246100, GATEWAY_FEES 9378, BANK_IN_TRANSIT 236722")]
    [InlineData("gross-fee-net", "doubled-row,chargeback,remainder", "ALREADY_SETTLED CHARGEBACK REMAINDER", Right)]
    public async Task A_fault_is_flagged_with_its_reason_and_all_that_agrees_is_booked(
        string layout, string faults, string reasons, string balances)
    {
        var (shop, _, day) = await DayAsync();

        var statement = await ImportAsync($"{day}.csv?layout={layout}&faults={faults}");

        var flags = await server.ResultsAsync($"statementId={statement["id"]}&status=FLAGGED");
        Assert.Equal(reasons, string.Join(' ', flags.Select(flag => (string?)flag["reason"]).Order(StringComparer.Ordinal)));
        Assert.Equal(balances, await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_payment_that_the_file_forgets_is_flagged_when_it_is_overdue()
    {
        var (_, last, day) = await DayAsync();
        var statement = await ImportAsync($"{day}.csv?faults=missing-row");
        Assert.Equal(("IMPORTED", 3, 3, 0, 0, 0), ImportingASettlementFileTests.Summary(statement));

        server.Clock.Advance(TimeSpan.FromDays(7));
        var run = (await server.Operator.PostAsync($"admin/reconciliation/runs?mode=TEST&period={day}", new JsonObject())).Data();

        Assert.Equal((1, true), ((int)run["missingInSettlement"]!, (bool)run["ledgerBalanced"]!));
        var flag = Assert.Single(await server.ResultsAsync($"reason=MISSING_IN_SETTLEMENT&period={day}"));
        Assert.Equal((long)last["id"]!, (long)flag["paymentId"]!);
    }

    /// <summary>A new day on which two payments were paid, and a part of the first went back.</summary>
    private async Task<(TestApplication Shop, JsonNode Last, string Day)> DayAsync()
    {
        var noon = server.Clock.GetUtcNow().ToOffset(Dhaka).Date.AddDays(1).AddHours(12);
        server.Clock.Advance(new DateTimeOffset(noon, Dhaka) - server.Clock.GetUtcNow());
        var shop = await server.RegisterAsync();
        var first = await server.PaidPaymentAsync(shop);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var last = await server.PaidPaymentAsync(shop);
        var refund = (await shop.RefundAsync(first, 4000)).Data();
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
        return (shop, last, noon.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>Downloads a file, tries it, saves the mapping that is proposed for it, and imports it.</summary>
    private async Task<JsonNode> ImportAsync(string file)
    {
        using var sandbox = new HttpClient();
        using var answer = await sandbox.GetAsync(new Uri(server.SandboxUrl, $"/control/settlements/{file}"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var content = await answer.Content.ReadAsByteArrayAsync();

        var tried = await server.WhenReadAsync(await server.UploadAsync(content, dryRun: true));

        // A file of another layout than the one before is refused by the mapping that is saved, and a mapping is proposed all the same.
        await server.MapAsync(tried["preview"]!["proposal"]!.DeepClone().AsObject());
        return await server.WhenReadAsync(await server.UploadAsync(content));
    }
}
