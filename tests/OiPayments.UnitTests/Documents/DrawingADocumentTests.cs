using System.Text;
using OiPayments.Documents;
using UglyToad.PdfPig;

namespace OiPayments.UnitTests.Documents;

public class DrawingADocumentTests
{
    private const int MaxBytesOfOnePage = 120_000;

    public static TheoryData<DocumentLanguage> Languages => [.. Enum.GetValues<DocumentLanguage>()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void One_page_is_small(DocumentLanguage language)
    {
        Document[] documents = [SampleDocuments.Invoice(language), SampleDocuments.Receipt(language), SampleDocuments.CreditNote(language)];

        foreach (var document in documents)
        {
            var pdf = SampleDocuments.Pdf(document with { Brand = document.Brand with { Logo = SampleDocuments.Logo() } });
            Assert.InRange(pdf.Length, 10_000, MaxBytesOfOnePage);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_same_document_gives_the_same_bytes(DocumentLanguage language)
    {
        var first = SampleDocuments.Pdf(SampleDocuments.WithEverything(language));
        var second = SampleDocuments.Pdf(SampleDocuments.WithEverything(language));

        Assert.Equal(first, second);
    }

    /// <summary>A date would carry the time zone of the machine.</summary>
    [Fact]
    public void No_date_is_written_beside_the_text() =>
        Assert.DoesNotContain(
            "Date (", Encoding.Latin1.GetString(SampleDocuments.Pdf(SampleDocuments.Invoice())), StringComparison.Ordinal);

    [Fact]
    public async Task Many_at_once_are_as_good_as_one_after_the_other()
    {
        Document[] documents =
        [
            .. Enum.GetValues<DocumentLanguage>().Select(language => SampleDocuments.WithEverything(language)),
            SampleDocuments.Mushak(),
            SampleDocuments.Invoice() with { Brand = SampleDocuments.Brand with { Logo = SampleDocuments.Logo() } },
        ];
        var alone = documents.Select(SampleDocuments.Pdf).ToList();

        var together =
            await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => SampleDocuments.Pdf(documents[i % documents.Length]))));

        for (var i = 0; i < together.Length; i++) Assert.Equal(alone[i % alone.Count], together[i]);
    }

    [Fact]
    public void Sixty_lines_break_with_the_heading_on_every_page_and_the_sums_on_one()
    {
        using var pdf = new PdfFile(SampleDocuments.Pdf(SampleDocuments.Invoice(lines: 60)));

        var pages = pdf.Pages();

        Assert.InRange(pages.Count, 3, 5);
        Assert.All(pages, page => Assert.Contains("Description Qty Unit price Tax Amount (BDT)", page, StringComparison.Ordinal));
        for (var i = 0; i < pages.Count; i++) Assert.Contains($"Page {i + 1} of {pages.Count}", pages[i], StringComparison.Ordinal);
        Assert.All(pages.SkipLast(1), page => Assert.DoesNotContain("Subtotal", page, StringComparison.Ordinal));
        Assert.All(
            ["Subtotal", "VAT 15%", "VAT 7.5%", "Total", "Amount due", "In words"],
            sum => Assert.Contains(sum, pages[^1], StringComparison.Ordinal));
    }

    /// <summary>Whatever the number of lines: the page that has the sums has a line above them.</summary>
    [Fact]
    public void The_sums_never_stand_on_a_page_without_a_line()
    {
        for (var lines = 1; lines <= 40; lines++)
        {
            var invoice = SampleDocuments.Invoice(lines: lines);
            using var pdf = new PdfFile(
                SampleDocuments.Pdf(invoice with { Lines = [.. invoice.Lines.Select(line => line with { Description = "Item" })] }));

            var pages = pdf.Pages().Where(page => page.Contains("Subtotal", StringComparison.Ordinal)).ToList();

            Assert.Contains("Item", Assert.Single(pages), StringComparison.Ordinal);
            Assert.Contains("Amount due", pages[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_sums_stand_together_below_a_line_of_any_height()
    {
        var invoice = SampleDocuments.WithEverything(DocumentLanguage.English);
        for (var words = 50; words <= 390; words += 20)
        {
            var line = invoice.Lines[0] with { Description = string.Concat(Enumerable.Repeat("word ", words)) };
            using var pdf = new PdfFile(SampleDocuments.Pdf(invoice with { Lines = [line] }));

            var page = Assert.Single(pdf.Pages(), page => page.Contains("Subtotal", StringComparison.Ordinal));

            Assert.Contains("Amount due", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void More_taxes_than_a_page_holds_go_on_on_the_next()
    {
        var invoice = SampleDocuments.Invoice(lines: 1);
        var tax = new TaxLine(new('T', 200), 1_500, invoice.Subtotal, invoice.Total);
        using var pdf = new PdfFile(SampleDocuments.Pdf(invoice with { Taxes = [.. Enumerable.Repeat(tax, DocumentRules.MaxTaxLines)] }));

        // Once more in the line itself.
        Assert.Equal(DocumentRules.MaxTaxLines + 1, pdf.Pages().Sum(page => page.Split("15%").Length - 1));
    }

    /// <summary>The largest amounts there are, in every column.</summary>
    [Fact]
    public void A_description_keeps_its_room_beside_the_largest_figures()
    {
        var most = SampleDocuments.Taka(Money.MaxMinorUnits);
        var mushak = SampleDocuments.Mushak(lines: 1);
        var line = mushak.Lines[0] with
        {
            Description = "Annual licence, five seats",
            Quantity = DocumentRules.MaxQuantity,
            Unit = "metric tonnes",
            UnitPrice = most,
            Discount = most,
            Total = most,
            SupplementaryDuty = most,
            Tax = most,
            TotalWithTaxes = most,
        };

        foreach (var document in (Document[])[mushak with { Lines = [line] }, mushak with { Lines = [line], Mushak63 = null }])
        {
            using var pdf = new PdfFile(SampleDocuments.Pdf(document));
            AssertWithinMargins(pdf.Content);
            Assert.Contains(pdf.Lines(), text => text.Contains("Annual licence", StringComparison.Ordinal));
            Assert.Single(pdf.Pages());
        }
    }

    [Fact]
    public void Five_hundred_lines_all_stand_there()
    {
        var invoice = SampleDocuments.Invoice(lines: 500);
        using var pdf = new PdfFile(
            SampleDocuments.Pdf(invoice with { Lines = [.. invoice.Lines.Select((line, i) => line with { Description = $"Item-{i}" })] }));

        var words = pdf.Pages().SelectMany(page => page.Split(' ')).Where(word => word.StartsWith("Item-", StringComparison.Ordinal));

        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"Item-{i}"), words);
    }

    [Theory]
    [InlineData("কখগঘঙচছজঝঞ", 20)]
    [InlineData("W", 200)]
    [InlineData("ক্ষ্ণ", 40)]
    [InlineData("word ", 390)]
    [InlineData("界", 500)]
    [InlineData("শ্রী\n", 90)]
    public void Nothing_is_drawn_beyond_the_margins(string part, int times)
    {
        var text = string.Concat(Enumerable.Repeat(part, times));
        var invoice = SampleDocuments.Invoice(lines: 1);
        var document = invoice with
        {
            Lines = [invoice.Lines[0] with { Description = text }],
            Notes = text,
            BillTo = new()
            {
                Name = text[..Math.Min(text.Length, DocumentRules.MaxShortText)],
                Address = text[..Math.Min(text.Length, DocumentRules.MaxText)]
            },
        };

        AssertWithinMargins(SampleDocuments.Pdf(document));
        AssertWithinMargins(SampleDocuments.Pdf(document with { Mushak63 = SampleDocuments.Mushak().Mushak63 }));
    }

    private static void AssertWithinMargins(byte[] content)
    {
        using var pdf = PdfDocument.Open(content);
        foreach (var page in pdf.GetPages())
        {
            Assert.All(page.Letters, letter => Assert.InRange(letter.BoundingBox.Left, 40, 560));
            Assert.All(page.Letters, letter => Assert.InRange(letter.BoundingBox.Right, 40, 560));
            Assert.All(page.Letters, letter => Assert.InRange(letter.StartBaseLine.Y, 20, 820));
        }
    }

    [Fact]
    public void A_letter_is_never_cut()
    {
        var invoice = SampleDocuments.Invoice(lines: 1);
        var word = string.Concat(Enumerable.Repeat("ক্ষ্ণু", 100));
        using var pdf = new PdfFile(SampleDocuments.Pdf(invoice with { Lines = [invoice.Lines[0] with { Description = word }] }));

        var lines = pdf.Lines()
            .Select(line => line.Replace(" ", "", StringComparison.Ordinal))
            .Where(line => line.Contains("ক্ষ্ণু", StringComparison.Ordinal))
            .ToList();

        Assert.True(lines.Count > 2);
        Assert.All(lines, line => Assert.StartsWith("ক্ষ্ণু", line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_tax_invoice_has_what_the_form_asks_for()
    {
        using var pdf = new PdfFile(SampleDocuments.Pdf(SampleDocuments.Mushak(DocumentLanguage.English)));

        var text = string.Join(' ', pdf.Pages());

        string[] asked =
        [
            "Mushak-6.3", "Tax invoice", "000123456-0101", "House 12, Road 7, Dhanmondi, Dhaka 1205, Bangladesh", "Padma Traders",
            "000987654-0202", "Warehouse 3",
            "INV-2026-000417", "28 November 2026", "14:35", "SD", "rate", "Head of accounts", "Manager", "Signature and seal", "625.00",
            "1,968.75", "15,093.75",
        ];
        Assert.All(asked, field => Assert.Contains(field, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_gets_the_same_bytes_and_nothing_of_what_is_refused()
    {
        var ct = TestContext.Current.CancellationToken;
        var invoice = SampleDocuments.Invoice();
        using var drawn = new MemoryStream();
        using var refused = new MemoryStream();

        Assert.Null(await DocumentPdf.RenderAsync(invoice, drawn, ct));
        Assert.NotNull(await DocumentPdf.RenderAsync(invoice with { Number = new('1', 511) }, refused, ct));

        Assert.Equal(SampleDocuments.Pdf(invoice), drawn.ToArray());
        Assert.Empty(refused.ToArray());
    }
}
