using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Access;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.Audit;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>A server of its own, since these tests break its log.</summary>
public sealed class KeepingTheAuditLogTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_change_is_told_with_who_and_what_it_was_before()
    {
        var shop = await server.RegisterAsync();
        await server.Operator.PatchAsync(
            $"admin/apps/{shop.Id}/settings",
            new JsonObject { ["autoRefundSurplus"] = true, ["webhookUrl"] = "https://shop.example.com/hooks" });

        var lines = (await server.Operator.ReadAsync($"admin/audit-logs?targetType=application&targetId={shop.Id}")).Data().AsArray();

        Assert.Equal(["application.change", "application.register"], lines.Select(line => (string)line!["action"]!));
        var change = lines[0]!;
        Assert.Equal("""{"autoRefundSurplus":false,"webhookUrl":null}""", change["before"]!.ToJsonString());
        Assert.Equal("""{"autoRefundSurplus":true,"webhookUrl":"https://shop.example.com/hooks"}""", change["after"]!.ToJsonString());
        Assert.Equal(
            ("OPERATOR", TestServer.OperatorEmail, "127.0.0.1"),
            ((string)change["actorType"]!, (string)change["actorName"]!, (string)change["ipAddress"]!));
        Assert.Matches("^[0-9a-f]{16}$", (string)change["session"]!);
    }

    [Fact]
    public async Task Numbers_come_with_the_names_and_amounts_that_they_stand_for()
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 0 });
        var paid = await server.PaidPaymentAsync(shop);
        await server.Operator.PostAsync($"admin/payments/{paid["id"]}/refunds", new JsonObject { ["amountMinor"] = 12345 });
        using var auditor = await server.OperatorWithAsync([Permission.AuditRead], shop);

        var line = (await server.Operator.ReadAsync($"admin/audit-logs?applicationId={shop.Id}&action=refund.request")).Data()[0]!;
        var withoutRefunds = (await auditor.ReadAsync("admin/audit-logs?action=refund.request")).Data()[0]!;

        var name = (string)shop.Registered["application"]!["name"]!;
        Assert.Equal(
            (12345, "BDT", (long)paid["id"]!, name),
            ((long)line["amountMinor"]!, (string)line["currency"]!, (long)line["paymentId"]!, (string)line["applicationName"]!));
        Assert.Equal(await server.WithDbAsync(db => db.Directory<Operator>()
            .Where(o => o.Email == TestServer.OperatorEmail)
            .Select(o => o.Name)
            .SingleAsync()), (string?)line["actorDisplayName"]);
        Assert.Equal(
            (null, null, name),
            ((long?)withoutRefunds["amountMinor"], (long?)withoutRefunds["paymentId"], (string?)withoutRefunds["applicationName"]));
    }

    [Fact]
    public async Task Secrets_are_not_in_it()
    {
        var shop = await server.RegisterAsync();
        var rotated = (await server.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/rotate", new JsonObject { ["mode"] = "LIVE" }))
            .Data();
        var signing = (await server.Operator.PostAsync($"admin/apps/{shop.Id}/signing-secret/rotate", new JsonObject())).Data();

        var text = string.Concat((await LinesAsync(new((uint)shop.Id))).Select(line => $"{line.Before}{line.After}"));

        foreach (var secret in new[]
        {
            rotated["apiKey"], rotated["apiSecret"], signing["signingSecret"], shop.Registered["credentials"]!["testApiSecret"],
            shop.Registered["credentials"]!["signingSecret"]
        })
            Assert.DoesNotContain((string)secret!, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_refused_leaves_no_line()
    {
        var shop = await server.RegisterAsync();
        var before = (await LinesAsync(new((uint)shop.Id))).Count;

        await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["minAmountMinor"] = -1 });
        await server.Operator.PostAsync("admin/apps", new JsonObject { ["name"] = (string)shop.Registered["application"]!["name"]! });
        await server.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/999999999/revoke", new JsonObject());

        Assert.Equal(before, (await LinesAsync(new((uint)shop.Id))).Count);
    }

    [Fact]
    public async Task Who_may_read_it_for_one_application_sees_no_other_and_nothing_of_the_service()
    {
        var mine = await server.RegisterAsync();
        await server.RegisterAsync();
        await server.Operator.PostAsync(
            "admin/roles", new JsonObject { ["name"] = $"Role of {mine.Id}", ["permissions"] = new JsonArray("app:read") });
        using var auditor = await server.OperatorWithAsync([Permission.AuditRead], mine);

        var lines = (await auditor.ReadAsync("admin/audit-logs?size=200")).Data().AsArray();

        Assert.All(lines, line => Assert.Equal(mine.Id, (int?)line!["applicationId"]));
        Assert.NotEmpty(lines);
        Assert.Equal("FORBIDDEN", (await auditor.ReadAsync("admin/audit-logs/verify")).ErrorCode);
    }

    [Fact]
    public async Task The_database_refuses_to_change_a_line_or_to_take_one_away()
    {
        var shop = await server.RegisterAsync();
        foreach (var statement in new[]
        {
            $"UPDATE audit_log SET reason = 'none' WHERE application_id = {shop.Id}",
            $"DELETE FROM audit_log WHERE application_id = {shop.Id}", "DELETE FROM audit_seals"
        })
        {
            await SealedAsync();
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
                () => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(statement)));
        }
    }

    [Theory]
    [InlineData("UPDATE audit_log SET actor_name = 'somebody else' WHERE {0}", "is not what was sealed")]
    [InlineData("UPDATE audit_log SET after = NULL WHERE {0}", "is not what was sealed")]
    [InlineData("DELETE FROM audit_log WHERE {0}", "is missing")]
    [InlineData("DELETE FROM audit_seals WHERE application_id = {1} AND position = 1", "it is missing")]
    public async Task Whoever_goes_past_the_database_is_found_out(string statement, string fault)
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var shop = await own.RegisterAsync();
        await own.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["autoRefundSurplus"] = true });
        await SealedAsync(own);
        Assert.True((bool)(await own.Operator.ReadAsync("admin/audit-logs/verify")).Data()["holds"]!);

        await own.AllowChangesAsync();
        await own.ExecuteAsync(string.Format(
            System.Globalization.CultureInfo.InvariantCulture, statement, $"application_id = {shop.Id} AND action = 'application.register'",
            shop.Id));

        var verdict = (await own.Operator.ReadAsync("admin/audit-logs/verify")).Data();
        Assert.False((bool)verdict["holds"]!);
        Assert.Contains(
            fault, verdict["chains"]!.AsArray().Select(chain => (string?)chain!["fault"] ?? "").Single(text => text.Length > 0),
            StringComparison.Ordinal);
        var all = (await own.Operator.ReadAsync("admin/verify")).Data();
        Assert.Contains(
            "Every seal of the audit log holds",
            all["invariants"]!.AsArray().Where(found => !(bool)found!["holds"]!).Select(found => (string)found!["name"]!));
    }

    private Task<List<AuditEntry>> LinesAsync(ApplicationId application) =>
        server.WithDbAsync(db => db.Of<AuditEntry>(application).AsNoTracking().ToListAsync());

    private Task SealedAsync() => SealedAsync(server);

    private static async Task SealedAsync(TestServer server) => await Eventually.BecomesAsync(
        async () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            return await server.WithDbAsync(db => db.AcrossApplications<UnsealedAuditEntry>().CountAsync());
        },
        waiting => waiting == 0);
}
