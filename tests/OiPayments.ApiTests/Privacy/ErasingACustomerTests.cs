#pragma warning disable EF1002, EF1003 // The statements are the test's own.
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Access;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.Payments;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Privacy;

/// <summary><c>POST /admin/privacy/erase</c>: a customer asks to be forgotten.</summary>
public class ErasingACustomerTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>In every text of the customer's, and nowhere else.</summary>
    private const string Secret = "rahimakhatun";

    private const string Phone = "01711-234567";
    private const string Bin = "717171717";

    /// <summary>As long as a term of the search can be.</summary>
    private const string Long = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Fact]
    public async Task Nothing_of_them_is_left_in_any_table_and_what_is_not_theirs_stays()
    {
        var shop = await server.RegisterAsync();
        var payment = await PayAsync(shop);
        var refund = await RefundAsync(shop, payment);
        var other = await server.PaidPaymentAsync(
            shop, new JsonObject { ["customerReference"] = "somebody-else", ["customerName"] = "Karim" });
        var journals = await JournalsAsync(shop);
        Assert.NotEmpty(await FindAsync(shop, Secret));

        var dry = (await EraseAsync(shop, dryRun: true)).Data();
        Assert.NotEmpty(await FindAsync(shop, Secret));
        var erased = (await EraseAsync(shop)).Data();

        Assert.Equal(dry["records"]!.ToJsonString(), erased["records"]!.ToJsonString());
        Assert.True((bool)erased["isComplete"]!);
        Assert.Empty(await FindAsync(shop, Secret));
        Assert.Empty(await FindAsync(shop, "7654321171"));
        Assert.All(
            await server.WithDbAsync(db => db.Of<PaymentAttempt>(new ApplicationId((uint)shop.Id))
                .Where(a => a.PaymentId == new Id<Payment>((long)payment["id"]!)).Select(a => a.CustomerUrl).ToListAsync()),
            Assert.Null);
        var after = await shop.ReadPaymentAsync(payment);
        Assert.Equal(
            ("[erased]", null, (long)payment["amountMinor"]!, "SUCCEEDED", (string?)payment["reference"]),
            ((string?)after["customerReference"], (string?)after["metadata"]?.ToJsonString(), (long)after["amountMinor"]!,
                (string?)after["status"], (string?)after["reference"]));
        Assert.NotNull(after["erasedAt"]);
        Assert.Equal("[erased]", (string?)(await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data()["reason"]);
        Assert.Equal("Karim", (string?)(await shop.ReadPaymentAsync(other))["customerName"]);
        Assert.Equal(journals, await JournalsAsync(shop));
        await server.HoldsAsync();
    }

    [Fact]
    public async Task Whoever_does_not_say_that_it_is_meant_erases_nothing()
    {
        var shop = await server.RegisterAsync();
        var payment = await PayAsync(shop);

        var counted = (await server.Operator.PostAsync(
            "admin/privacy/erase", new JsonObject { ["applicationId"] = shop.Id, ["customerReference"] = $"{Secret}-1" })).Data();

        Assert.True((bool)counted["dryRun"]!);
        Assert.NotEmpty(counted["records"]!.AsArray());
        Assert.Equal($"{Secret}-1", (string?)(await shop.ReadPaymentAsync(payment))["customerReference"]);
    }

    [Fact]
    public async Task LIVE_is_erased_with_TEST_and_so_are_its_kept_answers()
    {
        var shop = await server.RegisterAsync();
        var payment = (await shop.Live.PostAsync("payments", Body(), ("Idempotency-Key", "order-1"))).Data();
        await IndexedAsync(shop);
        using (var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}/cancel"), null))
            Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
        var invoice = (await shop.Live.PostAsync("invoices", InvoicesUnderTest.Body(InvoiceBody()), ("Idempotency-Key", "bill-1"))).Data();
        await shop.Live.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject());
        var draft = InvoicesUnderTest.Body(InvoiceBody());
        draft["issue"] = false;
        draft = (await shop.Live.PostAsync("invoices", draft)).Data().AsObject();
        Assert.Equal(["drafts"], (await EraseAsync(shop, dryRun: true)).Data()["open"]!.AsArray().Select(one => (string?)one!["kind"]));
        await shop.Live.SendAsync(HttpMethod.Delete, $"invoices/{draft["id"]}", null);

        var erased = (await EraseAsync(shop)).Data();

        Assert.Equal(1, (int)erased["keptCount"]!);
        Assert.Equal(
            [
                "invoice_lines.description", "invoices.customer_address", "invoices.customer_email", "invoices.customer_name",
                "invoices.customer_reference", "invoices.notes",
            ],
            (await FindAsync(shop, Secret)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task By_an_e_mail_address_invoices_are_found_too()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(InvoiceBody());
        await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject());

        await server.Operator.PostAsync("admin/privacy/erase", new JsonObject
        {
            ["applicationId"] = shop.Id,
            ["customerEmail"] = $"{Secret}@EXAMPLE.com",
            ["dryRun"] = false,
        });

        Assert.Equal("[erased]", (string?)(await shop.ReadInvoiceAsync(invoice))["customerReference"]);
    }

    [Fact]
    public async Task What_was_sent_to_a_receiver_goes_with_its_answers()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var scope = new ApplicationId((uint)shop.Id);
        await PayAsync(shop);
        await Eventually.BecomesAsync(
            () => server.WithDbAsync(db => db.Of<WebhookDelivery>(scope).CountAsync(d => d.DueAt != null)), count => count == 0);
        Assert.NotEqual(0, await server.WithDbAsync(db => db.Of<WebhookAttempt>(scope).CountAsync()));

        await EraseAsync(shop);

        Assert.Equal(0, await server.WithDbAsync(db => db.Of<WebhookAttempt>(scope).CountAsync()));
    }

    [Fact]
    public async Task The_same_request_again_finds_nothing_and_the_audit_log_names_records_and_no_person()
    {
        var shop = await server.RegisterAsync();
        var payment = await PayAsync(shop);
        await EraseAsync(shop);

        var again = (await EraseAsync(shop)).Data();

        Assert.Empty(again["records"]!.AsArray());
        Assert.True((bool)again["isComplete"]!);
        var lines = (await server.Operator.ReadAsync($"admin/audit-logs?action=privacy.erase&applicationId={shop.Id}")).Data().AsArray();
        var line = Assert.Single(lines)!;
        Assert.Equal((long)payment["id"]!, (long)Assert.Single(line["after"]!["payments"]!.AsArray())!);
        Assert.Equal("customerReference", (string?)line["after"]!["by"]);
        Assert.DoesNotContain(Secret, line.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("customerEmail", "RahimaKhatun@Example.com")]
    [InlineData("customerPhone", "+880 1711 234567")]
    public async Task They_are_found_by_e_mail_address_and_telephone_number(string field, string value)
    {
        var shop = await server.RegisterAsync();
        await PayAsync(shop);

        await server.Operator.PostAsync(
            "admin/privacy/erase", new JsonObject { ["applicationId"] = shop.Id, [field] = value, ["dryRun"] = false });

        Assert.Empty(await FindAsync(shop, Secret));
    }

    /// <summary>The search cuts an address short, and is content with what is alike: an erasure is not.</summary>
    [Fact]
    public async Task Somebody_whose_address_only_begins_like_theirs_stays()
    {
        var shop = await server.RegisterAsync();
        var mine = await server.PaidPaymentAsync(
            shop, new JsonObject { ["customerReference"] = "one", ["customerEmail"] = $"{Long}.karim@example.com" });
        var other = await server.PaidPaymentAsync(
            shop, new JsonObject { ["customerReference"] = "two", ["customerEmail"] = $"{Long}.rahim@example.com" });
        await IndexedAsync(shop);

        (await server.Operator.PostAsync("admin/privacy/erase", new JsonObject
        {
            ["applicationId"] = shop.Id,
            ["customerEmail"] = $"{Long}.karim@example.com",
            ["dryRun"] = false,
        })).Data();

        Assert.Equal("[erased]", (string?)(await shop.ReadPaymentAsync(mine))["customerReference"]);
        Assert.Equal("two", (string?)(await shop.ReadPaymentAsync(other))["customerReference"]);
    }

    [Fact]
    public async Task A_kept_answer_is_replayed_without_them_and_the_payment_is_not_made_twice()
    {
        var shop = await server.RegisterAsync();
        var body = Body();
        var first = await shop.Test.PostAsync("payments", body, ("Idempotency-Key", "order-1"));
        await server.PayAsync((string)first.Data()["reference"]!);
        await IndexedAsync(shop);
        await EraseAsync(shop);

        var replayed = await shop.Test.PostAsync("payments", body, ("Idempotency-Key", "order-1"));

        Assert.Equal((long)first.Data()["id"]!, (long)replayed.Data()["id"]!);
        Assert.Equal("[erased]", (string?)replayed.Data()["customerReference"]);
    }

    [Fact]
    public async Task An_event_that_was_erased_is_listed_without_its_data_and_cannot_be_sent_again()
    {
        var shop = await server.RegisterAsync();
        await PayAsync(shop);
        await EraseAsync(shop);

        var told = (await shop.Test.ReadAsync("events")).Data().AsArray().Single(e => (string?)e!["type"] == "payment.succeeded")!;
        var hook = (await server.Operator.ReadAsync($"admin/webhooks/{told["id"]}")).Data();

        Assert.Null(told["data"]);
        Assert.Equal((true, ""), ((bool)hook["payloadRemoved"]!, (string?)hook["payload"]));
        Assert.Equal("PARKED", (string?)hook["deliveryStatus"]);
        Assert.Equal(
            "INVALID_OPERATION_STATE",
            (await server.Operator.PostAsync($"admin/webhooks/{told["id"]}/resend", new JsonObject())).ErrorCode);
        var resent = await server.Operator.PostAsync("admin/webhooks/resend", new JsonObject { ["applicationId"] = shop.Id });
        Assert.Equal(0, (int)resent.Data()["resent"]!);
    }

    [Fact]
    public async Task The_customer_s_page_says_that_the_data_was_erased()
    {
        var shop = await server.RegisterAsync(settings: new() { ["receiptsEnabled"] = true });
        await shop.Test.SendAsync(HttpMethod.Put, "invoices/template", """{"companyName":"Tea Shop"}""");
        var payment = await PayAsync(shop);
        await EraseAsync(shop);

        foreach (var page in (string[])["?lang=en", "/receipt?lang=en"])
        {
            var html = await server.Browser.GetStringAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}{page}"));
            Assert.Contains("Personal data was erased", html, StringComparison.Ordinal);
        }

        using var pdf = await server.Browser.GetAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}/receipt.pdf"));
        Assert.Equal(HttpStatusCode.OK, pdf.StatusCode);
    }

    [Fact]
    public async Task While_a_payment_or_an_invoice_is_open_nothing_is_erased_and_the_refusal_says_what_to_do()
    {
        var shop = await server.RegisterAsync();
        await PayAsync(shop);
        var pending = await shop.OpenPaymentAsync(Body());
        var invoice = await shop.InvoiceAsync(InvoiceBody());

        var refused = await EraseAsync(shop);

        Assert.Equal("INVALID_OPERATION_STATE", refused.ErrorCode);
        Assert.Contains("payments: 1. Wait until they have ended", (string?)refused.Json["meta"]!["message"], StringComparison.Ordinal);
        Assert.Contains("invoices: 1. Void or credit", (string?)refused.Json["meta"]!["message"], StringComparison.Ordinal);
        Assert.NotEmpty(await FindAsync(shop, Secret));
        var open = (await EraseAsync(shop, dryRun: true)).Data()["open"]!.AsArray();
        Assert.Equal(["payments", "invoices"], open.Select(one => (string?)one!["kind"]));
        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(pending))["status"]);
        Assert.Equal("ISSUED", (string?)(await shop.ReadInvoiceAsync(invoice))["status"]);
    }

    [Fact]
    public async Task A_TEST_invoice_is_erased_with_its_lines_and_credit_notes_and_still_adds_up()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(InvoiceBody());
        var note = (await shop.Test.PostAsync(
            $"invoices/{invoice["id"]}/credit-notes", new JsonObject { ["amountMinor"] = 100_000, ["reason"] = $"For {Secret}" })).Data();

        Assert.Equal(0, (int)(await EraseAsync(shop, dryRun: true)).Data()["keptCount"]!);

        var erased = (await EraseAsync(shop)).Data();

        Assert.Equal(0, (int)erased["keptCount"]!);
        Assert.Empty(await FindAsync(shop, Secret));
        Assert.Empty(await FindAsync(shop, Bin));
        var after = await shop.ReadInvoiceAsync(invoice);
        Assert.Equal(
            ("[erased]", "[erased]", (long)invoice["totalMinor"]!, (string?)invoice["number"]),
            ((string?)after["customerReference"], (string?)after["lineItems"]![0]!["description"], (long)after["totalMinor"]!,
                (string?)after["number"]));
        var credited = (await shop.Test.ReadAsync($"credit-notes/{note["id"]}")).Data();
        Assert.Equal(
            ("[erased]", 100_000L), ((string?)credited["reason"], (long)credited["lines"]![0]!["taxableMinor"]!));
        using var pdf = await shop.Test.GetAsync(new Uri(server.ApiUrl, $"invoices/{invoice["id"]}/pdf"));
        Assert.Equal(HttpStatusCode.OK, pdf.StatusCode);
        await server.HoldsAsync();
    }

    [Fact]
    public async Task An_issued_LIVE_invoice_stays_until_the_law_lets_it_go_and_the_rest_is_erased()
    {
        var shop = await server.RegisterAsync();
        var invoice = (await shop.Live.PostAsync("invoices", InvoicesUnderTest.Body(InvoiceBody()))).Data();
        await shop.Live.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject());

        var erased = (await EraseAsync(shop)).Data();

        var kept = Assert.Single(erased["kept"]!.AsArray())!;
        Assert.Equal(((string?)invoice["number"], "2031-07-02"), ((string?)kept["number"], (string?)kept["keptUntil"]));
        Assert.Equal($"{Secret}-1", (string?)(await shop.Live.ReadAsync($"invoices/{invoice["id"]}")).Data()["customerReference"]);
        var events = (await shop.Live.ReadAsync("events")).Data().AsArray();
        Assert.All(events, told => Assert.Null(told!["data"]));
    }

    [Fact]
    public async Task Only_who_may_and_has_proved_it_lately_erases()
    {
        var (mine, others) = (await server.RegisterAsync(), await server.RegisterAsync());
        await PayAsync(others);
        using var officer = await server.OperatorWithAsync([Permission.PrivacyManage], mine);
        using var reader = await server.OperatorWithAsync([Permission.CustomerRead, Permission.PaymentRead]);

        Assert.Equal("FORBIDDEN", (await EraseAsync(others, who: reader)).ErrorCode);
        Assert.Equal("RESOURCE_NOT_FOUND", (await EraseAsync(others, who: officer)).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await EraseAsync(mine, who: officer)).Status);
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("REAUTH_REQUIRED", (await EraseAsync(mine, who: officer)).ErrorCode);
        Assert.NotEmpty(await FindAsync(others, Secret));
    }

    [Theory]
    [InlineData("{}", "customerReference")]
    [InlineData("""{"customerReference":"a","customerEmail":"a@example.com"}""", "customerReference")]
    [InlineData("""{"customerReference":"[erased]"}""", "customerReference")]
    [InlineData("""{"customerPhone":"tea"}""", "customerPhone")]
    public async Task A_customer_is_named_by_exactly_one_thing(string fields, string wrong)
    {
        var body = JsonNode.Parse(fields)!.AsObject();
        body["applicationId"] = 1;

        var refused = await server.Operator.PostAsync("admin/privacy/erase", body);

        Assert.Equal("VALIDATION_ERROR", refused.ErrorCode);
        Assert.NotNull(refused.Json["data"]![wrong]);
    }

    [Theory]
    [InlineData("UPDATE webhook_events SET payload = 'x'")]
    [InlineData("UPDATE webhook_events SET payload = '', type = 'payment.failed'")]
    [InlineData("UPDATE invoices SET customer_name = NULL")]
    [InlineData("UPDATE invoices SET customer_name = 'Karim', erased_at = created_at, customer_reference = '[erased]'")]
    [InlineData("UPDATE invoice_lines SET description = '[erased]'")]
    [InlineData("UPDATE credit_notes SET reason = '[erased]'")]
    public async Task The_database_lets_nothing_through_but_the_blanking(string change)
    {
        var shop = await server.RegisterAsync();
        await PayAsync(shop);
        var invoice = await shop.InvoiceAsync(InvoiceBody());
        await shop.Test.PostAsync(
            $"invoices/{invoice["id"]}/credit-notes", new JsonObject { ["amountMinor"] = 1_000, ["reason"] = "Less" });

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync($"{change} WHERE application_id = {shop.Id}")));
    }

    private static JsonObject Body() => new()
    {
        ["amountMinor"] = 125050,
        ["customerReference"] = $"{Secret}-1",
        ["customerName"] = $"{Secret} Begum",
        ["customerEmail"] = $"{Secret}@example.com",
        ["customerPhone"] = Phone,
        ["productName"] = $"Cake for {Secret}",
        ["description"] = $"{Secret} called",
        ["returnUrl"] = $"https://shop.example.com/{Secret}",
        ["metadata"] = new JsonObject { ["who"] = Secret },
    };

    private static JsonObject InvoiceBody() => new()
    {
        ["customerReference"] = $"{Secret}-1",
        ["customerName"] = Secret,
        ["customerEmail"] = $"{Secret}@example.com",
        ["customerAddress"] = $"House of {Secret}",
        ["customerBin"] = Bin,
        ["notes"] = $"Thank you, {Secret}",
        ["lineItems"] = new JsonArray(
            new JsonObject { ["description"] = $"Design for {Secret}", ["qty"] = 1, ["unitAmountMinor"] = 100_000 }),
    };

    private async Task<JsonNode> PayAsync(TestApplication shop)
    {
        var payment = await server.PaidPaymentAsync(shop, Body());
        await IndexedAsync(shop);
        return payment;
    }

    private async Task<JsonNode> RefundAsync(TestApplication shop, JsonNode payment)
    {
        var refund = (await shop.Test.PostAsync(
            $"payments/{payment["id"]}/refunds",
            new JsonObject { ["amountMinor"] = 5_000, ["reason"] = $"{Secret} did not like it" })).Data();
        return await server.WhenRefundEndsAsync(shop, refund);
    }

    private Task<int> IndexedAsync(TestApplication shop) => Eventually.BecomesAsync(
        () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            return server.WithDbAsync(db => db.Of<UnindexedPayment>(new ApplicationId((uint)shop.Id)).CountAsync());
        },
        count => count == 0);

    private Task<Answer> EraseAsync(TestApplication shop, bool dryRun = false, HttpClient? who = null) =>
        (who ?? server.Operator).PostAsync(
            "admin/privacy/erase",
            new JsonObject { ["applicationId"] = shop.Id, ["customerReference"] = $"{Secret}-1", ["dryRun"] = dryRun });

    private Task<int> JournalsAsync(TestApplication shop) => server.WithDbAsync(
        db => db.Database.SqlQueryRaw<int>(
            $"SELECT CAST(count(*) AS integer) AS \"Value\" FROM ledger_transfers WHERE application_id = {shop.Id}").SingleAsync());

    /// <summary>Every column of every table of the application in which a text stands, whatever its type.</summary>
    private Task<List<string>> FindAsync(TestApplication shop, string text) => server.WithDbAsync(async db =>
    {
        List<string> found = [];
        foreach (var type in db.Model.GetEntityTypes().Where(type => type.FindProperty("ApplicationId") is not null))
        {
            foreach (var property in type.GetProperties())
            {
                var stored = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
                if (stored != typeof(string) && stored != typeof(byte[])) continue;
                var column = property.GetColumnName();
                var value = stored == typeof(string) ? column
                    : TestDatabase.Kind == "postgresql" ? $"encode({column}, 'escape')" : $"CAST({column} AS TEXT)";
                var count = await db.Database.SqlQueryRaw<int>(
                    $"SELECT CAST(count(*) AS integer) AS \"Value\" FROM {type.GetTableName()} WHERE application_id = {shop.Id} "
                        + $"AND lower({value}) LIKE '%{text}%'").SingleAsync();
                if (count > 0) found.Add($"{type.GetTableName()}.{column}");
            }
        }

        return found;
    });
}
