using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;
using OiPayments.UnitTests.Documents;

namespace OiPayments.ApiTests.Receipts;

public class GivingReceiptsTests(TestServer server) : IClassFixture<TestServer>
{
    private const int MaxBytesOfOnePage = 120_000;

    [Fact]
    public async Task A_paid_payment_has_a_page_and_a_document_that_say_the_same()
    {
        var shop = await RegisterAsync();
        await shop.SetTemplateAsync(new() { ["companyName"] = "Shapla Software", ["footerNote"] = "Thank you" });
        var payment = await PaidAsync(
            shop, new() { ["productName"] = "Tea <b>for</b> two", ["customerName"] = "Rahima", ["customerEmail"] = "rahima@example.org" });

        using var page = await GetAsync($"{PathOf(payment)}?lang=en");
        var html = await page.Content.ReadAsStringAsync();
        using var answer = await GetAsync($"{PathOf(payment)}.pdf?lang=en");
        using var pdf = new PdfFile(await answer.Content.ReadAsByteArrayAsync());

        Assert.Equal((HttpStatusCode.OK, "no-store"), (page.StatusCode, page.Headers.CacheControl?.ToString()));
        string[] said = [
            "Shapla Software", "৳1,250.50", "Tea &lt;b&gt;for&lt;/b&gt; two", "Rahima", "15 January 2026", "Visa (Dutch Bangla)",
            (string)payment["reference"]!, (string)payment["gatewayTxnId"]!
        ];
        Assert.All(said, text => Assert.Contains(text, html, StringComparison.Ordinal));
        Assert.DoesNotContain("rahima@example.org", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Refunded", html, StringComparison.Ordinal);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            $"inline; filename=\"receipt-{payment["reference"]}.pdf\"", answer.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal("noindex", answer.Headers.GetValues("X-Robots-Tag").Single());
        Assert.InRange(pdf.Content.Length, 5_000, MaxBytesOfOnePage);
        Assert.All(pdf.Fonts(), font => Assert.True(font.Value, $"{font.Key} is not embedded."));
        pdf.AssertHolds([
            .. said.Select(WebUtility.HtmlDecode).OfType<string>(), "Receipt number", "Paid by", "৳1,250.50 paid on 15 January 2026",
            "Total ৳1,250.50", "One thousand two hundred fifty taka fifty paisa only", "Thank you", "A test: no real money was paid."
        ]);
        pdf.AssertLacks("rahima@example.org");
        pdf.AssertLacks("Refunded");
        pdf.AssertLacks("/pay/");
    }

    [Fact]
    public async Task The_result_page_leads_there_in_its_language_where_the_application_gives_receipts()
    {
        var (gives, givesNone) = (await RegisterAsync(), await server.RegisterAsync());
        var (paid, other) = (await PaidAsync(gives), await PaidAsync(givesNone));

        foreach (var place in new[] { "", "/result" })
        {
            Assert.Contains(
                $"{PathOf(paid)}?lang=bn", await HtmlAsync($"/checkout/{paid["reference"]}{place}?lang=bn"), StringComparison.Ordinal);
            Assert.DoesNotContain(
                "/receipt", await HtmlAsync($"/checkout/{other["reference"]}{place}?lang=bn"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_is_the_same_file_until_something_changes()
    {
        var shop = await RegisterAsync();
        var payment = await PaidAsync(shop);
        var path = $"payments/{payment["id"]}/receipt?language=en";
        using var first = await shop.Test.AskPdfAsync(path);

        server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var again = await shop.Test.AskPdfAsync(path, first.Headers.ETag);
        using var page = await GetAsync($"{PathOf(payment)}.pdf?lang=en");
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, page.Headers.ETag);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await page.Content.ReadAsByteArrayAsync());

        // A receipt looks as the application's documents do now.
        await shop.SetTemplateAsync(new() { ["companyName"] = "After" });
        using var changed = await shop.Test.AskPdfAsync(path, first.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var pdf = new PdfFile(await changed.Content.ReadAsByteArrayAsync());
        pdf.AssertHolds("After");
    }

    [Fact]
    public async Task What_was_given_back_stands_there()
    {
        var shop = await RegisterAsync();
        var payment = await PaidAsync(shop);
        await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 50_000)).Data());

        Assert.Contains("৳500.00 of it was refunded since.", await HtmlAsync($"{PathOf(payment)}?lang=en"), StringComparison.Ordinal);
        using var part = await shop.Test.ReadPdfAsync($"payments/{payment["id"]}/receipt?language=en");
        part.AssertHolds("Total ৳1,250.50", "Refunded −৳500.00");

        await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 75_050)).Data());
        Assert.Contains("All of it was refunded since.", await HtmlAsync($"{PathOf(payment)}?lang=en"), StringComparison.Ordinal);
        using var all = await shop.Test.ReadPdfAsync($"payments/{payment["id"]}/receipt?language=bn");
        all.AssertHolds("ফেরত −৳১,২৫০.৫০", "রসিদ নম্বর");
    }

    [Fact]
    public async Task A_payment_of_an_invoice_names_it()
    {
        var shop = await RegisterAsync();
        var invoice = await shop.InvoiceAsync(new()
        {
            ["installments"] = new JsonArray(
                new JsonObject { ["dueDate"] = "2026-02-01", ["amountMinor"] = 40_000 },
                new JsonObject { ["dueDate"] = "2026-03-01", ["amountMinor"] = 60_000 }),
        });
        var link = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", new JsonObject { ["installment"] = 2 })).Data();
        await server.PayAsync((string)link["reference"]!);

        var html = await HtmlAsync($"{PathOf(link)}?lang=en");
        Assert.Contains("INV-2026-000001", html, StringComparison.Ordinal);
        Assert.Contains($"/pay/{link["reference"]}?lang=en", html, StringComparison.Ordinal);
        using var pdf = await shop.Test.ReadPdfAsync($"payments/{link["reference"]}/receipt?language=both");
        pdf.AssertHolds("Invoice number", "Invoice INV-2026-000001, instalment 2", "চালান INV-2026-000001, কিস্তি ২", "৳600.00");
        pdf.AssertLacks("Original");
    }

    [Fact]
    public async Task The_document_is_in_the_language_asked_for_or_the_templates()
    {
        var shop = await RegisterAsync();
        await shop.SetTemplateAsync(new() { ["language"] = "BOTH" });
        var payment = await PaidAsync(shop);

        using var both = await ReadPageAsync($"{PathOf(payment)}.pdf");
        both.AssertHolds("Receipt number", "রসিদ নম্বর");
        using var bangla = await ReadPageAsync($"{PathOf(payment)}.pdf?lang=bn");
        bangla.AssertHolds("রসিদ নম্বর", "১৫ জানুয়ারি ২০২৬ তারিখে ৳১,২৫০.৫০ পরিশোধিত");
        bangla.AssertLacks("Receipt number");

        // Whoever wants both on paper gets both, whatever language the page is in.
        Assert.Contains($"\"{PathOf(payment)}.pdf\"", await HtmlAsync($"{PathOf(payment)}?lang=bn"), StringComparison.Ordinal);
        await shop.SetTemplateAsync(new() { ["language"] = "EN" });
        Assert.Contains($"\"{PathOf(payment)}.pdf?lang=bn\"", await HtmlAsync($"{PathOf(payment)}?lang=bn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_paid_has_none_and_customers_have_none_where_the_application_gives_none()
    {
        var (gives, givesNone) = (await RegisterAsync(), await server.RegisterAsync());
        var (open, paid) = (await gives.OpenPaymentAsync(), await PaidAsync(givesNone));

        foreach (var reference in new[] { open["reference"], paid["reference"], (JsonNode)"pay_nobody" })
        {
            foreach (var end in new[] { "", ".pdf", "/logo" })
            {
                using var answer = await GetAsync($"/checkout/{reference}/receipt{end}?lang=en");
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            }
        }

        Assert.Contains("No such receipt", await HtmlAsync($"{PathOf(open)}?lang=en"), StringComparison.Ordinal);
        Assert.Equal("RESOURCE_NOT_FOUND", (await gives.Test.ReadAsync($"payments/{open["id"]}/receipt")).ErrorCode);

        // The application itself always gets it.
        using var own = await givesNone.Test.ReadPdfAsync($"payments/{paid["id"]}/receipt");
        own.AssertHolds((string)paid["reference"]!);
        (await server.Operator.PatchAsync($"admin/apps/{givesNone.Id}/settings", new JsonObject { ["receiptsEnabled"] = true })).Data();
        using var given = await GetAsync(PathOf(paid));
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
    }

    [Fact]
    public async Task Nobody_elses_is_found_and_no_other_language_is_known()
    {
        var (shop, other) = (await RegisterAsync(), await RegisterAsync());
        var payment = await PaidAsync(shop);

        foreach (var client in new[] { other.Test, shop.Live })
        {
            Assert.Equal("RESOURCE_NOT_FOUND", (await client.ReadAsync($"payments/{payment["id"]}/receipt")).ErrorCode);
            Assert.Equal("RESOURCE_NOT_FOUND", (await client.ReadAsync($"payments/{payment["reference"]}/receipt")).ErrorCode);
        }

        Assert.Equal("VALIDATION_ERROR", (await shop.Test.ReadAsync($"payments/{payment["id"]}/receipt?language=de")).ErrorCode);
    }

    [Fact]
    public async Task The_page_shows_the_applications_logo()
    {
        var shop = await RegisterAsync();
        var payment = await PaidAsync(shop);
        using var without = await GetAsync($"{PathOf(payment)}/logo");
        Assert.Equal(HttpStatusCode.NotFound, without.StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Put, "invoices/template/logo");
        request.Content = new ByteArrayContent(SampleDocuments.LogoFile()) { Headers = { ContentType = new("image/png") } };
        using var sent = await shop.Test.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);

        Assert.Contains($"src=\"{PathOf(payment)}/logo\"", await HtmlAsync(PathOf(payment)), StringComparison.Ordinal);
        using var logo = await GetAsync($"{PathOf(payment)}/logo");
        Assert.Equal("image/png", logo.Content.Headers.ContentType?.ToString());
        using var pdf = await ReadPageAsync($"{PathOf(payment)}.pdf");
        Assert.Contains("/Subtype /Image", System.Text.Encoding.Latin1.GetString(pdf.Content), StringComparison.Ordinal);
    }

    private static string PathOf(JsonNode payment) => $"/checkout/{payment["reference"]}/receipt";

    private Task<TestApplication> RegisterAsync() => server.RegisterAsync(settings: new() { ["receiptsEnabled"] = true });

    private async Task<JsonNode> PaidAsync(TestApplication shop, JsonObject? fields = null)
    {
        var payment = await shop.OpenPaymentAsync(fields);
        await server.PayAsync((string)payment["reference"]!);
        return await shop.ReadPaymentAsync(payment);
    }

    private Task<HttpResponseMessage> GetAsync(string path) => server.Browser.GetAsync(new Uri(server.WebUrl, path));

    private async Task<string> HtmlAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<PdfFile> ReadPageAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.ToString());
        return new(await answer.Content.ReadAsByteArrayAsync());
    }
}
