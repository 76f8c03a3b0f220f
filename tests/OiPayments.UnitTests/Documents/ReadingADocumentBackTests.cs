using OiPayments.Documents;
using OiPayments.Documents.Text;

namespace OiPayments.UnitTests.Documents;

public class ReadingADocumentBackTests
{
    public static TheoryData<DocumentLanguage> Languages => [.. Enum.GetValues<DocumentLanguage>()];

    [Theory]
    [InlineData("মোট ক্ষতিপূরণ: শ্রীমঙ্গল চা বাগান, কর্তৃপক্ষ")]
    [InlineData("রসিদের জন্য ধন্যবাদ। আবার আসবেন!")]
    [InlineData("স্থাপন ও প্রশিক্ষণ (২.৫ দিন) — ৳১২,৩৪,৫৬৭.৫০")]
    [InlineData("Bangla বাংলা and English, mixed মিশ্র 50%")]
    [InlineData("ড়াং ঢ় য় ৎ ঃ ঁ র‌্যাব")]
    [InlineData("<b>bold</b> =1+1 &amp; \"quoted\"")]
    [InlineData("Ελλάδα, Россия, Łódź, Việt Nam, İstanbul")]
    public void Text_comes_out_of_the_PDF_exactly_as_it_went_in(string text)
    {
        using var pdf = Draw(text);

        Assert.Contains(WithoutBlanks($"{text} 1 12,500.00 15% 12,500.00"), pdf.Lines().Select(WithoutBlanks));
    }

    /// <summary>Readers put blanks where a vowel sign below reaches under the next letter; nothing else may differ.</summary>
    [Fact]
    public void Bangla_without_such_vowel_signs_comes_out_to_the_last_blank()
    {
        const string text = "বার্ষিক লাইসেন্স, পাঁচজন ব্যবহারকারী";
        using var pdf = Draw(text);

        Assert.Contains(pdf.Lines(), line => line.StartsWith(text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Labels_and_words_come_out_in_the_document_s_language(DocumentLanguage language)
    {
        using var pdf = new PdfFile(SampleDocuments.Pdf(SampleDocuments.WithEverything(language)));
        var text = string.Concat(pdf.Lines().Select(WithoutBlanks));

        Assert.Equal(language is not DocumentLanguage.Bangla, text.Contains("Amountdue", StringComparison.Ordinal));
        Assert.Equal(language is not DocumentLanguage.English, text.Contains("পরিশোধেরশেষতারিখ", StringComparison.Ordinal));
        Assert.Equal(
            language is not DocumentLanguage.Bangla,
            text.Contains("Forty-fourthousandninehundredthirty-threetaka", StringComparison.Ordinal));
        Assert.Equal(language is not DocumentLanguage.English, text.Contains("চুয়াল্লিশহাজারনয়শততেত্রিশটাকা", StringComparison.Ordinal));
        Assert.Contains(language is DocumentLanguage.Bangla ? "৳৪৪,৯৩৩.৬৯" : "৳44,933.69", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_font_is_embedded(DocumentLanguage language)
    {
        using var pdf = new PdfFile(SampleDocuments.Pdf(SampleDocuments.Invoice(language)));

        var fonts = pdf.Fonts();

        Assert.InRange(fonts.Count, 2, 4);
        Assert.All(fonts.Values, Assert.True);
    }

    [Theory]
    [InlineData(SampleDocuments.Link)]
    [InlineData("https://pay.example.com/i/a")]
    [InlineData("https://pay.example.com/i/0123456789012345678901234567890123456789012345678901234567")]
    public void A_camera_reads_the_link_from_a_picture_of_a_hundred_dots_an_inch(string link)
    {
        using var pdf = new PdfFile(SampleDocuments.Pdf(SampleDocuments.Invoice() with { PayableLink = SampleDocuments.Payable(link) }));

        Assert.Equal(link, pdf.Scan(dotsPerInch: 100));
    }

    [Theory]
    [InlineData('৳')]
    [InlineData('\u2212')]
    [InlineData('€')]
    [InlineData('£')]
    [InlineData('₹')]
    [InlineData('¥')]
    public void The_signs_of_currencies_are_no_boxes(char sign)
    {
        foreach (var weight in Enum.GetValues<Weight>())
            Assert.All(ShapedText.Of($"{sign}1 {sign}২", weight).Runs.SelectMany(run => run.Glyphs), glyph => Assert.NotEqual(0, glyph));
        Assert.DoesNotContain(TextRun.Of($"{sign}", Weight.Regular), run => run.IsSubstituted);
    }

    /// <summary>The words of a name from the right stand from the right, a number within it keeps its digits' order.</summary>
    [Fact]
    public void A_name_that_is_read_from_the_right_is_drawn_from_the_right()
    {
        var runs = TextRun.Of("Co: شركة 2026 الخليج", Weight.Regular);
        TextRun.Reorder(runs);

        Assert.Equal(["Co: ", " الخليج", "2026", "شركة "], runs.Select(run => "Co: شركة 2026 الخليج".Substring(run.Start, run.Length)));
        Assert.Equal([0, 1, 2, 1], runs.Select(run => run.Level));
        using var pdf = Draw("شركة الخليج");
        Assert.All(["شركة", "الخليج"], word => Assert.Contains(pdf.Lines(), line => line.Contains(word, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("東京都", 3)]
    [InlineData("हिन्दी", 3)]
    [InlineData("👩‍👩‍👧🎉", 2)]
    public void Letters_that_no_font_has_are_drawn_as_a_sign_each_and_stay_in_the_text(string text, int letters)
    {
        var run = Assert.Single(ShapedText.Of(text, Weight.Regular).Runs);
        using var pdf = Draw(text);

        Assert.InRange(run.Glyphs.Length, 2, letters);
        Assert.NotEqual(0, Assert.Single(run.Glyphs.Distinct()));
        Assert.Contains(pdf.Lines(), line => line.StartsWith(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Controls_are_dropped_and_lone_surrogates_do_no_harm()
    {
        using var pdf = Draw("a\u0000b\u0007c\u202Ed\u200Fe\uD800f");

        Assert.Contains(pdf.Lines(), line => line.StartsWith("abcde\uFFFDf", StringComparison.Ordinal));
    }

    private static PdfFile Draw(string description)
    {
        var invoice = SampleDocuments.Invoice(lines: 1);
        return new(SampleDocuments.Pdf(invoice with { Lines = [invoice.Lines[0] with { Description = description }] }));
    }

    private static string WithoutBlanks(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
