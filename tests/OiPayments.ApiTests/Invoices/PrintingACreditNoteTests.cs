using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Invoices.PrintedDocuments;

namespace OiPayments.ApiTests.Invoices;

public class PrintingACreditNoteTests(TestServer server) : IClassFixture<TestServer>
{
    private const int MaxBytesOfOnePage = 120_000;

    [Fact]
    public async Task It_names_its_invoice_says_why_and_takes_back_line_by_line()
    {
        var shop = await server.RegisterAsync();
        await shop.SetTemplateAsync(new() { ["companyName"] = "Shapla Software", ["bin"] = "0001234560101" });
        var invoice = await shop.InvoiceAsync(new()
        {
            ["customerName"] = "Padma Traders",
            ["customerAddress"] = "House 7, Dhaka",
            ["lineItems"] = new JsonArray(Line("Design", 3, 10_000, taxRate: 1500), Line("Hosting", 1, 50_000)),
        });
        var note = await CreditAsync(shop, invoice, new()
        {
            ["lines"] = new JsonArray(Line("Design", 2, 10_000, discount: 1_000, taxRate: 1500), Line("Hosting", 0.5, 50_000)),
        });

        using var answer = await shop.Test.AskPdfAsync($"credit-notes/{note["id"]}/pdf");
        using var pdf = new UnitTests.Documents.PdfFile(await answer.Content.ReadAsByteArrayAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("inline; filename=\"CN-2026-000001.pdf\"", answer.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.InRange(pdf.Content.Length, 5_000, MaxBytesOfOnePage);
        Assert.All(pdf.Fonts(), font => Assert.True(font.Value, $"{font.Key} is not embedded."));
        pdf.AssertHolds(
            "Credit note", "CN-2026-000001", "15 January 2026", "INV-2026-000001", "Returned", "Shapla Software", "Padma Traders",
            "House 7, Dhaka", "Design 2 100.00 −10.00 15% 190.00", "Hosting 0.5 500.00 0% 250.00", "Subtotal ৳440.00",
            "VAT 0% on ৳250.00 ৳0.00", "VAT 15% on ৳190.00 ৳28.50", "Total ৳468.50", "৳468.50 credited",
            "Four hundred sixty-eight taka fifty paisa only");
        pdf.AssertLacks("/pay/");
        pdf.AssertLacks("Amount due");
    }

    [Fact]
    public async Task Where_prices_include_the_tax_so_do_its_lines()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new()
        {
            ["taxIncluded"] = true,
            ["lineItems"] = new JsonArray(Line("Design", 2, 57_500, taxRate: 1500)),
        });
        var lines = await CreditAsync(shop, invoice, new() { ["lines"] = new JsonArray(Line("Design", 1, 57_500, taxRate: 1500)) });
        var rest = await CreditAsync(shop, invoice, new() { ["amountMinor"] = 57_500 });

        using var one = await shop.Test.ReadPdfAsync($"credit-notes/{lines["id"]}/pdf?language=en");
        one.AssertHolds("Design 1 575.00 15% 575.00", "Subtotal ৳575.00", "Tax 15% on ৳500.00, included ৳75.00", "Total ৳575.00");
        using var two = await shop.Test.ReadPdfAsync($"credit-notes/{rest["reference"]}/pdf?language=en");
        two.AssertHolds("Returned 1 575.00 15% 575.00", "Subtotal ৳575.00", "Tax 15% on ৳500.00, included ৳75.00", "Total ৳575.00");
    }

    [Fact]
    public async Task It_is_the_same_file_whatever_happens_afterwards()
    {
        var shop = await server.RegisterAsync();
        await shop.SetTemplateAsync(new() { ["companyName"] = "Before", ["accentColor"] = "#0a7d4f", ["language"] = "BOTH" });
        var invoice = await shop.InvoiceAsync();
        var path = $"credit-notes/{(await CreditAsync(shop, invoice, new() { ["amountMinor"] = 10_000 }))["id"]}/pdf";
        using var first = await shop.Test.AskPdfAsync(path);

        await shop.SetTemplateAsync(new() { ["companyName"] = "After", ["language"] = "EN" });
        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["name"] = "Renamed" })).Data();
        await CreditAsync(shop, invoice, new() { ["amountMinor"] = 10_000 });
        var link = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", new JsonObject())).Data();
        await server.PayAsync((string)link["reference"]!);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var second = await shop.Test.AskPdfAsync(path);

        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await second.Content.ReadAsByteArrayAsync());
        using var same = await shop.Test.AskPdfAsync(path, first.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Fact]
    public async Task It_is_in_the_language_of_its_template_or_in_another_that_is_asked_for()
    {
        var shop = await server.RegisterAsync();
        await shop.SetTemplateAsync(new() { ["language"] = "BN" });
        var note = await CreditAsync(shop, await shop.InvoiceAsync(), new() { ["amountMinor"] = 10_000 });

        using var bangla = await shop.Test.ReadPdfAsync($"credit-notes/{note["id"]}/pdf");
        bangla.AssertHolds("ক্রেডিট নোট নম্বর", "মূল চালান", "৳১০০.০০ ক্রেডিট করা হয়েছে");
        using var english = await shop.Test.ReadPdfAsync($"credit-notes/{note["id"]}/pdf?language=en");
        english.AssertHolds("Credit note number", "Original invoice");
        Assert.Equal("VALIDATION_ERROR", (await shop.Test.ReadAsync($"credit-notes/{note["id"]}/pdf?language=de")).ErrorCode);
    }

    [Fact]
    public async Task Nobody_elses_is_found()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var note = await CreditAsync(shop, await shop.InvoiceAsync(), new() { ["amountMinor"] = 10_000 });

        foreach (var client in new[] { other.Test, shop.Live })
        {
            Assert.Equal("RESOURCE_NOT_FOUND", (await client.ReadAsync($"credit-notes/{note["id"]}/pdf")).ErrorCode);
            Assert.Equal("RESOURCE_NOT_FOUND", (await client.ReadAsync($"credit-notes/{note["reference"]}/pdf")).ErrorCode);
        }
    }

    [Fact]
    public async Task An_operator_sees_who_the_customer_is_only_with_the_permission()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var invoice = await shop.InvoiceAsync(new() { ["customerName"] = "Rahima", ["customerBin"] = "123456789" });
        var path = $"admin/credit-notes/{(await CreditAsync(shop, invoice, new() { ["amountMinor"] = 10_000 }))["reference"]}/pdf";
        using var reader = await server.OperatorWithAsync([Permission.InvoiceRead], shop);
        using var knower = await server.OperatorWithAsync([Permission.InvoiceRead, Permission.CustomerRead], shop);
        using var stranger = await server.OperatorWithAsync([Permission.InvoiceRead, Permission.CustomerRead], other);
        using var without = await server.OperatorWithAsync([Permission.PaymentRead], shop);

        using var some = await reader.ReadPdfAsync(path);
        some.AssertHolds("customer-17", "CN-2026-000001");
        some.AssertLacks("Rahima");
        some.AssertLacks("123456789");
        using var all = await knower.ReadPdfAsync(path);
        all.AssertHolds("Rahima", "123456789");
        Assert.Equal("RESOURCE_NOT_FOUND", (await stranger.ReadAsync(path)).ErrorCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await without.ReadAsync(path)).Status);
    }

    private static async Task<JsonNode> CreditAsync(TestApplication shop, JsonNode invoice, JsonObject fields)
    {
        fields["reason"] = "Returned";
        return (await shop.Test.PostAsync($"invoices/{invoice["id"]}/credit-notes", fields)).Data();
    }
}
