using System.Text.Json.Nodes;
using OiPayments.ApiTests.Ledger;
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
    public async Task A_deferred_row_that_names_only_what_was_paid_out_finds_its_fee_when_the_payment_is_known()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var session = await server.StartPayingAsync((string)payment["reference"]!);
        var paid = await server.PaidWithAsync(payment);
        await server.ImportAsync($"{paid.TransactionId},,,Sale,,,,1215.50,,2026-01-18,B-1");
        Assert.Single(await server.ResultsAsync("status=DEFERRED"));

        await server.EndSessionAsync(session, "success");
        var matched = await Eventually.BecomesAsync(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromMinutes(61));
                return await server.ResultsAsync("status=MATCHED");
            },
            results => results.Count == 1);

        Assert.Equal(
            (125050, 3500, 121550),
            ((long)matched[0]["grossMinor"]!, (long)matched[0]["feeMinor"]!, (long)matched[0]["netMinor"]!));
        Assert.Equal("APPLICATION_PAYABLE 125050, GATEWAY_FEES 3500, BANK_IN_TRANSIT 121550", await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_run_says_when_the_books_moved_something_else_than_the_rows_agree_about()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        var shop = await server.RegisterAsync();
        await server.ImportAsync(Row(await server.PaidWithAsync(await server.PaidPaymentAsync(shop)), settled: "2026-01-15"));
        Assert.True((bool)(await RunAsync(server))["ledgerBalanced"]!);

        await server.ExecuteAsync("UPDATE settlement_results SET net_minor = net_minor - 1");

        Assert.False((bool)(await RunAsync(server))["ledgerBalanced"]!);
        Assert.True((bool)(await AskAsync(server, "period=2026-01-15&mode=LIVE")).Data()["ledgerBalanced"]!);
    }

    [Fact]
    public async Task LIVE_payments_that_become_overdue_are_found_without_anybody_asking()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var payment = await server.PaidPaymentAsync(await server.RegisterAsync());

        // No test pays LIVE money: a TEST payment is made into what one would have left.
        await server.ExecuteAsync("UPDATE payments SET mode = 'LIVE';UPDATE payment_attempts SET mode = 'LIVE'");

        // Whoever has not said how files are read imports none, and is told of nothing.
        server.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal(
            0, (int)(await server.Operator.SendAsync(HttpMethod.Post, "admin/reconciliation/runs?mode=LIVE&period=2026-01-15", null))
                .Data()["missingInSettlement"]!);
        Assert.Empty(await MissingAsync());
        (await server.Operator.SendAsync(
            HttpMethod.Put, "admin/reconciliation/mappings", new JsonObject { ["mode"] = "LIVE", ["mapping"] = Mapping }.ToJsonString()))
            .Data();
        var missing = await Eventually.BecomesAsync(
            () =>
            {
                server.Clock.Advance(TimeSpan.FromHours(1));
                return MissingAsync();
            },
            flags => flags.Count > 0);

        Assert.Equal((long)payment["id"]!, (long)Assert.Single(missing)!["paymentId"]!);

        async Task<JsonArray> MissingAsync() => (await server.Operator.ReadAsync(
            "admin/reconciliation/results?mode=LIVE&reason=MISSING_IN_SETTLEMENT")).Data().AsArray();
    }

    [Fact]
    public async Task A_day_that_is_not_over_the_future_and_no_day_are_told_apart()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();

        Assert.Equal("VALIDATION_ERROR", (await AskAsync(server, "mode=TEST")).ErrorCode);
        Assert.Equal("VALIDATION_ERROR", (await AskAsync(server, "period=2026-01-16")).ErrorCode);
        Assert.Equal((0, 0, 0, 0, 0), Counts((await AskAsync(server, "period=2026-01-15")).Data()));
    }

    private static Task<Answer> AskAsync(TestServer server, string query) =>
        server.Operator.PostAsync($"admin/reconciliation/runs?{query}", new JsonObject());

    private static async Task<JsonNode> RunAsync(TestServer server) => (await AskAsync(server, "mode=TEST&period=2026-01-15")).Data();

    private static (int, int, int, int, int) Counts(JsonNode run) => (
        (int)run["matched"]!, (int)run["missingInSettlement"]!, (int)run["missingInternal"]!, (int)run["amountMismatch"]!,
        (int)run["deferred"]!);
}
