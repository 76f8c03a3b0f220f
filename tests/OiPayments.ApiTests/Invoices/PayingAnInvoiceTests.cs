using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Invoices;

public class PayingAnInvoiceTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_link_pays_what_is_owed_and_the_application_is_told_once()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new() { ["customerName"] = "Rahima" });

        var link = (await LinkAsync(shop, invoice)).Data();
        var reference = (string)link["reference"]!;
        Assert.StartsWith("pay_", reference, StringComparison.Ordinal);
        Assert.Equal(new Uri(server.WebUrl, $"/pay/{reference}"), new Uri((string)link["checkoutUrl"]!));
        Assert.Equal(100_000, (long)link["amountMinor"]!);
        await server.PayAsync(reference);

        var paid = await shop.ReadInvoiceAsync(invoice);
        Assert.Equal(("PAID", 100_000, 100_000, 0), Figures(paid));
        Assert.Equal((long)invoice["id"]!, (long)paid["payments"]![0]!["invoiceId"]!);
        Assert.Equal(new Uri(server.WebUrl, $"/pay/{invoice["reference"]}"), new Uri((string)paid["payableUrl"]!));
        Assert.Equal("GATEWAY_CLEARING 97500, APPLICATION_PAYABLE 100000, GATEWAY_FEES 2500", await shop.BalancesAsync());
        Assert.Equal(["invoice.paid"], await EventsAsync(shop, "invoice.paid", "invoice."));
        Assert.Equal("INVALID_OPERATION_STATE", (await LinkAsync(shop, invoice)).ErrorCode);
        await server.HoldsAsync();
    }

    [Fact]
    public async Task Parts_are_told_of_each_and_a_refund_opens_the_invoice_again()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();

        var first = await PayAsync(shop, invoice, new() { ["amountMinor"] = 30_000 });
        Assert.Equal(("PARTIALLY_PAID", 30_000, 30_000, 70_000), Figures(await shop.ReadInvoiceAsync(invoice)));
        await PayAsync(shop, invoice, new() { ["amountMinor"] = 20_000 });
        await PayAsync(shop, invoice, []);
        Assert.Equal(("PAID", 100_000, 100_000, 0), Figures(await shop.ReadInvoiceAsync(invoice)));
        Assert.Equal(
            ["invoice.partially_paid", "invoice.partially_paid", "invoice.paid"], await EventsAsync(shop, "invoice.paid", "invoice."));

        var refund = (await shop.RefundAsync(first, 10_000)).Data();
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
        Assert.Equal(("PARTIALLY_PAID", 90_000, 90_000, 10_000), Figures(await shop.ReadInvoiceAsync(invoice)));
        await PayAsync(shop, invoice, []);
        Assert.Equal(("PAID", 100_000, 100_000, 0), Figures(await shop.ReadInvoiceAsync(invoice)));
        await server.HoldsAsync();
    }

    [Fact]
    public async Task An_invoice_whose_only_payment_is_refunded_is_owed_whole_and_stays()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        var payment = await PayAsync(shop, invoice, []);

        var refund = (await shop.RefundAsync(payment, 100_000)).Data();
        await server.WhenRefundEndsAsync(shop, refund);

        Assert.Equal(("ISSUED", 0, 0, 100_000), Figures(await shop.ReadInvoiceAsync(invoice)));
        var refused = await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject());
        Assert.Equal("INVALID_OPERATION_STATE", refused.ErrorCode);
        Assert.Contains("credit note", (string)refused.Json["meta"]!["message"]!, StringComparison.Ordinal);
        await server.HoldsAsync();
    }

    [Fact]
    public async Task Instalments_are_paid_in_any_order()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new()
        {
            ["installments"] = new JsonArray(
                Part("2026-02-01", 33_333), Part("2026-03-01", 33_333), Part("2026-04-01", 33_334)),
        });

        await PayAsync(shop, invoice, new() { ["installment"] = 2 });
        Assert.Equal([33_333, 0, 33_334], DueOfParts(await shop.ReadInvoiceAsync(invoice)));
        Assert.Equal("INVALID_OPERATION_STATE", (await LinkAsync(shop, invoice, new() { ["installment"] = 2 })).ErrorCode);
        Assert.Equal("VALIDATION_ERROR", (await LinkAsync(shop, invoice, new() { ["installment"] = 4 })).ErrorCode);

        // Money for no instalment settles the oldest.
        await PayAsync(shop, invoice, new() { ["amountMinor"] = 40_000 });
        Assert.Equal([0, 0, 26_667], DueOfParts(await shop.ReadInvoiceAsync(invoice)));
        var listed = (await shop.Test.ReadAsync("invoices?dueBefore=2026-04-01")).Data();
        Assert.Empty(listed.AsArray());
        await PayAsync(shop, invoice, new() { ["installment"] = 3 });
        Assert.Equal(("PAID", 100_000, 100_000, 0), Figures(await shop.ReadInvoiceAsync(invoice)));
        await server.HoldsAsync();
    }

    [Fact]
    public async Task Several_links_paid_at_once_count_up_to_what_is_owed_and_the_rest_is_surplus()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        var links = new List<string>();
        foreach (var part in new[] { 60_000, 70_000, 80_000, 90_000, 100_000 })
            links.Add((string)(await LinkAsync(shop, invoice, new() { ["amountMinor"] = part })).Data()["reference"]!);
        var sessions = new List<string>();
        foreach (var link in links) sessions.Add(await server.StartPayingAsync(link));

        await Task.WhenAll(sessions.Select(session => server.EndSessionAsync(session, "success")));

        var read = await shop.ReadInvoiceAsync(invoice);
        var counted = Assert.Single(read["payments"]!.AsArray(), payment => (string?)payment!["status"] == "SUCCEEDED")!;
        Assert.Equal((long)counted["amountMinor"]!, (long)read["amountPaidMinor"]!);
        var all = (await shop.Test.ReadAsync("payments")).Data().AsArray();
        Assert.All(all.Where(payment => (string?)payment!["status"] != "SUCCEEDED"), payment =>
            Assert.Equal(("FAILED", "NOT_OWED"), ((string?)payment!["status"], (string?)payment["failureCode"])));
        var balances = await shop.BalancesAsync();
        Assert.Contains($"SUSPENSE {400_000 - (long)counted["amountMinor"]!}", balances, StringComparison.Ordinal);
        await server.HoldsAsync();
    }

    [Fact]
    public async Task Surplus_of_an_invoice_can_be_given_back()
    {
        var shop = await server.RegisterAsync(settings: new() { ["autoRefundSurplus"] = true });
        var invoice = await shop.InvoiceAsync();
        var (first, second) = (
            (await LinkAsync(shop, invoice)).Data(), (await LinkAsync(shop, invoice, new() { ["amountMinor"] = 99_999 })).Data());
        var (one, two) = (
            await server.StartPayingAsync((string)first["reference"]!), await server.StartPayingAsync((string)second["reference"]!));
        await server.EndSessionAsync(one, "success");
        await server.EndSessionAsync(two, "success");

        var refund = await Eventually.BecomesAsync(
            async () =>
            {
                server.WaitOut(TimeSpan.FromMinutes(10));
                return (await server.Operator.ReadAsync($"admin/refunds?applicationId={shop.Id}")).Data();
            },
            refunds => refunds.AsArray() is [{ } only] && (string?)only["status"] == "SUCCEEDED");

        Assert.Equal((99_999, "SUSPENSE"), ((long)refund[0]!["amountMinor"]!, (string?)refund[0]!["source"]));
        Assert.Equal(("PAID", 100_000, 100_000, 0), Figures(await shop.ReadInvoiceAsync(invoice)));
        await server.HoldsAsync();
    }

    [Fact]
    public async Task A_link_of_more_than_is_owed_by_now_takes_nobody_to_the_gateway()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        var whole = (string)(await LinkAsync(shop, invoice)).Data()["reference"]!;
        await PayAsync(shop, invoice, new() { ["amountMinor"] = 1_000 });

        using var page = await server.Browser.GetAsync(new Uri(server.WebUrl, $"/checkout/{whole}?lang=en"));
        Assert.Contains("This link is no longer valid", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{whole}/pay"), null);
        Assert.EndsWith($"/checkout/{whole}", pressed.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Null((await shop.Test.ReadAsync($"checkout/{whole}")).Data()["gatewayRedirectUrl"]);
    }

    [Fact]
    public async Task A_void_invoice_ends_its_links_and_waits_for_whoever_is_paying()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        var link = (string)(await LinkAsync(shop, invoice)).Data()["reference"]!;
        var session = await server.StartPayingAsync(link);

        var early = await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject());
        Assert.Equal("INVALID_OPERATION_STATE", early.ErrorCode);
        Assert.Equal("ISSUED", (string?)(await shop.ReadInvoiceAsync(invoice))["status"]);

        await server.EndSessionAsync(session, "cancelled");
        var gone = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject())).Data();
        Assert.Equal("VOID", (string?)gone["status"]);
        Assert.Equal("CANCELLED", (string?)(await shop.Test.ReadAsync($"payments/{link}")).Data()["status"]);
        Assert.Equal("INVALID_OPERATION_STATE", (await LinkAsync(shop, invoice)).ErrorCode);
        await server.HoldsAsync();
    }

    [Fact]
    public async Task Held_money_keeps_an_invoice_from_void_and_is_not_released_once_it_is_paid_otherwise()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        var risky = (string)(await LinkAsync(shop, invoice)).Data()["reference"]!;
        await server.PayAsync(risky, "risk");
        Assert.NotNull((string?)(await shop.Test.ReadAsync($"payments/{risky}")).Data()["heldAt"]);
        Assert.Equal(("ISSUED", 0, 0, 100_000), Figures(await shop.ReadInvoiceAsync(invoice)));

        var early = await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject());
        Assert.Contains("is paying this invoice", early.Text, StringComparison.Ordinal);

        // Another link is made, as the held one cannot be paid again; then the held money is owed by nobody.
        var other = (string)(await LinkAsync(shop, invoice)).Data()["reference"]!;
        Assert.NotEqual(risky, other);
        await server.PayAsync(other);
        var late = await server.Operator.PostAsync($"admin/payments/{risky}/release", new JsonObject());
        Assert.Equal("INVALID_OPERATION_STATE", late.ErrorCode);
        Assert.Contains("Refund the money instead", late.Text, StringComparison.Ordinal);
        Assert.Equal(("PAID", 100_000, 100_000, 0), Figures(await shop.ReadInvoiceAsync(invoice)));
        await server.HoldsAsync();
    }

    [Fact]
    public async Task What_is_not_owed_cannot_be_asked_for()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var invoice = await shop.InvoiceAsync();
        var draft = await shop.DraftAsync();
        var foreign = await shop.InvoiceAsync(new() { ["currency"] = "USD" });

        Assert.Equal("AMOUNT_OUT_OF_BOUNDS", (await AskAsync(shop.Test, invoice, 100_001)).ErrorCode);
        Assert.Equal("AMOUNT_OUT_OF_BOUNDS", (await LinkAsync(shop, invoice, new() { ["amountMinor"] = 100_001 })).ErrorCode);
        Assert.Equal("INVALID_OPERATION_STATE", (await AskAsync(shop.Test, draft, 1_000)).ErrorCode);
        Assert.Equal("INVALID_OPERATION_STATE", (await AskAsync(shop.Test, foreign, 1_000)).ErrorCode);
        Assert.Equal("INVALID_OPERATION_STATE", (await LinkAsync(shop, draft)).ErrorCode);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(other.Test, invoice, 1_000)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(shop.Live, invoice, 1_000)).Status);
        Assert.Equal(
            "VALIDATION_ERROR", (await LinkAsync(shop, invoice, new() { ["amountMinor"] = 1, ["installment"] = 1 })).ErrorCode);

        var asked = (await AskAsync(shop.Test, invoice, 100_000)).Data();
        Assert.Equal((long)invoice["id"]!, (long)asked["invoiceId"]!);
        await server.PayAsync((string)asked["reference"]!);
        Assert.Equal("PAID", (string?)(await shop.ReadInvoiceAsync(invoice))["status"]);
    }

    [Fact]
    public async Task The_same_link_is_answered_again_while_it_is_open()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();

        var (first, again) = ((await LinkAsync(shop, invoice)).Data(), (await LinkAsync(shop, invoice)).Data());
        Assert.Equal((string?)first["reference"], (string?)again["reference"]);
        var without = await shop.Test.SendAsync(HttpMethod.Post, $"invoices/{invoice["id"]}/payable-link", null);
        Assert.Equal((string?)first["reference"], (string?)without.Data()["reference"]);
        Assert.NotEqual(
            (string?)first["reference"], (string?)(await LinkAsync(shop, invoice, new() { ["amountMinor"] = 5_000 })).Data()["reference"]);
    }

    private static JsonObject Part(string day, long amountMinor) => new() { ["dueDate"] = day, ["amountMinor"] = amountMinor };

    private static (string? Status, long Paid, long PaidAgain, long Due) Figures(JsonNode invoice) => (
        (string?)invoice["status"], (long)invoice["amountPaidMinor"]!, (long)invoice["paidMinor"]!, (long)invoice["amountDueMinor"]!);

    private static IEnumerable<long> DueOfParts(JsonNode invoice) =>
        invoice["installments"]!.AsArray().Select(part => (long)part!["amountDueMinor"]!);

    private static Task<Answer> LinkAsync(TestApplication shop, JsonNode invoice, JsonObject? body = null) =>
        shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", body ?? []);

    private static Task<Answer> AskAsync(HttpClient client, JsonNode invoice, long amountMinor) =>
        client.PostAsync("payments", new JsonObject
        {
            ["amountMinor"] = amountMinor,
            ["customerReference"] = "customer-17",
            ["invoiceId"] = (long)invoice["id"]!,
        });

    private async Task<JsonNode> PayAsync(TestApplication shop, JsonNode invoice, JsonObject body)
    {
        var link = (await LinkAsync(shop, invoice, body)).Data();
        await server.PayAsync((string)link["reference"]!);
        return (await shop.Test.ReadAsync($"payments/{link["reference"]}")).Data();
    }

    /// <summary>The types that begin so, oldest first, once the awaited one is there.</summary>
    private static async Task<IEnumerable<string>> EventsAsync(TestApplication shop, string awaited, string beginning)
    {
        var all = await Eventually.BecomesAsync(
            async () => (await shop.Test.ReadAsync("events")).Data(),
            events => events.AsArray().Any(e => (string?)e!["type"] == awaited));
        return all.AsArray().Select(e => (string)e!["type"]!)
            .Where(type => type.StartsWith(beginning, StringComparison.Ordinal) && type != "invoice.issued").Reverse();
    }
}
