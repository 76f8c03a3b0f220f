using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Reconciliation.SettlementsUnderTest;

namespace OiPayments.ApiTests.Reconciliation;

/// <summary>Each has a server of its own: a calendar is about everybody.</summary>
public class ReadingTheCalendarTests
{
    [Fact]
    public async Task A_day_differs_while_a_flag_of_it_is_open_and_agrees_when_it_is_explained()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        var shop = await server.RegisterAsync();
        var (agreed, mixed) = (await server.PaidPaymentAsync(shop), await server.PaidPaymentAsync(shop));
        var waiting = await shop.OpenPaymentAsync();
        await server.StartPayingAsync((string)waiting["reference"]!);
        await server.ImportAsync(
            Row(await server.PaidWithAsync(agreed), settled: "2026-01-31", batch: "B-1"),
            Row(await server.PaidWithAsync(mixed), settled: "2026-01-18", batch: "B-2"),
            Row(new("oi_nobody_knows", "", ""), settled: "2026-01-18", batch: "B-2"),
            Row(await server.PaidWithAsync(waiting), settled: "2026-01-17", batch: "B-3"),
            Row(new("oi_nobody_knows_either", "", ""), settled: "2026-02-01", batch: "B-4"));

        var month = await CalendarAsync(server.Operator, "2026-01");
        Assert.Equal(31, month.Count);
        Assert.Equal(("DIFFERING", 1, 0, 1, 0), month["2026-01-18"]);
        Assert.Equal(("AGREED", 1, 0, 0, 0), month["2026-01-31"]);
        Assert.Equal(("WAITING", 0, 1, 0, 0), month["2026-01-17"]);
        Assert.Equal(28, month.Values.Count(day => day == ("NOTHING", 0, 0, 0, 0)));
        Assert.Equal(("DIFFERING", 0, 0, 1, 0), (await CalendarAsync(server.Operator, "2026-02"))["2026-02-01"]);

        // A file that is only tried out counts for no day.
        await server.WhenReadAsync(await server.UploadAsync(File(Row(new("oi_tried_out", "", ""), settled: "2026-01-20")), dryRun: true));
        var flag = (await server.ResultsAsync("period=2026-01-18&status=FLAGGED")).Single();
        (await server.Operator.PostAsync(
            $"admin/reconciliation/results/{flag["id"]}/resolve", new JsonObject { ["note"] = "Taken by the old shop" })).Data();
        month = await CalendarAsync(server.Operator, "2026-01");
        Assert.Equal(("AGREED", 1, 0, 0, 1), month["2026-01-18"]);
        Assert.Equal("NOTHING", month["2026-01-20"].Agreement);
    }

    [Fact]
    public async Task Whoever_may_read_reports_of_one_application_sees_its_days_and_nobodys_flags_stay_with_who_sees_all()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        await server.MapAsync();
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        await server.ImportAsync(
            Row(await server.PaidWithAsync(await server.PaidPaymentAsync(shop)), batch: "B-1"),
            Row(await server.PaidWithAsync(await server.PaidPaymentAsync(other)), batch: "B-1"),
            Row(new("oi_nobody_knows", "", ""), batch: "B-1"));
        using var reader = await server.OperatorWithAsync([Permission.ReportRead], shop);

        Assert.Equal(("DIFFERING", 2, 0, 1, 0), (await CalendarAsync(server.Operator, "2026-01"))["2026-01-18"]);
        Assert.Equal(("AGREED", 1, 0, 0, 0), (await CalendarAsync(server.Operator, $"2026-01&applicationId={other.Id}"))["2026-01-18"]);
        Assert.Equal(("AGREED", 1, 0, 0, 0), (await CalendarAsync(reader, "2026-01"))["2026-01-18"]);
        Assert.Equal("NOTHING", (await CalendarAsync(reader, $"2026-01&applicationId={other.Id}"))["2026-01-18"].Agreement);
        Assert.Equal("NOTHING", (await CalendarAsync(server.Operator, "2026-01", "LIVE"))["2026-01-18"].Agreement);
        foreach (var wrong in (string[])["2026-13", "2026-1", "soon", ""])
        {
            var answer = await server.Operator.ReadAsync($"admin/reconciliation/calendar?mode=TEST&month={wrong}");
            Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
            Assert.Equal(["month"], answer.Json["data"]!.AsObject().Select(field => field.Key));
        }
    }

    private static async Task<Dictionary<string, (string Agreement, int Matched, int Deferred, int Flagged, int Resolved)>> CalendarAsync(
        HttpClient who, string month, string mode = "TEST") =>
        (await who.ReadAsync($"admin/reconciliation/calendar?mode={mode}&month={month}")).Data()["days"]!.AsArray().ToDictionary(
            day => (string)day!["day"]!,
            day => (
                (string)day!["agreement"]!, (int)day["matched"]!, (int)day["deferred"]!, (int)day["flagged"]!, (int)day["resolved"]!),
            StringComparer.Ordinal);
}
