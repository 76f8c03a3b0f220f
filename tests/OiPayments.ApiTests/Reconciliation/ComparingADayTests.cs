using System.Text.Json.Nodes;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Reconciliation.SettlementsUnderTest;

namespace OiPayments.ApiTests.Reconciliation;

/// <summary>These tests move the clock, and each has a server of its own: a run is about everybody.</summary>
public class ComparingADayTests
{
    [Fact]
    public async Task What_no_file_names_waits_while_it_may_still_come_and_is_flagged_when_it_is_overdue()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        var shop = await server.RegisterAsync();
        var (named, missing) = (await server.PaidPaymentAsync(shop), await server.PaidPaymentAsync(shop));
        var refunded = await server.PaidPaymentAsync(shop);
        var refund = (await shop.Test.PostAsync($"payments/{refunded["id"]}/refunds", new JsonObject { ["amountMinor"] = 5000 })).Data();
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
        await server.ImportAsync(Row(await server.PaidWithAsync(named), settled: "2026-01-15"));
        await server.ImportAsync(Row(await server.PaidWithAsync(refunded), settled: "2026-01-15"));

        // A Thursday, so that three working days end on Tuesday.
        Assert.Equal((2, 0, 0, 0, 2), Counts(await RunAsync(server)));
        server.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal((2, 0, 0, 0, 2), Counts(await RunAsync(server)));
        server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((2, 2, 0, 0, 0), Counts(await RunAsync(server)));
        var again = await RunAsync(server);
        Assert.Equal((2, 2, 0, 0, 0), Counts(again));
        Assert.True((bool)again["ledgerBalanced"]!);

        var flags = await server.ResultsAsync("reason=MISSING_IN_SETTLEMENT");
        Assert.Equal(
            [(125050, (long)missing["id"]!, null), (-5000, (long)refunded["id"]!, (long?)refund["id"])],
            flags.Select(flag => ((long)flag["grossMinor"]!, (long)flag["paymentId"]!, (long?)flag["refundId"])));

        // A late file names the payment: the flag closes by itself.
        await server.ImportAsync(Row(await server.PaidWithAsync(missing), settled: "2026-01-22"));
        Assert.Equal((2, 1, 0, 0, 0), Counts(await RunAsync(server)));
        Assert.Equal([(long)refunded["id"]!], (await server.ResultsAsync("status=FLAGGED")).Select(flag => (long)flag["paymentId"]!));
    }

    [Fact]
    public async Task A_row_about_what_is_not_paid_here_yet_is_asked_again_and_counts_when_it_agrees()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        var shop = await server.RegisterAsync();
        var (payment, never) = (await shop.OpenPaymentAsync(), await shop.OpenPaymentAsync());
        var session = await server.StartPayingAsync((string)payment["reference"]!);
        await server.StartPayingAsync((string)never["reference"]!);
        var (paid, unpaid) = (await server.PaidWithAsync(payment), await server.PaidWithAsync(never));

        var statement = await server.ImportAsync(Row(paid), Row(unpaid));
        Assert.Equal(("IMPORTED", 2, 0, 0, 2, 0), ImportingASettlementFileTests.Summary(statement));
        await server.EndSessionAsync(session, "success");
        var matched = await Eventually.BecomesAsync(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromMinutes(61));
                return await server.ResultsAsync("status=MATCHED");
            },
            results => results.Count == 1);

        Assert.Equal(paid.TransactionId, (string?)matched[0]["transactionId"]);
        Assert.Equal(
            121924, (long)(await shop.Test.ReadAsync("ledger/accounts/BANK_IN_TRANSIT/entries")).Data()["closingMinor"]!);
        var flagged = await Eventually.BecomesAsync(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromHours(6));
                return await server.ResultsAsync("status=FLAGGED");
            },
            results => results.Count == 1);
        Assert.Equal(("NOT_PAID_HERE", unpaid.TransactionId), ((string?)flagged[0]["reason"], (string?)flagged[0]["transactionId"]));
    }

    [Fact]
    public async Task A_day_that_is_not_over_the_future_and_no_day_are_told_apart()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();

        Assert.Equal("VALIDATION_ERROR", (await AskAsync("mode=TEST")).ErrorCode);
        Assert.Equal("VALIDATION_ERROR", (await AskAsync("period=2026-01-16")).ErrorCode);
        Assert.Equal((0, 0, 0, 0, 0), Counts((await AskAsync("period=2026-01-15")).Data()));

        Task<Answer> AskAsync(string query) => server.Operator.PostAsync($"admin/reconciliation/runs?{query}", new JsonObject());
    }

    private static async Task<JsonNode> RunAsync(TestServer server) =>
        (await server.Operator.PostAsync("admin/reconciliation/runs?mode=TEST&period=2026-01-15", new JsonObject())).Data();

    private static (int, int, int, int, int) Counts(JsonNode run) => (
        (int)run["matched"]!, (int)run["missingInSettlement"]!, (int)run["missingInternal"]!, (int)run["amountMismatch"]!,
        (int)run["deferred"]!);
}
