using System.Data.Common;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Ledger;
using OiPayments.Invoices;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Invoices;

public class IssuingAnInvoiceTests(TestServer server) : IClassFixture<TestServer>
{
    private const int AtOnce = 50;

    [Fact]
    public async Task An_invoice_is_issued_as_it_is_made_and_reads_the_same()
    {
        var shop = await server.RegisterAsync();

        var made = await shop.InvoiceAsync(new()
        {
            ["dueDate"] = "2026-02-15",
            ["customerName"] = "<b>রহিমা</b>",
            ["discountMinor"] = 10_000,
            ["lineItems"] = new JsonArray(
                Line("Design", JsonValue.Create("1.5"), 50_000, taxRate: 1500), Line("=1+1", JsonValue.Create(1), 25_000, discount: 5_000)),
        });

        Assert.Equal(("ISSUED", "INV-2026-000001"), ((string?)made["status"], (string?)made["number"]));
        Assert.Equal(
            (95_000, 10_000, 10_066, 95_066),
            ((long)made["subtotalMinor"]!, (long)made["discountMinor"]!, (long)made["taxMinor"]!, (long)made["totalMinor"]!));
        Assert.Equal(1.5m, (decimal)made["lineItems"]![0]!["qty"]!);
        Assert.False((bool)made["overdue"]!);
        var read = (await shop.Test.ReadAsync($"invoices/{made["reference"]}")).Data();
        Assert.Equal(made.ToJsonString(), read.ToJsonString());
        Assert.Equal("INVOICE_RECEIVABLE 95066, INVOICED 95066", await shop.BalancesAsync());

        var told = await Eventually.BecomesAsync(
            async () => (await shop.Test.ReadAsync("events?type=invoice.issued")).Data(), events => events.AsArray().Count == 1);
        Assert.Equal("INV-2026-000001", (string?)told[0]!["data"]!["number"]);
        Assert.Null(told[0]!["data"]!["customerName"]);
    }

    [Fact]
    public async Task A_draft_can_be_changed_and_deleted_and_never_had_a_number()
    {
        var shop = await server.RegisterAsync();
        var draft = await shop.DraftAsync();
        var gone = await shop.DraftAsync();
        Assert.Null(draft["number"]);

        var edited = (await shop.Test.PatchAsync($"invoices/{draft["id"]}", new JsonObject
        {
            ["notes"] = "Thank you",
            ["lineItems"] = new JsonArray(Line("Print", JsonValue.Create(3), 9_999)),
        })).Data();
        Assert.Equal((29_997, "Thank you"), ((long)edited["totalMinor"]!, (string?)edited["notes"]));
        var stale = await shop.Test.SendAsync(
            HttpMethod.Patch, $"invoices/{draft["id"]}", """{"notes":"x"}""", ("If-Match", $"\"{draft["version"]}\""));
        Assert.Equal("INVALID_OPERATION_STATE", stale.ErrorCode);

        (await shop.Test.SendAsync(HttpMethod.Delete, $"invoices/{gone["id"]}", null)).Data();
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Test.ReadAsync($"invoices/{gone["id"]}")).Status);
        var issued = (await shop.Test.PostAsync($"invoices/{draft["id"]}/issue", new JsonObject())).Data();
        Assert.Equal("INV-2026-000001", (string?)issued["number"]);
        var late = await shop.Test.PatchAsync($"invoices/{draft["id"]}", new JsonObject { ["notes"] = null });
        Assert.Equal("INVALID_OPERATION_STATE", late.ErrorCode);
        Assert.Equal(
            "INVALID_OPERATION_STATE", (await shop.Test.SendAsync(HttpMethod.Delete, $"invoices/{draft["id"]}", null)).ErrorCode);
    }

    [Fact]
    public async Task A_void_invoice_keeps_its_number_and_owes_nothing()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();

        var gone = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject())).Data();

        Assert.Equal(("VOID", "INV-2026-000001", 0), ((string?)gone["status"], (string?)gone["number"], (long)gone["amountDueMinor"]!));
        Assert.Equal("", await shop.BalancesAsync());
        Assert.Equal("INVALID_OPERATION_STATE", (await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject())).ErrorCode);
        Assert.Equal("INV-2026-000002", (string?)(await shop.InvoiceAsync())["number"]);
    }

    [Fact]
    public async Task Fifty_at_once_get_the_numbers_from_1_to_50()
    {
        var shop = await server.RegisterAsync();
        var drafts = await Task.WhenAll(Enumerable.Range(0, AtOnce / 2).Select(_ => shop.DraftAsync()));

        var issued = await Task.WhenAll(drafts.Select(draft => shop.Test.PostAsync($"invoices/{draft["id"]}/issue", new JsonObject()))
            .Concat(Enumerable.Range(0, AtOnce / 2).Select(_ => shop.Test.PostAsync("invoices", InvoicesUnderTest.Body()))));

        Assert.Equal(
            Enumerable.Range(1, AtOnce).Select(number => $"INV-2026-{number:000000}"),
            issued.Select(answer => (string)answer.Data()["number"]!).Order(StringComparer.Ordinal));
        var verified = (await server.Operator.ReadAsync("admin/verify")).Data();
        Assert.True((bool)verified["holds"]!, verified.ToJsonString());
    }

    [Fact]
    public async Task A_draft_issued_many_times_at_once_is_issued_once()
    {
        var shop = await server.RegisterAsync();
        var draft = await shop.DraftAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => shop.Test.PostAsync($"invoices/{draft["id"]}/issue", new JsonObject())));

        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status is not HttpStatusCode.OK), answer =>
            Assert.Equal("INVALID_OPERATION_STATE", answer.ErrorCode));
        Assert.Equal("INV-2026-000002", (string?)(await shop.InvoiceAsync())["number"]);
    }

    [Fact]
    public async Task What_is_refused_takes_no_number_and_what_is_repeated_takes_none_again()
    {
        var shop = await server.RegisterAsync();
        var refused = await shop.Test.PostAsync("invoices", InvoicesUnderTest.Body(new() { ["dueDate"] = "2026-01-14" }));
        Assert.Equal("VALIDATION_ERROR", refused.ErrorCode);

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(
            _ => shop.Test.PostAsync("invoices", InvoicesUnderTest.Body(), ("Idempotency-Key", "one"), ("Prefer", "wait=5"))));

        Assert.Equal(["INV-2026-000001"], answers.Select(answer => (string)answer.Data()["number"]!).Distinct());
        Assert.Equal("INV-2026-000002", (string?)(await shop.InvoiceAsync())["number"]);
    }

    [Fact]
    public async Task Modes_applications_and_patterns_count_apart()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        Assert.Equal("INV-2026-000001", (string?)(await shop.InvoiceAsync())["number"]);
        Assert.Equal("INV-2026-000001", (string?)(await shop.Live.PostAsync("invoices", InvoicesUnderTest.Body())).Data()["number"]);
        Assert.Equal("INV-2026-000001", (string?)(await other.InvoiceAsync())["number"]);

        await SetTemplateAsync(shop, new() { ["numberPattern"] = "S/{fy}/{seq:4}" });
        Assert.Equal("S/2025-26/0001", (string?)(await shop.InvoiceAsync())["number"]);
        await SetTemplateAsync(shop, new() { ["companyName"] = "Shop" });
        Assert.Equal("INV-2026-000002", (string?)(await shop.InvoiceAsync())["number"]);
    }

    [Fact]
    public async Task Nobody_elses_invoice_is_found()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var invoice = await shop.InvoiceAsync();

        foreach (var client in new[] { other.Test, shop.Live })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await client.ReadAsync($"invoices/{invoice["id"]}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject())).Status);
            Assert.Empty((await client.ReadAsync("invoices")).Data().AsArray());
        }
    }

    [Fact]
    public async Task An_operator_finds_issues_and_voids_and_the_log_tells()
    {
        var shop = await server.RegisterAsync();
        var draft = await shop.DraftAsync();

        var issued = (await server.Operator.PostAsync($"admin/invoices/{draft["id"]}/issue", new JsonObject())).Data();
        Assert.Equal("INV-2026-000001", (string?)issued["number"]);
        var listed = (await server.Operator.ReadAsync($"admin/invoices?applicationId={shop.Id}&status=ISSUED")).Data().AsArray();
        Assert.Equal((long)draft["id"]!, (long)Assert.Single(listed)!["id"]!);
        (await server.Operator.PostAsync($"admin/invoices/{draft["reference"]}/void", new JsonObject())).Data();
        var log = (await server.Operator.ReadAsync($"admin/audit-logs?applicationId={shop.Id}")).Data().AsArray();
        Assert.Equal(
            ["invoice.void", "invoice.issue"],
            log.Select(line => (string)line!["action"]!).Where(action => action.StartsWith("invoice.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("UPDATE invoices SET total_minor = total_minor + 1, subtotal_minor = subtotal_minor + 1")]
    [InlineData("UPDATE invoices SET number = 'INV-2'")]
    [InlineData("UPDATE invoices SET customer_name = 'Somebody'")]
    [InlineData("UPDATE invoices SET branding = 'x'")]
    [InlineData("UPDATE invoices SET status = 'DRAFT'")]
    [InlineData("DELETE FROM invoice_lines")]
    [InlineData("UPDATE invoice_lines SET description = 'x'")]
    [InlineData("UPDATE invoice_installments SET due_date = '2027-01-01'")]
    [InlineData("DELETE FROM invoice_installments")]
    public async Task The_database_refuses_to_change_what_is_issued(string sql)
    {
        var shop = await server.RegisterAsync();
        await shop.InvoiceAsync(Installments(100_000));

        await Assert.ThrowsAnyAsync<DbException>(() => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
    }

    [Fact]
    public async Task An_invoice_keeps_the_template_it_was_issued_with()
    {
        var shop = await server.RegisterAsync();
        await SetTemplateAsync(shop, new() { ["companyName"] = "Before" });
        var invoice = await shop.InvoiceAsync();
        await SetTemplateAsync(shop, new() { ["companyName"] = "After" });

        var id = new Id<Invoice>((long)invoice["id"]!);
        var kept = await server.WithDbAsync(db => db.AcrossApplications<Invoice>()
            .Where(i => i.Id == id).Select(i => i.Branding).SingleAsync());
        Assert.Contains("\"Before\"", kept, StringComparison.Ordinal);
        Assert.Equal("After", (string?)(await shop.Test.ReadAsync("invoices/template")).Data()["companyName"]);
    }

    [Fact]
    public async Task A_list_knows_what_is_overdue()
    {
        var shop = await server.RegisterAsync();
        var today = await shop.InvoiceAsync(new() { ["dueDate"] = "2026-01-15" });
        await shop.InvoiceAsync(new() { ["dueDate"] = "2026-01-16" });
        await shop.InvoiceAsync();

        // What is due today is not overdue.
        Assert.Empty(await ListAsync("overdue=true"));
        Assert.Equal([(long)today["id"]!], await ListAsync("dueBefore=2026-01-16"));
        Assert.Equal([(long)today["id"]!], await ListAsync("number=INV-2026-000001"));
        Assert.Equal(3, (await ListAsync("overdue=false&customerReference=customer-17&status=ISSUED&from=2026-01-15")).Count);

        async Task<List<long>> ListAsync(string query) =>
            [.. (await shop.Test.ReadAsync($"invoices?{query}")).Data().AsArray().Select(invoice => (long)invoice!["id"]!)];
    }

    [Theory]
    [InlineData("""{"lineItems":[]}""", "lineItems")]
    [InlineData("""{"lineItems":[{"description":"a","qty":0,"unitAmountMinor":1}]}""", "lineItems[0].qty")]
    [InlineData("""{"lineItems":[{"description":"a","qty":-1,"unitAmountMinor":1}]}""", "lineItems[0].qty")]
    [InlineData("""{"lineItems":[{"description":"a","qty":0.0001,"unitAmountMinor":1}]}""", "lineItems[0].qty")]
    [InlineData("""{"lineItems":[{"description":"a","qty":1e18,"unitAmountMinor":1}]}""", "lineItems[0].qty")]
    [InlineData("""{"lineItems":[{"description":"a","qty":1000000000000000000,"unitAmountMinor":1}]}""", "lineItems[0].qty")]
    [InlineData("""{"lineItems":[{"description":"a","qty":1000000,"unitAmountMinor":9007199254740991}]}""", "lineItems[0]")]
    [InlineData("""{"lineItems":[{"description":"a","qty":1,"unitAmountMinor":1,"taxRate":10001}]}""", "lineItems[0].taxRate")]
    [InlineData("""{"lineItems":[{"description":"a","qty":1,"unitAmountMinor":0}]}""", "lineItems")]
    [InlineData("""{"lineItems":[{"description":"a","qty":1,"unitAmountMinor":1,"discountMinor":2}]}""", "lineItems[0].discountMinor")]
    [InlineData("""{"discountMinor":100001}""", "discountMinor")]
    [InlineData("""{"dueDate":"2026-01-14"}""", "dueDate")]
    [InlineData("""{"dueDate":"15/02/2026"}""", "dueDate")]
    [InlineData("""{"currency":"bdt"}""", "currency")]
    [InlineData("""{"customerEmail":"nobody"}""", "customerEmail")]
    [InlineData("""{"customerBin":"12345678"}""", "customerBin")]
    [InlineData("""{"customerBin":"1234567890"}""", "customerBin")]
    [InlineData("""{"customerBin":"12345678x"}""", "customerBin")]
    [InlineData("""{"customerBin":"১২৩৪৫৬৭৮৯"}""", "customerBin")]
    [InlineData("""{"customerBin":""}""", "customerBin")]
    [InlineData("""{"customerAddress":"\u0007"}""", "customerAddress")]
    [InlineData("""{"installments":[{"dueDate":"2026-02-01","amountMinor":99999}]}""", "installments")]
    [InlineData("""{"installments":[{"dueDate":"2026-01-01","amountMinor":100000}]}""", "installments[0].dueDate")]
    [InlineData(
        """{"installments":[{"dueDate":"2026-02-02","amountMinor":50000},{"dueDate":"2026-02-01","amountMinor":50000}]}""",
        "installments[1].dueDate")]
    public async Task What_is_no_invoice_is_refused_by_name(string fields, string field)
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.PostAsync("invoices", InvoicesUnderTest.Body(JsonNode.Parse(fields)!.AsObject()));

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Contains(field, answer.Json["data"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task The_buyers_address_and_number_are_kept_changed_cleared_and_in_no_event()
    {
        var shop = await server.RegisterAsync();
        var longest = new string('ক', 500);
        var draft = await shop.DraftAsync(new() { ["customerAddress"] = longest, ["customerBin"] = "123456789" });
        Assert.Equal((longest, "123456789"), Buyer(draft));
        Assert.Equal(
            "VALIDATION_ERROR",
            (await shop.Test.PatchAsync($"invoices/{draft["id"]}", new JsonObject { ["customerAddress"] = longest + "ক" })).ErrorCode);
        Assert.Equal(
            "VALIDATION_ERROR",
            (await shop.Test.PatchAsync($"invoices/{draft["id"]}", new JsonObject { ["customerBin"] = "1" })).ErrorCode);

        var cleared = (await shop.Test.PatchAsync(
            $"invoices/{draft["id"]}", new JsonObject { ["customerAddress"] = null, ["customerBin"] = null })).Data();
        Assert.Equal((null, null), Buyer(cleared));
        (await shop.Test.PatchAsync(
            $"invoices/{draft["id"]}",
            new JsonObject { ["customerAddress"] = "House 7\nRoad 3", ["customerBin"] = "0001234560101" })).Data();
        (await shop.Test.PatchAsync($"invoices/{draft["id"]}", new JsonObject { ["notes"] = "x" })).Data();

        var issued = (await shop.Test.PostAsync($"invoices/{draft["id"]}/issue", new JsonObject())).Data();
        Assert.Equal(("House 7\nRoad 3", "0001234560101"), Buyer(issued));
        var told = (await Eventually.BecomesAsync(
            async () => (await shop.Test.ReadAsync("events")).Data().AsArray(), events => events.Count > 0))[0]!;
        var whole = (await shop.Test.ReadAsync($"events/{told["id"]}")).Data().ToJsonString();
        Assert.DoesNotContain("0001234560101", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("House 7", whole, StringComparison.Ordinal);
        Assert.Contains("\"customerBin\":null", whole, StringComparison.Ordinal);

        static (string? Address, string? Bin) Buyer(JsonNode invoice) =>
            ((string?)invoice["customerAddress"], (string?)invoice["customerBin"]);
    }

    [Fact]
    public async Task Five_hundred_lines_are_taken_and_one_more_is_not()
    {
        var shop = await server.RegisterAsync();

        Assert.Equal("VALIDATION_ERROR", (await shop.Test.PostAsync("invoices", InvoicesUnderTest.Body(Lines(501)))).ErrorCode);
        Assert.Equal(500 * 3, (long)(await shop.InvoiceAsync(Lines(500)))["totalMinor"]!);

        static JsonObject Lines(int count) => new()
        {
            ["lineItems"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => Line("a", JsonValue.Create(1), 3))]),
        };
    }

    [Theory]
    [InlineData("logoUrl", "javascript:alert(1)")]
    [InlineData("logoUrl", "http://127.0.0.1/logo.png")]
    [InlineData("accentColor", "red;}")]
    [InlineData("accentColor", "#12345g")]
    [InlineData("numberPattern", "INV-{yyyy}")]
    [InlineData("creditNoteNumberPattern", "CN-{yyyy}")]
    [InlineData("creditNoteNumberPattern", "INV-{yyyy}-{seq:4}")]
    [InlineData("creditNoteNumberPattern", "INV-2027-{seq}")]
    [InlineData("language", "de")]
    [InlineData("layout", "MUSHAK_9_1")]
    [InlineData("bin", "12345678")]
    [InlineData("bin", "১২৩৪৫৬৭৮৯")]
    [InlineData("officerName", "a\u0000b")]
    public async Task What_is_no_template_is_refused_by_name(string field, string value)
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.SendAsync(HttpMethod.Put, "invoices/template", new JsonObject { [field] = value }.ToJsonString());

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal([field], answer.Json["data"]!.AsObject().Select(error => error.Key));
    }

    private static JsonObject Line(string description, JsonNode qty, long unit, long discount = 0, int taxRate = 0) => new()
    {
        ["description"] = description,
        ["qty"] = qty,
        ["unitAmountMinor"] = unit,
        ["discountMinor"] = discount,
        ["taxRate"] = taxRate,
    };

    private static JsonObject Installments(params long[] amounts) => new()
    {
        ["installments"] = new JsonArray([
            .. amounts.Select((amount, place) => new JsonObject { ["dueDate"] = $"2026-0{place + 2}-01", ["amountMinor"] = amount }),
        ]),
    };

    private static async Task SetTemplateAsync(TestApplication shop, JsonObject template) =>
        (await shop.Test.SendAsync(HttpMethod.Put, "invoices/template", template.ToJsonString())).Data();
}
