using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Access;
using OiPayments.ApiTests.Operators;
using OiPayments.ApiTests.Refunds;
using OiPayments.ApiTests.Webhooks;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Reports;

public class ReportingTests(TestServer server) : IClassFixture<TestServer>
{
    private const string January = "mode=TEST&from=2026-01-01&to=2026-02-28";

    [Fact]
    public async Task A_day_ends_at_midnight_of_its_time_zone_on_every_database()
    {
        var shop = await server.RegisterAsync();
        var before = await PaidAtAsync(shop, "2026-01-20T17:59:59.999999Z");
        await PaidAtAsync(shop, "2026-01-20T18:00:00Z");
        await PaidAtAsync(shop, "2026-01-21T17:59:59Z");
        using var finance = await FinanceAsync(shop);

        Assert.Equal(["2026-01-20 1 125050 3126 121924", "2026-01-21 2 250100 6252 243848"], await DaysAsync(finance, "volume", January));
        Assert.Equal(
            ["2026-01-20 2 250100 6252 243848", "2026-01-21 1 125050 3126 121924"],
            await DaysAsync(finance, "fees", $"{January}&timeZone=UTC"));
        Assert.Equal(["2026-01-20 1 125050 3126 121924"], await DaysAsync(finance, "volume", "mode=TEST&from=2026-01-20&to=2026-01-20"));
        Assert.Equal(["2026-01-20 1", "2026-01-21 2"], (await DaysAsync(finance, "success-rate", January)).Select(day => day[..12]));
        Assert.Empty(await DaysAsync(finance, "volume", January.Replace("TEST", "LIVE", StringComparison.Ordinal)));
        Assert.NotNull(before["paidAt"]);
    }

    [Fact]
    public async Task Rows_stand_for_days_applications_or_channels_and_never_mix_currencies()
    {
        var (tea, coffee) = (await server.RegisterAsync(), await server.RegisterAsync());
        using var finance = await FinanceAsync(tea, coffee);
        await server.PaidPaymentAsync(tea);
        await server.PaidPaymentAsync(tea, new JsonObject { ["currency"] = "USD", ["amountMinor"] = 5000 });
        var refunded = await server.PaidPaymentAsync(coffee);
        await coffee.RefundAsync(refunded, 1000);
        await coffee.OpenPaymentAsync();

        var volume = await RowsAsync(finance, "volume", "mode=TEST&groupBy=APPLICATION");
        Assert.Equal(
            [$"{tea.Id} BDT 125050", $"{tea.Id} USD 5000", $"{coffee.Id} BDT 125050"],
            volume.Select(row => $"{row["applicationId"]} {row["currency"]} {row["amountMinor"]}"));
        Assert.Equal((string?)tea.Registered["application"]!["name"], (string?)volume[0]["applicationName"]);
        Assert.All(await RowsAsync(finance, "channels", "mode=TEST"), row => Assert.NotNull(row["channel"]));
        var rate = (await RowsAsync(finance, "success-rate", $"mode=TEST&groupBy=APPLICATION&applicationId={coffee.Id}")).Single();
        Assert.Equal(
            (2, 1, 1, 10000), ((int)rate["opened"]!, (int)rate["succeeded"]!, (int)rate["pending"]!, (int)rate["successBasisPoints"]!));
        var refunds = (await RowsAsync(finance, "refunds", "mode=TEST&groupBy=APPLICATION")).Single();
        Assert.Equal((1, 1000), ((int)refunds["requested"]!, (int)refunds["requestedMinor"]!));
    }

    [Fact]
    public async Task Reports_narrow_to_the_granted_applications_and_files_take_a_permission_of_their_own()
    {
        var (mine, others) = (await server.RegisterAsync(), await server.RegisterAsync());
        await server.PaidPaymentAsync(mine);
        await server.PaidPaymentAsync(others);
        using var viewer = await server.OperatorWithAsync([Permission.ReportRead], mine);
        using var finance = await FinanceAsync(mine);
        using var support = await server.OperatorWithAsync([Permission.PaymentRead]);

        Assert.Equal(125050, (long)Assert.Single(await RowsAsync(viewer, "volume", "mode=TEST"))["amountMinor"]!);
        Assert.Empty(await RowsAsync(viewer, "volume", $"mode=TEST&applicationId={others.Id}"));
        Assert.Equal("FORBIDDEN", (await support.ReadAsync("admin/reports/volume?mode=TEST")).ErrorCode);
        Assert.Equal("FORBIDDEN", (await viewer.ReadAsync("admin/reports/volume?mode=TEST&format=csv")).ErrorCode);
        var lines = (await finance.GetStringAsync(new Uri(
            "admin/reports/volume?mode=TEST&groupBy=APPLICATION&format=csv", UriKind.Relative))).Split("\r\n");
        Assert.Equal(
            [
                "day,applicationId,applicationName,channel,currency,payments,amountMinor,feeMinor,netMinor",
                $",{mine.Id},{mine.Registered["application"]!["name"]},,BDT,1,125050,3126,121924", ""
            ],
            lines);
        Assert.Equal("report.export", Assert.Single(await server.AuditAsync("report", "volume")).Action);
    }

    [Theory]
    [InlineData("", "mode")]
    [InlineData("mode=TEST&from=2026-01-02&to=2026-01-01", "from")]
    [InlineData("mode=TEST&from=2024-12-01&to=2026-01-05", "from")]
    [InlineData("mode=TEST&timeZone=Asia/Atlantis", "timeZone")]
    [InlineData("mode=TEST&groupBy=WEEK", "groupBy")]
    [InlineData("mode=TEST&format=xlsx", "format")]
    [InlineData("mode=TEST&to=today", "to")]
    public async Task What_cannot_be_reported_is_named(string query, string field)
    {
        var answer = await server.Operator.ReadAsync($"admin/reports/volume?{query}");

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal(field, answer.Json["data"]!.AsObject().Single().Key);
    }

    [Fact]
    public async Task The_home_page_shows_today_and_what_waits_as_far_as_one_may_see_it()
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 0 });
        var payment = await server.PaidPaymentAsync(shop);
        (await server.Operator.PostAsync($"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 1000 })).Data();
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!, "risk");
        using var finance = await server.OperatorWithAsync([Permission.PaymentRead, Permission.RefundRead, Permission.ReportRead], shop);
        using var support = await server.OperatorWithAsync([Permission.PaymentRead], shop);
        using var elsewhere = await server.OperatorWithAsync(
            [Permission.PaymentRead, Permission.RefundRead, Permission.ReportRead], await server.RegisterAsync());

        var (all, some, none) = (await SummaryAsync(finance), await SummaryAsync(support), await SummaryAsync(elsewhere));

        Assert.Equal(
            """[{"currency":"BDT","payments":1,"amountMinor":125050,"paymentsWeekBefore":0,"amountWeekBeforeMinor":0}]""",
            all["takings"]!.ToJsonString());
        Assert.Equal(
            "1 1 1 0", $"{all["refundsAwaitingApproval"]} {all["heldPayments"]} {all["suspendedTransactions"]} {all["parkedWebhooks"]}");
        Assert.Equal((null, null, 1), (some["takings"], some["refundsAwaitingApproval"], (int)some["heldPayments"]!));
        Assert.Equal(
            "[] 0 0 0",
            $"{none["takings"]!.ToJsonString()} {none["refundsAwaitingApproval"]} {none["heldPayments"]} {none["suspendedTransactions"]}");
    }

    [Fact]
    public async Task Applications_that_do_not_take_their_events_are_named_to_those_who_may_see_them()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.Status(HttpStatusCode.InternalServerError);
        var shop = await server.RegisterAsync(receiver.Url);
        await server.PayOneAsync(shop);
        await server.AfterAttemptAsync(shop, 1);
        using var support = await server.OperatorWithAsync([Permission.PaymentRead], shop);
        using var elsewhere = await server.OperatorWithAsync([Permission.PaymentRead], await server.RegisterAsync());

        var retrying = await SummaryAsync(support);
        Assert.Equal($"{shop.Id} {shop.Registered["application"]!["name"]} 1 0", Trouble(retrying));
        Assert.Equal(0, (int)retrying["parkedWebhooks"]!);

        await server.WithDbAsync(db => db.Of<WebhookDelivery>(new ApplicationId((uint)shop.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.Status, DeliveryStatus.Parked).SetProperty(d => d.DueAt, (DateTimeOffset?)null)));
        var parked = await SummaryAsync(support);
        Assert.Equal($"{shop.Id} {shop.Registered["application"]!["name"]} 0 1", Trouble(parked));
        Assert.Equal(1, (int)parked["parkedWebhooks"]!);
        Assert.Empty((await SummaryAsync(elsewhere))["webhookTroubles"]!.AsArray());

        static string Trouble(JsonNode summary)
        {
            var one = Assert.Single(summary["webhookTroubles"]!.AsArray())!;
            return $"{one["applicationId"]} {one["applicationName"]} {one["retrying"]} {one["parked"]}";
        }
    }

    private Task<HttpClient> FinanceAsync(params TestApplication[] shops) =>
        server.OperatorWithAsync([Permission.ReportRead, Permission.ReportRun], shops);

    private async Task<JsonNode> PaidAtAsync(TestApplication shop, string time)
    {
        server.Clock.AdjustTime(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));
        return await server.PaidPaymentAsync(shop);
    }

    private static async Task<JsonNode> SummaryAsync(HttpClient who) => (await who.ReadAsync("admin/reports/summary?mode=TEST")).Data();

    private static async Task<List<JsonNode>> RowsAsync(HttpClient who, string report, string query) =>
        [.. (await who.ReadAsync($"admin/reports/{report}?{query}")).Data()["rows"]!.AsArray().Select(row => row!)];

    private static async Task<List<string>> DaysAsync(HttpClient who, string report, string query) =>
        [.. (await RowsAsync(who, report, query)).Select(row => report == "success-rate"
            ? $"{row["day"]} {row["opened"]} {row["succeeded"]}"
            : $"{row["day"]} {row["payments"]} {row["amountMinor"]} {row["feeMinor"]} {row["netMinor"]}")];
}
