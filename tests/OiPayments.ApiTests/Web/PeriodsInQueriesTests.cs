using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Refunds;
using OiPayments.ApiTests.Webhooks;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

public class PeriodsInQueriesTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>
    /// Every operation that takes a period or a moment, as the API's description says; one added later is in here by itself.
    /// </summary>
    [Fact]
    public async Task No_list_export_or_balance_reads_a_date_the_American_way()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var description = JsonNode.Parse(await server.Anonymous.GetStringAsync(new Uri(server.ApiUrl, "/openapi/v1.json")))!;
        var asked = 0;

        foreach (var (path, operation) in description["paths"]!.AsObject().Select(path => (path.Key, path.Value!["get"])))
        {
            foreach (var name in operation?["parameters"]?.AsArray().Select(parameter => (string)parameter!["name"]!).Where(
                name => name is "from" or "to" or "asOf") ?? [])
            {
                var who = path.Contains("/admin/", StringComparison.Ordinal) ? server.Operator : shop.Test;
                var address = path["/api/v1/".Length..].Replace("{code}", "BANK", StringComparison.Ordinal).Replace(
                    "{id}", $"{payment["id"]}", StringComparison.Ordinal);
                foreach (var wrong in new[] { "01/12/2026", "9am", "2026-11-28T10:00:00" })
                {
                    var answer = await who.ReadAsync($"{address}?{name}={wrong}&mode=TEST&applicationId={shop.Id}");
                    Assert.True(answer is { Status: HttpStatusCode.BadRequest, ErrorCode: "VALIDATION_ERROR" }
                        && answer.Json["data"]![name] is not null, $"{path}?{name}={wrong}: {answer.Text}");
                    asked++;
                }
            }
        }

        Assert.True(asked >= 60, $"Only {asked} questions were asked.");
        var many = await server.Operator.PostAsync(
            "admin/webhooks/resend", new JsonObject { ["applicationId"] = shop.Id, ["from"] = "01/12/2026" });
        Assert.Equal(["from"], many.Json["data"]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task A_last_day_is_part_of_the_period_everywhere_and_a_day_is_one_of_Dhaka()
    {
        var shop = await server.RegisterAsync();
        var today = new DateTimeOffset(2026, 11, 30, 17, 45, 0, TimeSpan.Zero);
        if (server.Clock.GetUtcNow() < today) server.WaitUntil(today);
        var before = await server.PaidPaymentAsync(shop);
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        var after = await server.PaidPaymentAsync(shop);

        Assert.Equal([(long)before["id"]!], await IdsAsync("from=2026-11-30&to=2026-11-30"));
        Assert.Equal([(long)after["id"]!], await IdsAsync("from=2026-12-01&to=2026-12-01"));
        Assert.Equal([(long)after["id"]!, (long)before["id"]!], await IdsAsync("from=2026-11-30&to=2026-11-30&timeZone=UTC"));
        Assert.Equal([(long)after["id"]!], await IdsAsync("from=2026-12-01T00:00:00%2B06:00"));

        var told = await server.Operator.ReadAsync($"admin/webhooks?applicationId={shop.Id}&from=2026-12-01&to=2026-12-01");
        Assert.Single(told.Data().AsArray());
        var sentAgain = await server.Operator.PostAsync(
            "admin/webhooks/resend", new JsonObject { ["applicationId"] = shop.Id, ["from"] = "2026-12-01", ["to"] = "2026-12-01" });
        Assert.Equal(1, (int)sentAgain.Data()["resent"]!);
        Assert.Equal(125_050, await CapturedAsync("asOf=2026-11-30"));
        Assert.Equal(250_100, await CapturedAsync("asOf=2026-11-30&timeZone=UTC"));

        // The day in the exported books is the day in the reports.
        var books = await shop.Test.GetStringAsync("ledger/export?to=2026-12-01");
        Assert.Contains("2026-11-30 (", books, StringComparison.Ordinal);
        Assert.Matches($"\n2026-12-01 \\(\\d+\\) {after["reference"]}:capture", books);

        async Task<IEnumerable<long>> IdsAsync(string query) =>
            (await shop.Test.ReadAsync($"payments?{query}")).Data().AsArray().Select(payment => (long)payment!["id"]!);

        async Task<long> CapturedAsync(string query) =>
            (await shop.Test.ReadAsync($"ledger/trial-balance?{query}")).Data()["accounts"]!.AsArray()
            .Where(account => (string?)account!["code"] == "APPLICATION_PAYABLE").Sum(account => (long)account!["balanceMinor"]!);
    }

    [Fact]
    public async Task A_plus_that_became_a_space_and_an_unknown_zone_are_told_their_cures()
    {
        var shop = await server.RegisterAsync();

        var plus = await shop.Test.ReadAsync("payments?from=2026-11-28T10:00:00+06:00");
        var zone = await shop.Test.ReadAsync("payments?timeZone=Dhaka");

        Assert.Contains("%2B", (string)plus.Json["data"]!["from"]!, StringComparison.Ordinal);
        Assert.Contains("Asia/Dhaka", (string)zone.Json["data"]!["timeZone"]!, StringComparison.Ordinal);
    }
}
