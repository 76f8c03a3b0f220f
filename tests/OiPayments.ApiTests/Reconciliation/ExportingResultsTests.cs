using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Reconciliation.SettlementsUnderTest;

namespace OiPayments.ApiTests.Reconciliation;

public class ExportingResultsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Results_leave_as_a_table_that_no_spreadsheet_takes_for_formulas()
    {
        await server.MapAsync();
        var shop = await server.RegisterAsync();
        var paid = await server.PaidWithAsync(await server.PaidPaymentAsync(shop));
        var statement = await server.ImportAsync(
            Row(paid), Row(new("=1+1", "", $"E{paid.ValidationId}")), Row(new("", "", $"F{paid.ValidationId}")));
        var flags = await server.ResultsAsync($"statementId={statement["id"]}&status=FLAGGED");
        var resolved = await ResolveAsync(flags[0], new() { ["note"] = "=HYPERLINK(\"x\")", ["linkedResultId"] = (long)flags[1]["id"]! });
        Assert.Equal((long)flags[1]["id"]!, (long)resolved.Data()["resolution"]!["linkedResultId"]!);

        var file = await server.Operator.ReadAsync($"admin/reconciliation/results/export?mode=TEST&statementId={statement["id"]}");

        Assert.Equal(HttpStatusCode.OK, file.Status);
        var rows = file.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, rows.Length);
        Assert.StartsWith("id,mode,gateway,applicationId,status", rows[0], StringComparison.Ordinal);
        Assert.Contains($",MATCHED,,,2026-01-18,{statement["id"]},2,PAYMENT,{paid.TransactionId},", rows[1], StringComparison.Ordinal);
        Assert.Contains(",BDT,1250.50,31.26,31.26,1219.24,B-1,", rows[1], StringComparison.Ordinal);
        Assert.Contains(",'=1+1,", file.Text, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", file.Text, StringComparison.Ordinal);
        Assert.Single(
            (await server.Operator.ReadAsync("admin/reconciliation/results/export?mode=LIVE")).Text
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        var log = (await server.Operator.ReadAsync("admin/audit-logs?action=settlement.export")).Data().AsArray();
        Assert.Contains(log, line => (string?)line!["after"]?["statementId"]?.ToJsonString() is { } id && id == $"{statement["id"]}");
    }

    [Fact]
    public async Task A_flag_is_linked_to_another_result_of_its_mode_only()
    {
        await server.MapAsync();
        var shop = await server.RegisterAsync();
        var paid = await server.PaidWithAsync(await server.PaidPaymentAsync(shop));
        var statement = await server.ImportAsync(Row(new("", "", $"L{paid.ValidationId}")));
        var flag = Assert.Single(await server.ResultsAsync($"statementId={statement["id"]}"));

        var ofLive = Assert.Single(await server.ResultsAsync(
            $"statementId={(await server.ImportAsync(Row(new("", "", $"M{paid.ValidationId}"))))["id"]}"));
        await server.ExecuteAsync($"UPDATE settlement_results SET mode = 'LIVE' WHERE id = {ofLive["id"]}");
        foreach (var other in (long[])[(long)flag["id"]!, (long)ofLive["id"]!, 999_999_999])
        {
            var refused = await ResolveAsync(flag, new() { ["note"] = "Belongs together.", ["linkedResultId"] = other });
            Assert.Equal((HttpStatusCode.BadRequest, "VALIDATION_ERROR"), (refused.Status, refused.ErrorCode));
        }

        await server.ExecuteAsync($"UPDATE settlement_results SET mode = 'TEST' WHERE id = {ofLive["id"]}");
        Assert.Null((await server.ResultsAsync($"statementId={statement["id"]}"))[0]["resolution"]);
    }

    [Fact]
    public async Task Whoever_has_reports_made_of_one_application_takes_out_its_results_alone()
    {
        await server.MapAsync();
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var mine = await server.PaidWithAsync(await server.PaidPaymentAsync(shop));
        var theirs = await server.PaidWithAsync(await server.PaidPaymentAsync(other));
        var nobodys = new PaidWith("", "", $"X{mine.ValidationId}");
        await server.ImportAsync(Row(mine, batch: "X-1"), Row(theirs, batch: "X-1"), Row(nobodys, batch: "X-1"));
        using var runner = await server.OperatorWithAsync([Permission.ReportRun], shop);

        var file = await runner.ReadAsync("admin/reconciliation/results/export?mode=TEST");

        var rows = file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, rows.Length);
        Assert.Contains(mine.TransactionId, rows[1], StringComparison.Ordinal);
        using var reader = await server.OperatorWithAsync([Permission.ReportRead]);
        Assert.Equal("FORBIDDEN", (await reader.ReadAsync("admin/reconciliation/results/export?mode=TEST")).ErrorCode);
    }

    private Task<Answer> ResolveAsync(JsonNode flag, JsonObject body) =>
        server.Operator.SendAsync(HttpMethod.Post, $"admin/reconciliation/results/{flag["id"]}/resolve", body.ToJsonString());
}
