using System.Net;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Invoices;

/// <summary>The customer's page of an invoice, as a browser without scripts gets it.</summary>
public class ShowingAnInvoiceTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_page_shows_what_is_owed_and_pay_leads_to_one_checkout()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new() { ["customerName"] = "<b>রহিমা</b>", ["dueDate"] = "2026-02-15" });
        var reference = (string)invoice["reference"]!;

        var page = await PageAsync(reference);
        Assert.Contains("INV-2026-000001", page, StringComparison.Ordinal);
        Assert.Contains("৳1,000.00", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;রহিমা&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("15 February 2026", page, StringComparison.Ordinal);
        Assert.Contains("১,০০০.০০", await PageAsync(reference, "bn"), StringComparison.Ordinal);

        var (first, again) = (await PressAsync(reference), await PressAsync(reference));
        Assert.Equal(first, again);
        Assert.Contains("/checkout/pay_", first, StringComparison.Ordinal);
        await server.PayAsync(ReferenceIn(first));

        Assert.Contains("Nothing is left to pay", await PageAsync(reference), StringComparison.Ordinal);
        Assert.DoesNotContain("<form", await PageAsync(reference), StringComparison.Ordinal);
        using var late = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/pay/{reference}?lang=en"), null);
        Assert.Contains("Nothing is left to pay", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // The paid checkout leads back to the invoice.
        using var result = await server.Browser.GetAsync(new Uri(server.WebUrl, $"/checkout/{ReferenceIn(first)}/result?lang=en"));
        Assert.Contains($"/pay/{ReferenceIn(first)}?lang=en", await result.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_instalment_and_a_link_of_a_part_ask_for_that()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new()
        {
            ["installments"] = new JsonArray(
                new JsonObject { ["dueDate"] = "2026-02-01", ["amountMinor"] = 40_000 },
                new JsonObject { ["dueDate"] = "2026-03-01", ["amountMinor"] = 60_000 }),
        });
        var reference = (string)invoice["reference"]!;

        var second = ReferenceIn(await PressAsync(reference, installment: 2));
        Assert.Equal(60_000, (long)(await shop.Test.ReadAsync($"payments/{second}")).Data()["amountMinor"]!);
        await server.PayAsync(second);
        var page = await PageAsync(reference);
        Assert.Contains("Partly paid", page, StringComparison.Ordinal);
        Assert.Contains("৳400.00", page, StringComparison.Ordinal);
        using var gone = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/pay/{reference}"), Form(2));
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);

        var part = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", new JsonObject { ["amountMinor"] = 15_000 }))
            .Data();
        Assert.Contains("Pay ৳150.00", await PageAsync((string)part["reference"]!), StringComparison.Ordinal);
        Assert.EndsWith((string)part["reference"]!, await PressAsync((string)part["reference"]!), StringComparison.Ordinal);

        // Once more is paid than the link leaves, its page offers what is owed instead.
        await server.PayAsync(ReferenceIn(await PressAsync(reference, installment: 1)));
        var after = await PageAsync((string)part["reference"]!);
        Assert.Contains("Nothing is left to pay", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replaced_link_and_a_void_invoice_say_so()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        var whole = (string)(await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", new JsonObject())).Data()["reference"]!;
        await shop.Test.PostAsync($"invoices/{invoice["id"]}/credit-notes", new JsonObject { ["amountMinor"] = 30_000, ["reason"] = "x" });

        var replaced = await PageAsync(whole);
        Assert.Contains("no longer valid", replaced, StringComparison.Ordinal);
        Assert.Contains("Pay ৳700.00", replaced, StringComparison.Ordinal);
        Assert.NotEqual(whole, ReferenceIn(await PressAsync(whole)));

        var other = await shop.InvoiceAsync();
        await shop.Test.PostAsync($"invoices/{other["id"]}/void", new JsonObject());
        var gone = await PageAsync((string)other["reference"]!);
        Assert.Contains("counts no longer", gone, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", gone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_invoice_is_not_found_and_a_plain_payment_is_led_to_its_checkout()
    {
        var shop = await server.RegisterAsync();
        var draft = await shop.DraftAsync();
        var payment = await shop.OpenPaymentAsync();

        foreach (var unknown in new[] { (string)draft["reference"]!, "inv_nobody", "x" })
        {
            using var page = await server.Browser.GetAsync(new Uri(server.WebUrl, $"/pay/{unknown}"));
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await shop.Test.ReadAsync($"pay/{unknown}")).Status);
            using var pdf = await server.Browser.GetAsync(new Uri(server.WebUrl, $"/pay/{unknown}/pdf"));
            Assert.Equal(HttpStatusCode.NotFound, pdf.StatusCode);
        }

        using var led = await server.Browser.GetAsync(new Uri(server.WebUrl, $"/pay/{payment["reference"]}"));
        Assert.EndsWith($"/checkout/{payment["reference"]}", led.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_read_the_same_and_the_pdf_is_there()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new() { ["customerEmail"] = "rahima@example.com" });
        var link = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", new JsonObject())).Data();

        var read = (await server.Anonymous.ReadAsync($"pay/{link["reference"]}")).Data();
        Assert.Equal(
            ("INV-2026-000001", "ISSUED", 100_000, "৳1,000.00", "PENDING"),
            ((string?)read["invoiceNumber"], (string?)read["status"], (long)read["amountDueMinor"]!, (string?)read["amountDueDisplay"],
                (string?)read["paymentStatus"]));
        Assert.EndsWith($"/checkout/{link["reference"]}", (string?)read["checkoutUrl"], StringComparison.Ordinal);
        Assert.DoesNotContain("rahima", read.ToJsonString(), StringComparison.Ordinal);
        var own = (await server.Anonymous.ReadAsync($"pay/{invoice["reference"]}")).Data();
        Assert.EndsWith($"/pay/{invoice["reference"]}", (string?)own["checkoutUrl"], StringComparison.Ordinal);

        using var pdf = await server.Browser.GetAsync(new Uri((string)own["pdfUrl"]!));
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("%PDF", await pdf.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_is_closed_takes_no_payment()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["status"] = "DISABLED" })).Data();

        var page = await PageAsync((string)invoice["reference"]!);

        Assert.Contains("takes no payments at present", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }

    private static FormUrlEncodedContent Form(int installment) => new([KeyValuePair.Create("installment", $"{installment}")]);

    private static string ReferenceIn(string address) => address[(address.LastIndexOf('/') + 1)..].Split('?')[0];

    private async Task<string> PageAsync(string reference, string language = "en")
    {
        using var page = await server.Browser.GetAsync(new Uri(server.WebUrl, $"/pay/{reference}?lang={language}"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return await page.Content.ReadAsStringAsync();
    }

    private async Task<string> PressAsync(string reference, int? installment = null)
    {
        using var form = installment is { } number ? Form(number) : null;
        using var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/pay/{reference}"), form);
        Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
        return pressed.Headers.Location?.ToString() ?? "";
    }
}
