using System.Data.Common;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Invoices;

/// <summary>What is withheld at source, and what credit notes take back.</summary>
public class SettlingWithoutMoneyTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task What_is_withheld_settles_a_part_and_stands_in_the_books()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();

        var withheld = (await WithholdAsync(shop, invoice, 7_500)).Data();
        Assert.Equal(("VAT", 7_500, "BDT"), ((string?)withheld["kind"], (long)withheld["amountMinor"]!, (string?)withheld["currency"]));
        Assert.Equal(("PARTIALLY_PAID", 0, 7_500, 0, 92_500), Figures(await shop.ReadInvoiceAsync(invoice)));
        Assert.Equal("INVOICE_RECEIVABLE 92500, INVOICED 100000, TAX_WITHHELD 7500", await shop.BalancesAsync());

        // A certificate counts once, and once only if it is sent twice at the same time.
        Assert.Equal("INVALID_OPERATION_STATE", (await WithholdAsync(shop, invoice, 7_500)).ErrorCode);
        var many = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => WithholdAsync(shop, invoice, 5_000, kind: "INCOME_TAX")));
        Assert.Single(many, answer => answer.Status is HttpStatusCode.Created);
        Assert.Equal(12_500, (long)(await shop.ReadInvoiceAsync(invoice))["amountWithheldMinor"]!);

        var link = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", new JsonObject())).Data();
        Assert.Equal(87_500, (long)link["amountMinor"]!);
        await server.PayAsync((string)link["reference"]!);
        Assert.Equal(("PAID", 87_500, 12_500, 0, 0), Figures(await shop.ReadInvoiceAsync(invoice)));
        Assert.Equal("INVALID_OPERATION_STATE", (await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject())).ErrorCode);
        Assert.Equal(2, (await shop.Test.ReadAsync($"invoices/{invoice["id"]}/withholdings")).Data().AsArray().Count);
        await server.HoldsAsync();
    }

    [Theory]
    [InlineData(100_001, "2026-01-15", "1", "AMOUNT_OUT_OF_BOUNDS")]
    [InlineData(0, "2026-01-15", "1", "VALIDATION_ERROR")]
    [InlineData(1, "2026-01-16", "1", "VALIDATION_ERROR")]
    [InlineData(1, "2026-01-15", " ", "VALIDATION_ERROR")]
    public async Task What_cannot_be_withheld_changes_nothing(long amountMinor, string date, string certificate, string errorCode)
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();

        Assert.Equal(errorCode, (await WithholdAsync(shop, invoice, amountMinor, date: date, certificate: certificate)).ErrorCode);

        Assert.Equal(("ISSUED", 0, 0, 0, 100_000), Figures(await shop.ReadInvoiceAsync(invoice)));
        Assert.Equal("INVALID_OPERATION_STATE", (await WithholdAsync(shop, await shop.DraftAsync(), 1)).ErrorCode);
        var other = await server.RegisterAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await WithholdAsync(other, invoice, 1)).Status);
    }

    [Fact]
    public async Task A_credit_note_takes_back_lines_at_their_tax_and_then_the_rest()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new()
        {
            ["lineItems"] = new JsonArray(Line("Design", 3, 9_999, 2_500), Line("Hosting", 1, 50_000, 0)),
        });
        Assert.Equal(87_496, (long)invoice["totalMinor"]!);

        var first = (await CreditAsync(shop, invoice, new() { ["lines"] = new JsonArray(Line("Design", 1, 9_999, 2_500)) })).Data();
        Assert.Equal(
            ("CN-2026-000001", 9_999, 2_500, 12_499),
            ((string?)first["number"], (long)first["subtotalMinor"]!, (long)first["taxMinor"]!, (long)first["totalMinor"]!));
        Assert.Equal(("ISSUED", 0, 0, 12_499, 74_997), Figures(await shop.ReadInvoiceAsync(invoice)));

        // Another rate, or more of a rate than is left, is not what was invoiced.
        var wrong = await CreditAsync(shop, invoice, new() { ["lines"] = new JsonArray(Line("Design", 1, 9_999, 1_500)) });
        Assert.Equal("VALIDATION_ERROR", wrong.ErrorCode);
        var tooMuch = await CreditAsync(shop, invoice, new() { ["lines"] = new JsonArray(Line("Design", 3, 9_999, 2_500)) });
        Assert.Equal("VALIDATION_ERROR", tooMuch.ErrorCode);
        Assert.Equal("AMOUNT_OUT_OF_BOUNDS", (await CreditAsync(shop, invoice, new() { ["amountMinor"] = 74_998 })).ErrorCode);

        var rest = (await CreditAsync(shop, invoice, new() { ["amountMinor"] = 74_997 })).Data();
        Assert.Equal("CN-2026-000002", (string?)rest["number"]);
        Assert.Equal((long)invoice["taxMinor"]!, (long)first["taxMinor"]! + (long)rest["taxMinor"]!);
        Assert.Equal(("PAID", 0, 0, 87_496, 0), Figures(await shop.ReadInvoiceAsync(invoice)));
        Assert.Equal("", await shop.BalancesAsync());
        var listed = (await shop.Test.ReadAsync($"invoices/{invoice["id"]}/credit-notes")).Data().AsArray();
        Assert.Equal(["CN-2026-000001", "CN-2026-000002"], listed.Select(note => (string?)note!["number"]));
        Assert.Equal(
            listed[0]!.ToJsonString(), (await shop.Test.ReadAsync($"credit-notes/{first["reference"]}")).Data().ToJsonString());
        await server.HoldsAsync();
    }

    [Fact]
    public async Task What_was_paid_beyond_a_credit_note_can_be_refunded_and_is_not_owed_again()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        var link = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", new JsonObject())).Data();
        await server.PayAsync((string)link["reference"]!);

        await CreditAsync(shop, invoice, new() { ["amountMinor"] = 30_000 });
        var credited = await shop.ReadInvoiceAsync(invoice);
        Assert.Equal(("PAID", 100_000, 0, 30_000, 0), Figures(credited));
        Assert.Equal(30_000, (long)credited["amountOverpaidMinor"]!);

        var payment = (await shop.Test.ReadAsync($"payments/{link["reference"]}")).Data();
        await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 30_000)).Data());
        var refunded = await shop.ReadInvoiceAsync(invoice);
        Assert.Equal(("PAID", 70_000, 0, 30_000, 0), Figures(refunded));
        Assert.Equal(0, (long)refunded["amountOverpaidMinor"]!);
        var told = await Eventually.BecomesAsync(
            async () => (await shop.Test.ReadAsync("events")).Data(),
            events => events.AsArray().Any(e => (string?)e!["type"] == "refund.succeeded"));
        Assert.Equal(
            ["invoice.issued", "invoice.paid", "invoice.credited"],
            told.AsArray().Select(e => (string)e!["type"]!)
                .Where(type => type.StartsWith("invoice.", StringComparison.Ordinal)).Reverse());
        await server.HoldsAsync();
    }

    [Fact]
    public async Task Many_credit_notes_at_once_never_come_to_more_than_the_invoice_and_leave_no_gap()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => CreditAsync(shop, invoice, new() { ["amountMinor"] = 9_000 })));

        Assert.Equal(11, answers.Count(answer => answer.Status is HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.Status is not HttpStatusCode.Created), answer =>
            Assert.Equal("AMOUNT_OUT_OF_BOUNDS", answer.ErrorCode));
        Assert.Equal(
            Enumerable.Range(1, 11).Select(number => $"CN-2026-{number:000000}"),
            answers.Where(answer => answer.Status is HttpStatusCode.Created).Select(answer => (string)answer.Data()["number"]!)
                .Order(StringComparer.Ordinal));
        Assert.Equal(("ISSUED", 0, 0, 99_000, 1_000), Figures(await shop.ReadInvoiceAsync(invoice)));

        // Invoices count apart.
        Assert.Equal("INV-2026-000002", (string?)(await shop.InvoiceAsync())["number"]);
        await server.HoldsAsync();
    }

    [Fact]
    public async Task The_same_request_with_a_key_makes_one_note()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        var body = new JsonObject { ["amountMinor"] = 1_000, ["reason"] = "Late" };

        var first = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/credit-notes", body, ("Idempotency-Key", "n"))).Data();
        var again = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/credit-notes", body, ("Idempotency-Key", "n"))).Data();

        Assert.Equal((string?)first["number"], (string?)again["number"]);
        Assert.Equal(1_000, (long)(await shop.ReadInvoiceAsync(invoice))["amountCreditedMinor"]!);
    }

    [Fact]
    public async Task Operators_do_the_same_and_the_log_tells()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        var path = $"admin/invoices/{invoice["reference"]}";

        var withheld = (await server.Operator.PostAsync(
            $"{path}/withholdings",
            new JsonObject { ["kind"] = "VAT", ["amountMinor"] = 5_000, ["certificateNumber"] = "6.6/7", ["date"] = "2026-01-10" })).Data();
        Assert.Equal(("PARTIALLY_PAID", 0, 5_000, 0, 95_000), Figures(withheld));
        var credited = (await server.Operator.PostAsync(
            $"{path}/credit-notes", new JsonObject { ["amountMinor"] = 10_000, ["reason"] = "Late" })).Data();
        Assert.Equal(("PARTIALLY_PAID", 0, 5_000, 10_000, 85_000), Figures(credited));
        var link = (await server.Operator.PostAsync($"{path}/payable-link", new JsonObject { ["amountMinor"] = 5_000 })).Data();
        Assert.Equal(5_000, (long)link["amountMinor"]!);

        var log = (await server.Operator.ReadAsync($"admin/audit-logs?applicationId={shop.Id}")).Data().AsArray();
        Assert.Equal(
            ["invoice.link", "invoice.credit", "invoice.withhold"],
            log.Select(line => (string)line!["action"]!).Where(action => action.StartsWith("invoice.", StringComparison.Ordinal)));
        AssertSays(log[1]!, 10_000, "Late", ("PARTIALLY_PAID", "PARTIALLY_PAID"));
        AssertSays(log[2]!, 5_000, null, ("ISSUED", "PARTIALLY_PAID"));
        Assert.Equal(("VAT", "6.6/7"), ((string?)log[2]!["after"]!["kind"], (string?)log[2]!["after"]!["certificateNumber"]));

        // Operators read who did it; the application reads that an operator did.
        var name = (string?)(await server.Operator.ReadAsync("auth/me")).Data()["name"];
        foreach (var what in new[] { "credit-notes", "withholdings" })
        {
            var one = Assert.Single((await server.Operator.ReadAsync($"{path}/{what}")).Data().AsArray())!;
            Assert.StartsWith("operator:", (string?)one["createdBy"], StringComparison.Ordinal);
            Assert.Equal(name, (string?)one["createdByName"]);
            Assert.Null((await shop.Test.ReadAsync($"invoices/{invoice["id"]}/{what}")).Data()[0]!["createdByName"]);
        }

        static void AssertSays(JsonNode line, long amountMinor, string? reason, (string Before, string After) status)
        {
            Assert.Equal((amountMinor, "BDT"), ((long)line["after"]!["amountMinor"]!, (string?)line["after"]!["currency"]));
            Assert.Equal(reason, (string?)line["reason"]);
            Assert.Equal(status, ((string?)line["before"]!["status"], (string?)line["after"]!["status"]));
        }
    }

    [Theory]
    [InlineData("withholdings", """{"kind":"VAT","amountMinor":5000,"certificateNumber":"6.6/NUMBER","date":"2026-01-10"}""")]
    [InlineData("credit-notes", """{"amountMinor":5000,"reason":"NUMBER"}""")]
    public async Task Of_operators_who_looked_at_the_same_version_only_one_does_it(string what, string body)
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        var path = $"admin/invoices/{invoice["id"]}/{what}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(() => SendAsync($"{number}", invoice))));

        var done = Assert.Single(answers, answer => answer.ErrorCode is null).Data();
        Assert.Equal(95_000, (long)done["amountDueMinor"]!);
        Assert.All(
            answers.Where(answer => answer.ErrorCode is not null),
            answer => Assert.Equal("INVALID_OPERATION_STATE", answer.ErrorCode));
        Assert.Single((await server.Operator.ReadAsync(path)).Data().AsArray());
        Assert.Equal(90_000, (long)(await SendAsync("next", done)).Data()["amountDueMinor"]!);
        var log = (await server.Operator.ReadAsync($"admin/audit-logs?applicationId={shop.Id}")).Data().AsArray();
        Assert.Equal(2, log.Count(line => (string?)line!["action"] is "invoice.withhold" or "invoice.credit"));

        Task<Answer> SendAsync(string number, JsonNode seen) => server.Operator.SendAsync(
            HttpMethod.Post, path, body.Replace("NUMBER", number, StringComparison.Ordinal), ("If-Match", $"\"{seen["version"]}\""));
    }

    [Theory]
    [InlineData("UPDATE credit_notes SET total_minor = 1, subtotal_minor = 1, tax_minor = 0")]
    [InlineData("DELETE FROM credit_notes")]
    [InlineData("UPDATE invoice_withholdings SET amount_minor = 1")]
    [InlineData("DELETE FROM invoice_withholdings")]
    public async Task The_database_refuses_to_change_them(string sql)
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        await CreditAsync(shop, invoice, new() { ["amountMinor"] = 1_000 });
        await WithholdAsync(shop, invoice, 1_000);

        await Assert.ThrowsAnyAsync<DbException>(() => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
    }

    private static JsonObject Line(string description, int qty, long unit, int taxRate) => new()
    {
        ["description"] = description,
        ["qty"] = qty,
        ["unitAmountMinor"] = unit,
        ["taxRate"] = taxRate,
    };

    private static (string? Status, long Paid, long Withheld, long Credited, long Due) Figures(JsonNode invoice) => (
        (string?)invoice["status"], (long)invoice["amountPaidMinor"]!, (long)invoice["amountWithheldMinor"]!,
        (long)invoice["amountCreditedMinor"]!, (long)invoice["amountDueMinor"]!);

    private static Task<Answer> WithholdAsync(
        TestApplication shop, JsonNode invoice, long amountMinor, string kind = "VAT", string date = "2026-01-15",
        string certificate = "6.6/2026/1") =>
        shop.Test.PostAsync($"invoices/{invoice["id"]}/withholdings", new JsonObject
        {
            ["kind"] = kind,
            ["amountMinor"] = amountMinor,
            ["certificateNumber"] = certificate,
            ["date"] = date,
        });

    private static Task<Answer> CreditAsync(TestApplication shop, JsonNode invoice, JsonObject body)
    {
        body.TryAdd("reason", "Delivered late");
        return shop.Test.PostAsync($"invoices/{invoice["id"]}/credit-notes", body);
    }
}
