using OiPayments.Documents;
using SkiaSharp;

namespace OiPayments.UnitTests.Documents;

public class RefusingADocumentTests
{
    [Fact]
    public void Every_field_that_cannot_be_drawn_is_named()
    {
        var invoice = SampleDocuments.Invoice(lines: 2);
        var line = invoice.Lines[0];

        var outcome = DocumentPdf.Render(invoice with
        {
            Number = new('1', 511),
            Notes = new('n', 5_001),
            Lines = [line with { Quantity = 1.0005m }, line with { Description = new('d', 2_001), TaxRateBasisPoints = -1 }],
            Taxes = [new("VAT", 100_001, line.Total, line.Total)],
        });

        Assert.True(outcome.IsRefused(out var refusal, out _));
        Assert.Equal(
            ["lines[0].quantity", "lines[1].description", "lines[1].taxRateBasisPoints", "notes", "number", "taxes[0].rateBasisPoints"],
            refusal.Fields!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_an_invoice_is_a_tax_invoice()
    {
        var note = SampleDocuments.CreditNote() with { Mushak63 = SampleDocuments.Mushak().Mushak63 };

        Assert.True(DocumentPdf.Render(note).IsRefused(out var refusal, out _));
        Assert.Equal(["mushak63"], refusal.Fields!.Keys);
    }

    [Fact]
    public void Too_many_lines_are_refused()
    {
        var invoice = SampleDocuments.Invoice(lines: 1);

        Assert.True(DocumentPdf.Render(invoice with { Lines = [.. Enumerable.Repeat(invoice.Lines[0], 5_001)] }).IsRefused(
            out var refusal, out _));
        Assert.Equal(["lines"], refusal.Fields!.Keys);
    }

    [Fact]
    public void Too_much_text_is_refused()
    {
        var invoice = SampleDocuments.Invoice(lines: 1);
        var line = invoice.Lines[0] with { Description = new('d', 2_000) };

        Assert.True(DocumentPdf.Render(invoice with { Lines = [.. Enumerable.Repeat(line, 151)] }).IsRefused(out var refusal, out _));
        Assert.Equal(["lines"], refusal.Fields!.Keys);
    }

    [Fact]
    public void Amounts_of_two_currencies_are_a_bug() => Assert.Throws<InvalidOperationException>(() =>
        DocumentPdf.Render(SampleDocuments.Invoice() with { Paid = new Money(1, Currency.Of("USD")) }));

    [Theory]
    [InlineData("#0b7a75", 0x0B7A75u)]
    [InlineData("#FFFFFF", 0xFFFFFFu)]
    public void A_colour_is_six_hexadecimal_digits(string text, uint rgb)
    {
        Assert.False(AccentColour.Parse(text).IsRefused(out _, out var colour));
        Assert.Equal(rgb, colour.Rgb);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0b7a75")]
    [InlineData("#0b7a7")]
    [InlineData("#0b7a755")]
    [InlineData("#0b7a7g")]
    [InlineData("# b7a75")]
    [InlineData("#+b7a75")]
    [InlineData("red")]
    [InlineData("#০b7a75")]
    public void Anything_else_is_no_colour(string? text) => Assert.True(AccentColour.Parse(text).IsRefused(out _, out _));

    [Theory]
    [InlineData("#ffee00", false)]
    [InlineData("#ffffff", false)]
    [InlineData("#767676", true)]
    [InlineData("#777777", false)]
    public void A_pale_colour_is_no_colour_for_text(string text, bool isLegible) =>
        Assert.Equal(isLegible, SampleDocuments.Parse(text).IsLegibleOnWhite);

    [Theory]
    [InlineData("http://pay.example.com/i/1")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://pay.example.com/i/01234567890123456789012345678901234567890123456789012345678901")]
    public void A_link_that_no_telephone_reads_or_opens_is_refused(string link) =>
        Assert.True(PayableLink.For(new(link)).IsRefused(out _, out _));

    [Theory]
    [InlineData("http://localhost:3000/pay/inv_1")]
    [InlineData("http://127.0.0.1:3000/pay/inv_1")]
    public void On_a_developers_own_machine_it_may_be_plain_http(string link) =>
        Assert.Equal(link, SampleDocuments.Payable(link).Address);

    [Fact]
    public void The_longest_link_is_a_code_of_37_modules()
    {
        var link = SampleDocuments.Payable("https://pay.example.com/".PadRight(PayableLink.MaxLength, 'x'));

        Assert.Equal(37, link.Modules.GetLength(0));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void A_logo_is_made_small_and_can_be_read_again(SKEncodedImageFormat format)
    {
        var logo = SampleDocuments.Logo(format);

        Assert.Equal((625, 187), (logo.Width, logo.Height));
        Assert.InRange(logo.Content.Length, 100, 60_000);
        Assert.False(Logo.Read(logo.Content.Span).IsRefused(out _, out var again));
        Assert.Equal((625, 187), (again.Width, again.Height));
        var kept = Logo.Kept(logo.Content.Span);
        Assert.Equal((625, 187), (kept.Width, kept.Height));
        Assert.Equal(logo.Content.ToArray(), kept.Content.ToArray());
    }

    [Fact]
    public void What_was_kept_of_a_logo_and_is_no_picture_is_noticed() =>
        Assert.Throws<InvalidDataException>(() => Logo.Kept("nothing"u8));

    /// <summary>Noise is the picture that shrinks least.</summary>
    [Fact]
    public void A_logo_of_any_content_keeps_the_page_small()
    {
        using var bitmap = new SKBitmap(700, 300);
        var state = 1u;
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
                bitmap.SetPixel(x, y, new(0xFF000000 | (state = (state * 1_664_525) + 1_013_904_223) >> 8));
        }

        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        Assert.False(Logo.Read(jpeg.AsSpan()).IsRefused(out var refusal, out var logo), refusal?.Message);

        Assert.InRange(
            SampleDocuments.Pdf(SampleDocuments.Invoice() with { Brand = SampleDocuments.Brand with { Logo = logo } }).Length, 20_000,
            120_000);
    }

    public static TheoryData<string, byte[]> BadLogos()
    {
        var png = SampleDocuments.LogoFile();
        var jpeg = SampleDocuments.LogoFile(SKEncodedImageFormat.Jpeg);
        byte[] huge = [.. png];
        // Width and height stand in the header, which has a checksum; a decoder that checks it says that the file is neither.
        huge[16] = 0x7F;
        return new()
        {
            { "nothing", [] },
            { "text", "<b>hello</b>"u8.ToArray() },
            { "svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray() },
            { "gif", Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7") },
            { "webp", SampleDocuments.LogoFile(SKEncodedImageFormat.Webp) },
            { "half a png", png[..(png.Length / 2)] },
            { "half a jpeg", jpeg[..(jpeg.Length / 2)] },
            { "a png with another size", huge },
            { "a signature alone", png[..8] },
            { "a megabyte and one", new byte[Logo.MaxBytes + 1] },
            { "five million pixels", Blank(2_500, 2_000) },
        };
    }

    [Theory]
    [MemberData(nameof(BadLogos))]
    public void What_is_no_good_logo_is_refused_with_a_reason(string what, byte[] bytes)
    {
        Assert.True(Logo.Read(bytes).IsRefused(out var refusal, out _), what);
        Assert.NotEmpty(refusal.Message);
    }

    private static byte[] Blank(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
