using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Access;
using OiPayments.Invoices;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Invoices;

/// <summary>What operators do to invoices of applications: the same as these, with rights, and with a line in the audit log.</summary>
public class InvoicesForOperatorsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task An_operator_makes_edits_and_deletes_a_draft_and_the_log_tells_without_the_customer()
    {
        var shop = await server.RegisterAsync();
        var draft = await MakeAsync(shop, new() { ["issue"] = false, ["customerName"] = "Rahima Khatun" });
        Assert.Equal(("DRAFT", "TEST", 100_000), ((string?)draft["status"], (string?)draft["mode"], (long)draft["totalMinor"]!));
        Assert.Equal(
            draft.ToJsonString(), (await shop.Test.ReadAsync($"invoices/{draft["id"]}")).Data().ToJsonString());

        var edited = (await server.Operator.PatchAsync($"admin/invoices/{draft["id"]}", new JsonObject
        {
            ["customerName"] = "Karim",
            ["customerEmail"] = "karim@example.com",
            ["customerAddress"] = "Karim's house",
            ["customerBin"] = "987654321",
            ["discountMinor"] = 10_000,
            ["dueDate"] = "2026-02-01",
        })).Data();
        Assert.Equal((90_000, "Karim"), ((long)edited["totalMinor"]!, (string?)edited["customerName"]));
        (await server.Operator.PatchAsync($"admin/invoices/{draft["id"]}", new JsonObject { ["dueDate"] = "2026-02-01" })).Data();
        (await server.Operator.SendAsync(HttpMethod.Delete, $"admin/invoices/{draft["reference"]}", null)).Data();
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Test.ReadAsync($"invoices/{draft["id"]}")).Status);

        // What changed nothing has no line.
        var log = await LogAsync(shop);
        Assert.Equal(["invoice.delete", "invoice.change", "invoice.create"], log.Select(line => (string)line!["action"]!));
        Assert.Equal((long?)90_000, (long?)log[1]!["after"]!["totalMinor"]);
        Assert.Equal("2026-02-01", (string?)log[1]!["after"]!["dueDate"]);
        Assert.NotNull(log[1]!["after"]!["customerEmail"]);
        foreach (var secret in (string[])["Rahima", "Karim", "karim@", "987654321"])
            Assert.DoesNotContain(secret, log.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_invoice_is_issued_as_it_is_made_and_both_are_logged()
    {
        var shop = await server.RegisterAsync();

        var made = await MakeAsync(shop, new() { ["mode"] = "LIVE" });

        Assert.Equal(
            ("ISSUED", "LIVE", "INV-2026-000001"), ((string?)made["status"], (string?)made["mode"], (string?)made["number"]));
        Assert.Equal(["invoice.issue", "invoice.create"], (await LogAsync(shop)).Select(line => (string)line!["action"]!));
        Assert.Equal(
            "INVALID_OPERATION_STATE",
            (await server.Operator.PatchAsync($"admin/invoices/{made["id"]}", new JsonObject { ["notes"] = "x" })).ErrorCode);
        var deleted = await server.Operator.SendAsync(HttpMethod.Delete, $"admin/invoices/{made["id"]}", null);
        Assert.Equal("INVALID_OPERATION_STATE", deleted.ErrorCode);
        Assert.Equal(2, (await LogAsync(shop)).Count);
    }

    [Fact]
    public async Task What_two_changed_at_once_is_told_by_field_with_who_and_when()
    {
        var shop = await server.RegisterAsync();
        var draft = await MakeAsync(shop, new() { ["issue"] = false });
        (await server.Operator.PatchAsync(
            $"admin/invoices/{draft["id"]}", new JsonObject { ["notes"] = "Theirs", ["dueDate"] = "2026-03-01" })).Data();

        var stale = await server.Operator.SendAsync(
            HttpMethod.Patch, $"admin/invoices/{draft["id"]}",
            """
            {"notes":"Mine","dueDate":"2026-03-01","lineItems":[{"description":"Design","qty":2,"unitAmountMinor":50000}]}
            """,
            ("If-Match", $"\"{draft["version"]}\""));

        Assert.Equal("INVALID_OPERATION_STATE", stale.ErrorCode);
        var conflict = Assert.Single(stale.Json["data"]!.AsObject());
        Assert.Equal("notes", conflict.Key);
        Assert.Equal(("Mine", "Theirs"), ((string?)conflict.Value!["yours"], (string?)conflict.Value["current"]));
        Assert.Equal(TestServer.OperatorEmail, (string?)conflict.Value["changedBy"]);

        // An application is told both values too.
        var own = await shop.Test.SendAsync(
            HttpMethod.Patch, $"invoices/{draft["id"]}", """{"notes":"Mine"}""", ("If-Match", $"\"{draft["version"]}\""));
        Assert.Equal("Theirs", (string?)own.Json["data"]!["notes"]!["current"]);
    }

    [Fact]
    public async Task Who_may_not_know_customers_is_told_of_none()
    {
        var shop = await server.RegisterAsync();
        var draft = await MakeAsync(shop, new()
        {
            ["issue"] = false,
            ["customerName"] = "Rahima Khatun",
            ["customerAddress"] = "Rahima's house",
            ["customerBin"] = "123456789",
        });
        using var keeper = await server.OperatorWithAsync([Permission.InvoiceRead, Permission.InvoiceManage]);

        var edited = (await keeper.PatchAsync($"admin/invoices/{draft["id"]}", new JsonObject { ["notes"] = "x" })).Data();
        var stale = await keeper.SendAsync(
            HttpMethod.Patch, $"admin/invoices/{draft["id"]}",
            """{"customerName":"Somebody","customerAddress":"Somewhere","customerBin":"987654321"}""",
            ("If-Match", $"\"{draft["version"]}\""));

        foreach (var field in (string[])["customerName", "customerAddress", "customerBin"]) Assert.Null(edited[field]);
        Assert.Equal("INVALID_OPERATION_STATE", stale.ErrorCode);
        Assert.DoesNotContain("Rahima", stale.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("123456789", stale.Text, StringComparison.Ordinal);
        Assert.Equal("Rahima Khatun", (string?)(await shop.Test.ReadAsync($"invoices/{draft["id"]}")).Data()["customerName"]);
    }

    [Fact]
    public async Task A_template_is_set_by_operators_against_the_version_they_read()
    {
        var shop = await server.RegisterAsync();
        var path = $"admin/invoices/template?applicationId={shop.Id}";
        var ours = (await server.Operator.ReadAsync(path)).Data();
        Assert.Equal(("INV-{yyyy}-{seq:6}", 0), ((string?)ours["numberPattern"], (int)ours["version"]!));

        var set = (await server.Operator.SendAsync(
            HttpMethod.Put, path, """{"companyName":"Tea Shop","numberPattern":"T-{fy}-{seq:4}"}""", ("If-Match", "\"0\""))).Data();
        Assert.Equal(1, (int)set["version"]!);
        var stale = await server.Operator.SendAsync(HttpMethod.Put, path, """{"companyName":"Coffee"}""", ("If-Match", "\"0\""));
        Assert.Equal("Tea Shop", (string?)stale.Json["data"]!["companyName"]!["current"]);
        Assert.Equal(
            "INVALID_OPERATION_STATE",
            (await shop.Test.SendAsync(HttpMethod.Put, "invoices/template", "{}", ("If-Match", "\"0\""))).ErrorCode);

        Assert.Equal("T-2025-26-0001", (string?)(await MakeAsync(shop, []))["number"]);
        var line = (await server.Operator.ReadAsync($"admin/audit-logs?applicationId={shop.Id}&action=invoice-template.set")).Data()[0]!;
        Assert.Equal("Tea Shop", (string?)line["after"]!["companyName"]);
        Assert.Equal("VALIDATION_ERROR", (await server.Operator.ReadAsync("admin/invoices/template")).ErrorCode);
    }

    [Fact]
    public async Task The_summary_says_what_is_owed_and_what_is_overdue_by_mode_and_currency()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        await shop.InvoiceAsync();
        await shop.InvoiceAsync(new() { ["currency"] = "USD", ["dueDate"] = "2026-02-15" });
        var late = await shop.InvoiceAsync(new() { ["dueDate"] = "2026-02-15" });
        await shop.DraftAsync();
        (await shop.Test.PostAsync($"invoices/{(await shop.InvoiceAsync())["id"]}/void", new JsonObject())).Data();
        await MakeAsync(shop, new() { ["mode"] = "LIVE" });
        await other.InvoiceAsync();
        using var clerk = await server.OperatorWithAsync([Permission.InvoiceRead], shop);

        Assert.Equal("""[{"currency":"BDT","invoices":2,"amountMinor":200000},{"currency":"USD","invoices":1,"amountMinor":100000}]""",
            await SummaryAsync("TEST", "outstanding"));
        Assert.Equal("""[{"currency":"BDT","invoices":1,"amountMinor":100000}]""", await SummaryAsync("LIVE", "outstanding"));
        Assert.Equal("[]", await SummaryAsync("TEST", "overdue"));

        // Nobody can issue what was due yesterday: time has to pass.
        var (id, yesterday) = (new Id<Invoice>((long)late["id"]!), (DateTimeOffset?)server.Clock.GetUtcNow().AddDays(-1));
        await server.WithDbAsync(db => db.AcrossApplications<Invoice>().Where(i => i.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.OverdueAt, yesterday)));
        Assert.Equal("""[{"currency":"BDT","invoices":1,"amountMinor":100000}]""", await SummaryAsync("TEST", "overdue"));

        // What was paid of it is owed no more, and what is paid whole is not counted.
        await PayAsync(late, 40_000);
        Assert.StartsWith(
            """[{"currency":"BDT","invoices":2,"amountMinor":160000},""",
            await SummaryAsync("TEST", "outstanding"), StringComparison.Ordinal);
        await PayAsync(late, 60_000);
        Assert.StartsWith(
            """[{"currency":"BDT","invoices":1,"amountMinor":100000},""",
            await SummaryAsync("TEST", "outstanding"), StringComparison.Ordinal);

        async Task PayAsync(JsonNode invoice, long amountMinor)
        {
            var part = new JsonObject { ["amountMinor"] = amountMinor };
            var link = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", part)).Data();
            await server.PayAsync((string)link["reference"]!);
        }

        async Task<string> SummaryAsync(string mode, string part)
        {
            var summary = (await clerk.ReadAsync($"admin/invoices/summary?mode={mode}")).Data();
            Assert.True((bool)summary[$"{part}IsExact"]!);
            return summary[part]!.ToJsonString();
        }
    }

    private async Task<JsonNode> MakeAsync(TestApplication shop, JsonObject fields)
    {
        var body = InvoicesUnderTest.Body(new() { ["applicationId"] = shop.Id, ["mode"] = "TEST" });
        foreach (var (name, value) in fields) body[name] = value?.DeepClone();
        return (await server.Operator.PostAsync("admin/invoices", body)).Data();
    }

    private async Task<JsonArray> LogAsync(TestApplication shop)
    {
        var log = (await server.Operator.ReadAsync($"admin/audit-logs?applicationId={shop.Id}")).Data().AsArray();
        foreach (var line in log.Where(line => !((string)line!["action"]!).StartsWith("invoice", StringComparison.Ordinal)).ToList())
            log.Remove(line);
        return log;
    }
}
