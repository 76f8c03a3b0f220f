using OiPayments.Documents;

namespace OiPayments.UnitTests.Documents;

public class DrawingAStatementTests
{
    private static readonly DateOnly First = new(2026, 8, 1);

    public static TheoryData<DocumentLanguage> Languages => [.. Enum.GetValues<DocumentLanguage>()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_page_has_the_columns_and_its_number_and_every_entry_stands_once(DocumentLanguage language)
    {
        using var pdf = new PdfFile(Pdf(Statement(150, language)));
        var pages = pdf.Pages();

        Assert.InRange(pages.Count, 3, 12);
        var lines = string.Join('\n', pdf.Lines());
        Assert.All(Enumerable.Range(1, 150), one => Assert.Single(Occurrences(lines, $"pay_{one:0000}:capture")));
        var number = language is DocumentLanguage.Bangla ? "পৃষ্ঠা ১, মোট" : $"Page 1 of {pages.Count}";
        Assert.Contains(number, lines, StringComparison.Ordinal);
        Assert.Equal(pages.Count, Occurrences(lines, language is DocumentLanguage.Bangla ? "ব্যালেন্স (টাকা)" : "Balance (BDT)").Count());
        Assert.Equal(Pdf(Statement(150, language)), pdf.Content);
    }

    [Fact]
    public void Long_names_and_the_largest_money_stay_on_the_paper()
    {
        var statement = Statement(2, DocumentLanguage.Both) with
        {
            Brand = new() { CompanyName = new('W', 100) },
            Opening = new(-Money.MaxMinorUnits, Currency.Bdt),
            Closing = new(Money.MaxMinorUnits, Currency.Bdt),
        };
        using var pdf = new PdfFile(Pdf(statement));

        Assert.Contains("9,00,71,99,25,47,409.91", string.Join('\n', pdf.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public void More_entries_than_a_document_holds_are_refused_and_another_currency_is_a_bug()
    {
        Assert.True(DocumentPdf.Render(Statement(DocumentRules.MaxLines + 1, DocumentLanguage.English)).IsRefused(out var refusal, out _));
        Assert.Equal(["entries"], refusal.Fields!.Keys);
        Assert.Throws<InvalidOperationException>(() => DocumentPdf.Render(
            Statement(1, DocumentLanguage.English) with { Closing = new(1, Currency.Of("JPY")) }));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_month_shows_each_figure_with_the_sign_by_which_it_adds_up(DocumentLanguage language)
    {
        var figures = new MonthlyFigures(
            Taka(100_000), Taka(1_250_050), Taka(31_251), Taka(5_000), Taka(900_000), Taka(-700), Taka(413_099));
        var statement = new MonthlyStatement
        {
            Language = language,
            Brand = SampleDocuments.Brand,
            Mode = "LIVE",
            Period = new(First, First.AddDays(30)),
            Figures = [figures],
        };
        var pdf = DocumentPdf.Render(statement).IsRefused(out var refusal, out var drawn)
            ? throw new InvalidOperationException(refusal.Message)
            : drawn;
        using var file = new PdfFile(pdf);
        var lines = string.Join('\n', file.Lines());

        string[] expected = language is DocumentLanguage.Bangla
            ? ["১,০০০.০০", "১২,৫০০.৫০", "−৩১২.৫১", "−৫০.০০", "−৯,০০০.০০", "−৭.০০", "৪,১৩০.৯৯"]
            : ["1,000.00", "12,500.50", "−312.51", "−50.00", "−9,000.00", "−7.00", "4,130.99"];
        Assert.All(expected, text => Assert.Contains(text, lines, StringComparison.Ordinal));
        Assert.Throws<InvalidOperationException>(
            () => DocumentPdf.Render(statement with { Figures = [figures with { Fees = new(7, Currency.Of("JPY")) }] }));
    }

    private static IEnumerable<int> Occurrences(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
            yield return at;
    }

    private static Money Taka(long minor) => new(minor, Currency.Bdt);

    private static byte[] Pdf(AccountStatement statement) =>
        DocumentPdf.Render(statement).IsRefused(out var refusal, out var pdf) ? throw new InvalidOperationException(refusal.Message) : pdf;

    private static AccountStatement Statement(int entries, DocumentLanguage language) => new()
    {
        Language = language,
        Brand = SampleDocuments.Brand,
        Account = "GATEWAY_CLEARING",
        Mode = "LIVE",
        Period = new(First, First.AddDays(30)),
        Opening = Taka(0),
        Entries =
        [
            .. Enumerable.Range(1, entries).Select(one => new AccountStatementEntry(
                First, "CAPTURE", $"pay_{one:0000}:capture", "APPLICATION_PAYABLE", Taka(one), null, Taka(one * 10L))),
        ],
        Closing = Taka(entries * 10L),
    };
}
