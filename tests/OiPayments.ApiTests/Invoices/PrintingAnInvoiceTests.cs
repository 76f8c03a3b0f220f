using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.TestSupport;
using OiPayments.UnitTests.Documents;
using static OiPayments.ApiTests.Invoices.PrintedDocuments;

namespace OiPayments.ApiTests.Invoices;

public class PrintingAnInvoiceTests(TestServer server) : IClassFixture<TestServer>
{
    private const int MaxBytesOfOnePage = 120_000;
    private const string Bangla = "ক্ষুদ্র ব্যবসার জন্য হিসাবরক্ষণ সেবা, প্রতিষ্ঠানের পূর্ণাঙ্গ প্রতিবেদনসহ";

    [Fact]
    public async Task It_is_a_small_file_to_look_at_with_every_font_in_it_and_the_text_can_be_read_back()
    {
        var shop = await server.RegisterAsync();
        await shop.SetTemplateAsync(new() { ["companyName"] = "শাপলা সফটওয়্যার লিমিটেড", ["contactDetails"] = "+880 2 5500 0000" });
        var invoice = await shop.InvoiceAsync(new()
        {
            ["customerName"] = "পদ্মা ট্রেডার্স",
            ["customerEmail"] = "accounts@example.org",
            ["notes"] = "ধন্যবাদ",
            ["lineItems"] = new JsonArray(Line(Bangla, 1, 12_345_678)),
        });

        using var answer = await shop.Test.AskPdfAsync($"invoices/{invoice["id"]}/pdf?language=both");
        using var pdf = new PdfFile(await answer.Content.ReadAsByteArrayAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("inline; filename=\"INV-2026-000001.pdf\"", answer.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal("no-cache, private", answer.Headers.CacheControl?.ToString());
        Assert.InRange(pdf.Content.Length, 5_000, MaxBytesOfOnePage);
        Assert.NotEmpty(pdf.Fonts());
        Assert.All(pdf.Fonts(), font => Assert.True(font.Value, $"{font.Key} is not embedded."));
        foreach (var text in new[]
        {
            Bangla, "শাপলা সফটওয়্যার লিমিটেড", "+880 2 5500 0000", "পদ্মা ট্রেডার্স", "accounts@example.org", "ধন্যবাদ", "INV-2026-000001",
            "15 January 2026", "৳1,23,456.78",
        })
            pdf.AssertHolds(text);
    }

    [Fact]
    public async Task Once_it_is_issued_the_template_changes_nothing_and_every_copy_is_the_same()
    {
        var shop = await server.RegisterAsync();
        await shop.SetTemplateAsync(new() { ["companyName"] = "Before", ["accentColor"] = "#0a7d4f" });
        var path = $"invoices/{(await shop.InvoiceAsync())["id"]}/pdf";
        using var first = await shop.Test.AskPdfAsync(path);
        await shop.SetTemplateAsync(new() { ["companyName"] = "After", ["footerNote"] = "Note" });

        using var second = await shop.Test.AskPdfAsync(path);

        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await second.Content.ReadAsByteArrayAsync());
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        using var same = await shop.Test.AskPdfAsync(path, first.Headers.ETag);
        Assert.Equal((HttpStatusCode.NotModified, 0), (same.StatusCode, (await same.Content.ReadAsByteArrayAsync()).Length));
        using var other = await shop.Test.AskPdfAsync($"{path}?language=bn", first.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task A_draft_says_that_it_is_one_and_a_void_invoice_that_nothing_is_to_be_paid()
    {
        var shop = await server.RegisterAsync();
        await shop.SetTemplateAsync(new() { ["companyName"] = "Before" });
        var draft = await shop.DraftAsync();
        await shop.SetTemplateAsync(new() { ["companyName"] = "After" });

        using var answer = await shop.Test.AskPdfAsync($"invoices/{draft["id"]}/pdf");
        Assert.Equal(
            $"inline; filename=\"draft-{draft["reference"]}.pdf\"", answer.Content.Headers.GetValues("Content-Disposition").Single());
        using var asDraft = new PdfFile(await answer.Content.ReadAsByteArrayAsync());
        asDraft.AssertHolds("Draft over ৳1,000.00: not issued yet");
        asDraft.AssertHolds("After");
        Assert.DoesNotContain(asDraft.Lines(), line => line.Contains("Invoice number", StringComparison.Ordinal));

        (await shop.Test.PostAsync($"invoices/{draft["id"]}/issue", new JsonObject())).Data();
        (await shop.Test.PostAsync($"invoices/{draft["id"]}/void", new JsonObject())).Data();
        using var asVoid = await shop.Test.ReadPdfAsync($"invoices/{draft["id"]}/pdf");
        asVoid.AssertHolds("Void: nothing is to be paid");
        asVoid.AssertHolds("INV-2026-000001");
        using var inBangla = await shop.Test.ReadPdfAsync($"invoices/{draft["id"]}/pdf?language=bn");
        inBangla.AssertHolds("বাতিল: কিছুই পরিশোধ করতে হবে না");
    }

    [Fact]
    public async Task The_sums_are_the_invoices_own()
    {
        var shop = await server.RegisterAsync();
        JsonArray lines() => [Line("Design", 2, 50_000, taxRate: 1500), Line("Print", 1, 20_000, discount: 5_000)];
        var beside = await shop.InvoiceAsync(new()
        {
            ["discountMinor"] = 15_000,
            ["lineItems"] = lines(),
            ["installments"] = new JsonArray(Part("2026-02-01", 40_000), Part("2026-03-01", 73_044)),
        });
        var within = await shop.InvoiceAsync(new() { ["discountMinor"] = 15_000, ["taxIncluded"] = true, ["lineItems"] = lines() });

        Assert.Equal(113_044, (long)beside["totalMinor"]!);
        using var one = await shop.Test.ReadPdfAsync($"invoices/{beside["id"]}/pdf");
        foreach (var text in new[]
        {
            "Subtotal ৳1,150.00", "Discount −৳150.00", "Tax 0% on ৳130.43 ৳0.00", "Tax 15% on ৳869.57 ৳130.44", "Total ৳1,130.44",
            "Amount due ৳1,130.44", "One thousand one hundred thirty taka forty-four paisa only", "1 1 February 2026 Open ৳0.00 ৳400.00",
            "2 1 March 2026 Open ৳0.00 ৳730.44",
        })
            one.AssertHolds(text);
        using var two = await shop.Test.ReadPdfAsync($"invoices/{within["id"]}/pdf");
        foreach (var text in new[]
        {
            "Subtotal ৳1,150.00", "Discount −৳150.00", "Tax 15% on ৳756.15, included ৳113.42", "Total ৳1,000.00",
        })
            two.AssertHolds(text);
    }

    [Fact]
    public async Task What_is_paid_and_what_is_due_are_of_now()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new()
        {
            ["installments"] = new JsonArray(Part("2026-02-01", 40_000), Part("2026-03-01", 60_000)),
        });
        var path = $"invoices/{invoice["id"]}/pdf";
        using var before = await shop.Test.AskPdfAsync(path);

        var link = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", new JsonObject { ["installment"] = 2 })).Data();
        await server.PayAsync((string)link["reference"]!);

        using var after = await shop.Test.AskPdfAsync(path, before.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        using var pdf = new PdfFile(await after.Content.ReadAsByteArrayAsync());
        foreach (var text in new[]
        {
            "Invoice Partly paid", "Total ৳1,000.00", "Paid −৳600.00", "Amount due ৳400.00", "1 1 February 2026 Open ৳0.00 ৳400.00",
            "2 1 March 2026 Paid ৳600.00 ৳600.00",
        })
            pdf.AssertHolds(text);
        await server.PayAsync((string)(await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", new JsonObject()))
            .Data()["reference"]!);
        using var paid = await shop.Test.ReadPdfAsync(path);
        paid.AssertHolds("Paid in full");
        Assert.DoesNotContain(paid.Lines(), line => line.Contains("/pay/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_settles_it_without_money_stands_there_by_name()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();
        (await shop.Test.PostAsync($"invoices/{invoice["id"]}/withholdings", new JsonObject
        {
            ["kind"] = "VAT",
            ["amountMinor"] = 5_000,
            ["certificateNumber"] = "6.6-17",
            ["date"] = "2026-01-15",
        })).Data();
        (await shop.Test.PostAsync($"invoices/{invoice["id"]}/credit-notes", new JsonObject
        {
            ["amountMinor"] = 10_000,
            ["reason"] = "Returned",
        })).Data();

        using var pdf = await shop.Test.ReadPdfAsync($"invoices/{invoice["id"]}/pdf");

        foreach (var text in new[] { "Total ৳1,000.00", "Credited −৳100.00", "Withheld at source −৳50.00", "Amount due ৳850.00" })
            pdf.AssertHolds(text);
    }

    [Fact]
    public async Task What_was_due_today_is_overdue_when_the_day_is_over_where_the_application_is()
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var shop = await own.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new()
        {
            ["installments"] = new JsonArray(Part("2026-01-15", 40_000), Part("2026-03-01", 60_000)),
        });

        using var today = await shop.Test.ReadPdfAsync($"invoices/{invoice["id"]}/pdf");
        own.Clock.Advance(TimeSpan.FromHours(10));
        using var tomorrow = await shop.Test.ReadPdfAsync($"invoices/{invoice["id"]}/pdf");

        today.AssertHolds("Invoice Open");
        today.AssertHolds("1 15 January 2026 Open ৳0.00 ৳400.00");
        tomorrow.AssertHolds("Invoice Overdue");
        tomorrow.AssertHolds("1 15 January 2026 Overdue ৳0.00 ৳400.00");
        tomorrow.AssertHolds("2 1 March 2026 Open ৳0.00 ৳600.00");
    }

    [Fact]
    public async Task The_tax_form_has_prices_without_tax_and_its_officer()
    {
        var shop = await server.RegisterAsync();
        await shop.SetTemplateAsync(new()
        {
            ["companyName"] = "Shapla Software",
            ["companyAddress"] = "House 12\nDhaka",
            ["language"] = "EN",
            ["layout"] = "MUSHAK63",
            ["bin"] = "0001234560101",
            ["officerName"] = "Head of accounts",
            ["officerPosition"] = "Manager",
        });
        var invoice = await shop.InvoiceAsync(new()
        {
            ["taxIncluded"] = true,
            ["discountMinor"] = 11_500,
            ["lineItems"] = new JsonArray(Line("Design", 2, 57_500, taxRate: 1500)),
        });

        using var pdf = await shop.Test.ReadPdfAsync($"invoices/{invoice["id"]}/pdf");

        foreach (var text in new[]
        {
            "Mushak-6.3", "Tax invoice", "0001234560101", "House 12, Dhaka", "INV-2026-000001", "15:00", "Head of accounts", "Manager",
            "1 Design", "2 500.00 100.00 900.00 15% 135.00 1,035.00", "VAT 15% on ৳900.00 ৳135.00", "Total ৳1,035.00",
        })
            pdf.AssertHolds(text);
        using var draft = await shop.Test.ReadPdfAsync($"invoices/{(await shop.DraftAsync())["id"]}/pdf?language=bn");
        draft.AssertHolds("মূসক-৬.৩");
        draft.AssertHolds("খসড়া");
    }

    [Fact]
    public async Task The_template_chooses_the_language_and_a_request_another()
    {
        var shop = await server.RegisterAsync();
        await shop.SetTemplateAsync(new() { ["language"] = "BN" });
        var path = $"invoices/{(await shop.InvoiceAsync())["id"]}/pdf";

        using var byTemplate = await shop.Test.ReadPdfAsync(path);
        using var asked = await shop.Test.ReadPdfAsync($"{path}?language=en");

        byTemplate.AssertHolds("চালান নম্বর");
        asked.AssertHolds("Invoice number");
    }

    [Fact]
    public async Task A_camera_reads_where_it_is_paid_until_nothing_is_owed()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync();

        using var pdf = await shop.Test.ReadPdfAsync($"invoices/{invoice["id"]}/pdf?language=both");
        Assert.Equal((string)invoice["payableUrl"]!, pdf.Scan(dotsPerInch: 100));
        pdf.AssertHolds((string)invoice["payableUrl"]!);

        (await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject())).Data();
        using var gone = await shop.Test.ReadPdfAsync($"invoices/{invoice["id"]}/pdf?language=both");
        Assert.DoesNotContain(gone.Lines(), line => line.Contains("/pay/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_application_that_names_no_company_stands_there_itself_as_it_was_called_then()
    {
        var shop = await server.RegisterAsync();
        var called = (string)shop.Registered["application"]!["name"]!;
        var path = $"invoices/{(await shop.InvoiceAsync())["id"]}/pdf";
        using var first = await shop.Test.ReadPdfAsync(path);
        first.AssertHolds(called);

        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["name"] = "Renamed" })).Data();

        using var second = await shop.Test.ReadPdfAsync(path);
        Assert.Equal(first.Content, second.Content);
        using var draft = await shop.Test.ReadPdfAsync($"invoices/{(await shop.DraftAsync())["id"]}/pdf");
        draft.AssertHolds("Renamed");
    }

    [Fact]
    public async Task Sixty_lines_go_over_pages_and_five_hundred_too()
    {
        var shop = await server.RegisterAsync();
        foreach (var count in new[] { 60, 500 })
        {
            var invoice = await shop.InvoiceAsync(new()
            {
                ["lineItems"] = new JsonArray([.. Enumerable.Range(1, count).Select(number => Line($"Item-{number}.", 1, number))]),
            });
            using var pdf = await shop.Test.ReadPdfAsync($"invoices/{invoice["id"]}/pdf");
            var pages = pdf.Pages();
            Assert.True(pages.Count > 1);
            Assert.Equal(
                Enumerable.Range(1, count).Select(number => $"Item-{number}."),
                pages.SelectMany(page => page.Split(' ')).Where(word => word.StartsWith("Item-", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("\u202Eسوق الإسكندرية\u202C")]
    [InlineData("<b>bold</b> & \"quoted\"")]
    [InlineData("=1+1")]
    [InlineData("(\\) Tj ET <</JS>>")]
    [InlineData("ককককককককককককককককককককককককককককককককককককককককককককককককক")]
    public async Task What_somebody_writes_is_text_and_nothing_else(string name)
    {
        var shop = await server.RegisterAsync();
        var text = name[0] == 'ক' ? string.Concat(Enumerable.Repeat(name, 4)) : name;
        var invoice = await shop.InvoiceAsync(new()
        {
            ["customerName"] = text,
            ["notes"] = text,
            ["lineItems"] = new JsonArray(Line(text, 1, 100)),
        });

        using var pdf = await shop.Test.ReadPdfAsync($"invoices/{invoice["id"]}/pdf");

        var read = string.Concat(pdf.Lines().Select(line => line.Replace(" ", "", StringComparison.Ordinal)));
        if (name[0] == 'ক') Assert.True(read.Count(letter => letter == 'ক') >= 3 * text.Length);
        else if (name[0] == '\u202E') Assert.Contains(
            pdf.Lines(), line => line.Any(letter => letter is >= '\u0600' and <= '\u06FF' or >= '\uFB50' and <= '\uFEFC'));
        else pdf.AssertHolds(text);
        var file = System.Text.Encoding.Latin1.GetString(pdf.Content);
        Assert.DoesNotContain("/JS", file.Replace("<</JS>>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_texts_that_are_taken_can_be_drawn()
    {
        const string astral = "𝒳";
        var shop = await server.RegisterAsync();
        await shop.SetTemplateAsync(new()
        {
            ["companyName"] = Times(astral, 200),
            ["companyAddress"] = Times("a\n", 500),
            ["contactDetails"] = Times("ক", 1000),
            ["footerNote"] = Times("word ", 60),
        });
        var invoice = await shop.InvoiceAsync(new()
        {
            ["customerReference"] = Times(astral, 255),
            ["customerName"] = Times(astral, 255),
            ["customerEmail"] = $"{Times("a", 64)}@{Times("b", 60)}.{Times("c", 60)}.{Times("d", 60)}.com",
            ["notes"] = Times(astral, 2000),
            ["lineItems"] = new JsonArray([.. Enumerable.Range(0, 2).Select(_ => Line(Times(astral, 500), 0.001, 100_000_000))]),
        });

        using var pdf = await shop.Test.ReadPdfAsync($"invoices/{invoice["id"]}/pdf?language=both");

        Assert.NotEmpty(pdf.Pages());

        static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
    }

    [Fact]
    public async Task Nobody_elses_is_found_and_no_other_language_is_known()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var invoice = await shop.InvoiceAsync();

        foreach (var client in new[] { other.Test, shop.Live })
            Assert.Equal("RESOURCE_NOT_FOUND", (await client.ReadAsync($"invoices/{invoice["id"]}/pdf")).ErrorCode);
        var answer = await shop.Test.ReadAsync($"invoices/{invoice["reference"]}/pdf?language=de");
        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal(["language"], answer.Json["data"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task An_operator_sees_who_the_customer_is_only_with_the_permission()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var invoice = await shop.InvoiceAsync(new() { ["customerName"] = "Rahima", ["customerEmail"] = "rahima@example.org" });
        var path = $"admin/invoices/{invoice["id"]}/pdf";
        using var reader = await server.OperatorWithAsync([Permission.InvoiceRead], shop);
        using var knower = await server.OperatorWithAsync([Permission.InvoiceRead, Permission.CustomerRead], shop);
        using var stranger = await server.OperatorWithAsync([Permission.InvoiceRead, Permission.CustomerRead], other);

        using var without = await reader.ReadPdfAsync(path);
        without.AssertHolds("customer-17");
        Assert.DoesNotContain(without.Lines(), line => line.Contains("ahima", StringComparison.Ordinal));
        using var with = await knower.ReadPdfAsync(path);
        with.AssertHolds("Rahima");
        with.AssertHolds("rahima@example.org");
        Assert.Equal("RESOURCE_NOT_FOUND", (await stranger.ReadAsync(path)).ErrorCode);
    }

    [Fact]
    public async Task The_buyers_address_and_number_stand_there_for_those_who_may_know_them()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new() { ["customerAddress"] = "House 7\nRoad 3, Dhaka", ["customerBin"] = "0009876540202" });
        using var reader = await server.OperatorWithAsync([Permission.InvoiceRead], shop);

        using var own = await shop.Test.ReadPdfAsync($"invoices/{invoice["id"]}/pdf?language=en");
        own.AssertHolds("customer-17", "House 7", "Road 3, Dhaka", "BIN: 0009876540202");
        using var without = await reader.ReadPdfAsync($"admin/invoices/{invoice["id"]}/pdf");
        without.AssertLacks("Road 3");
        without.AssertLacks("0009876540202");
    }

    [Fact]
    public async Task A_name_of_a_file_holds_nothing_of_what_a_pattern_may()
    {
        var shop = await server.RegisterAsync();
        await shop.SetTemplateAsync(new() { ["numberPattern"] = "../a b/{seq:2}" });
        var invoice = await shop.InvoiceAsync();

        using var answer = await shop.Test.AskPdfAsync($"invoices/{invoice["id"]}/pdf");

        Assert.Equal("inline; filename=\"a-b-01.pdf\"", answer.Content.Headers.GetValues("Content-Disposition").Single());
    }

    [Fact]
    public async Task Many_at_once_are_all_drawn()
    {
        var shop = await server.RegisterAsync();
        var path = $"invoices/{(await shop.InvoiceAsync())["id"]}/pdf";

        var files = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var answer = await shop.Test.AskPdfAsync(path);
            return Convert.ToHexString(await answer.Content.ReadAsByteArrayAsync());
        }));

        Assert.Single(files.Distinct());
    }

    private static JsonObject Part(string day, long amount) => new() { ["dueDate"] = day, ["amountMinor"] = amount };
}
