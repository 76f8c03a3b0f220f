using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Reconciliation.BankUnderTest;
using static OiPayments.ApiTests.Reconciliation.SettlementsUnderTest;

namespace OiPayments.ApiTests.Reconciliation;

/// <summary>These tests are about everybody's books, so each has a server of its own.</summary>
public class AgreeingAtAnyInstantTests
{
    private static readonly DateOnly Day = new(2026, 1, 15);

    [Fact]
    public async Task Books_and_records_agree_at_every_instant_while_payments_settlements_and_statements_arrive()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        var bank = await server.BankAsync();
        var began = server.Clock.GetUtcNow();
        using var done = new CancellationTokenSource();
        var reading = Task.Run(() => ReadUntilAsync(server, began, done.Token));

        // To wait for a refund moves the clock, and would end the session of a customer who has not paid yet.
        var trades = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SellAsync(server)));
        await Task.WhenAll(trades.Select((trade, number) => SettleAsync(server, bank, trade.Shop, trade.Payments, number)));

        await done.CancelAsync();
        Assert.True(await reading > 0);
        var end = server.Clock.GetUtcNow();
        long before = 0;
        for (var step = 0; step <= 40; step++)
        {
            var asOf = began + ((end - began) * step / 40);
            var agreement = await server.AgreementAsync($"&asOf={asOf:O}".Replace("+00:00", "Z", StringComparison.Ordinal));
            AssertNoDifference(agreement);
            var taken = agreement["currencies"]!.AsArray().Sum(currency => (long)currency!["takenMinor"]!);
            Assert.True(taken >= before, $"{taken} after {before}");
            before = taken;
        }

        Assert.Equal(12 * 125050, before);
        var now = await server.AgreementAsync();
        AssertNoDifference(now);
        var taka = Assert.Single(now["currencies"]!.AsArray())!;
        Assert.Equal(
            ["AT_GATEWAY", "IN_TRANSIT", "AT_BANK"], taka["places"]!.AsArray().Select(place => (string?)place!["place"]));

        // Of each shop two payments are settled, one of two payouts has arrived, and one refund was given back.
        Assert.Equal(
            [(6 * 121924) - (3 * 5000), 3 * 121924, 3 * 121924],
            taka["places"]!.AsArray().Select(place => (long)place!["ledgerMinor"]!));
        Assert.Equal((6 * 121924) - (3 * 5000), (long)taka["waitingMinor"]!);
    }

    [Fact]
    public async Task What_differs_is_named_until_somebody_resolves_it()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        Assert.True((bool)(await server.AgreementAsync())["agrees"]!);
        var shop = await server.RegisterAsync();
        var paid = await server.PaidPaymentAsync(shop);
        var asOf = server.Clock.GetUtcNow();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.ImportAsync(Row(await server.PaidWithAsync(paid), gross: 1250m));

        var agreement = await server.AgreementAsync();

        Assert.False((bool)agreement["agrees"]!);
        AssertNoDifference(agreement);
        var difference = Assert.Single(agreement["differences"]!.AsArray())!;
        Assert.Equal(
            ("SETTLEMENT_FLAG", "AMOUNT_MISMATCH", (long)paid["id"]!, 121874),
            ((string?)difference["kind"], (string?)difference["reason"], (long)difference["paymentId"]!, (long)difference["amountMinor"]!));
        Assert.True((bool)(await server.AgreementAsync($"&asOf={asOf:yyyy-MM-ddTHH:mm:ssZ}"))["agrees"]!);

        (await server.Operator.SendAsync(
            HttpMethod.Post, $"admin/reconciliation/results/{difference["id"]}/resolve",
            """{"note":"The gateway will correct it."}""")).Data();
        Assert.True((bool)(await server.AgreementAsync())["agrees"]!);
    }

    [Fact]
    public async Task A_payout_that_the_bank_does_not_show_in_time_is_named()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        var bank = await server.BankAsync();
        var (_, payout) = await server.PaidOutAsync();

        // A Thursday: two working days end on Monday.
        server.Clock.Advance(TimeSpan.FromDays(4));
        Assert.True((bool)(await server.AgreementAsync())["agrees"]!);
        server.Clock.Advance(TimeSpan.FromDays(1));

        var difference = Assert.Single((await server.AgreementAsync())["differences"]!.AsArray())!;
        Assert.Equal(("LATE_PAYOUT", "IN_TRANSIT", 121924), (
            (string?)difference["kind"], (string?)difference["reason"], (long)difference["amountMinor"]!));
        Assert.Contains(payout, (string)difference["detail"]!, StringComparison.Ordinal);
        await bank.UploadAsync(Statement(1, 0m, Day.AddDays(5), Line(1219.24m, payout)));
        Assert.True((bool)(await server.AgreementAsync())["agrees"]!);
    }

    [Fact]
    public async Task A_row_that_comes_to_agree_after_its_payout_arrived_follows_it_to_the_bank()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        var bank = await server.BankAsync();
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var session = await server.StartPayingAsync((string)payment["reference"]!);
        await server.ImportAsync(Row(await server.PaidWithAsync(payment), batch: "PO-LATE", settled: "2026-01-15"));
        await bank.UploadAsync(Statement(1, 0m, Day, Line(1219.24m, "PO-LATE")));
        await server.EndSessionAsync(session, "success");

        await Eventually.BecomesAsync(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromMinutes(61));
                return await server.ResultsAsync("status=MATCHED");
            },
            results => results.Count == 1);

        var places = (await server.AgreementAsync())["currencies"]![0]!["places"]!.AsArray();
        Assert.Equal([(0, 0), (0, 0), (121924, 0)], places.Select(
            place => ((int)place!["ledgerMinor"]!, (int)place["differenceMinor"]!)));
    }

    [Fact]
    public async Task Whoever_may_read_reports_of_one_application_sees_its_money_alone_and_nobodys_flags_stay_with_who_sees_all()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var paid = await server.PaidWithAsync(await server.PaidPaymentAsync(shop));
        await server.PaidPaymentAsync(other);
        await server.ImportAsync(Row(paid), Row(new("ORDER-1", "V-1", "B-1")));
        using var reader = await server.OperatorWithAsync([Permission.ReportRead], shop);

        var all = await server.AgreementAsync();
        var own = (await reader.ReadAsync("admin/reconciliation/agreement?mode=TEST")).Data();

        Assert.Equal((2 * 125050, false, 1), Told(all));
        Assert.Equal((125050, true, 0), Told(own));
        Assert.Equal((125050, true, 0), Told(await server.AgreementAsync($"&applicationId={other.Id}")));
        Assert.Equal(
            "RESOURCE_NOT_FOUND", (await reader.ReadAsync($"admin/reconciliation/agreement?mode=TEST&applicationId={other.Id}")).ErrorCode);

        static (long Taken, bool Agrees, int Differences) Told(JsonNode agreement) => (
            (long)Assert.Single(agreement["currencies"]!.AsArray())!["takenMinor"]!, (bool)agreement["agrees"]!,
            (int)agreement["totalDifferences"]!);
    }

    private static async Task<(TestApplication Shop, List<JsonNode> Payments)> SellAsync(TestServer server)
    {
        var shop = await server.RegisterAsync();
        var payments = new List<JsonNode>();
        for (var payment = 0; payment < 4; payment++)
        {
            payments.Add(await server.PaidPaymentAsync(shop));
            server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        return (shop, payments);
    }

    private static async Task SettleAsync(
        TestServer server, BankUnderTest bank, TestApplication shop, List<JsonNode> payments, int number)
    {
        var refund = (await shop.Test.PostAsync($"payments/{payments[3]["id"]}/refunds", new JsonObject { ["amountMinor"] = 5000 })).Data();
        await server.WhenRefundEndsAsync(shop, refund);
        foreach (var settled in Enumerable.Range(0, 2))
        {
            var file = await server.ImportAsync(
                Row(await server.PaidWithAsync(payments[settled]), batch: $"PO-{number}-{settled}", settled: "2026-01-15"));
            Assert.Equal((1, 0), ((int)file["matched"]!, (int)file["flagged"]!));
            server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var line = Line(1219.24m, $"PO-{number}-0", $"FT-{number}");
        var uploaded = await bank.UploadAsync(Statement(1, 0m, Day, line));
        Assert.Equal(1, (int)uploaded.Data()["matched"]!);
        server.Clock.Advance(TimeSpan.FromMilliseconds(1));
    }

    private static async Task<int> ReadUntilAsync(TestServer server, DateTimeOffset began, CancellationToken done)
    {
        var times = 0;
        for (; !done.IsCancellationRequested; times++)
        {
            AssertNoDifference(await server.AgreementAsync());
            var asOf = began + ((server.Clock.GetUtcNow() - began) * (times % 7) / 7);
            AssertNoDifference(await server.AgreementAsync($"&asOf={asOf:O}".Replace("+00:00", "Z", StringComparison.Ordinal)));
        }

        return times;
    }

    private static void AssertNoDifference(JsonNode agreement) => Assert.All(
        agreement["currencies"]!.AsArray().SelectMany(currency => currency!["places"]!.AsArray()),
        place => Assert.True((long)place!["differenceMinor"]! == 0, agreement.ToJsonString()));
}
