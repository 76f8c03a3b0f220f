using System.Text.RegularExpressions;
using OiPayments.Dashboard.Texts;
using OiPayments.Presentation;

namespace OiPayments.UnitTests.Dashboard;

/// <summary>What a form says of its fields is in Bangla where the pages are: compared with the code that says it.</summary>
public partial class FieldTextsTests
{
    /// <summary>What reads a request's text or an address of the API, which no form sends; or what no page asks for.</summary>
    private static readonly string[] NoForms =
    [
        "Api/FieldErrors.cs", "Api/InstantText.cs", "Api/JsonFields.cs", "Api/QueryFields.cs", "Bookkeeping/OpenBooks.cs",
        "Invoices/MakePayableLink.cs", "Invoices/PdfRequest.cs", "Invoices/ReadAnyTemplate.cs", "Invoices/ReadInvoicesSummary.cs",
        "Payments/CreatePayment.cs", "Reconciliation/StatementForm.cs", "Reports/ReadReport.cs", "Reports/ReportQuery.cs",
        "SigningIn/PasskeyAssertion.cs", "TestClocks/AdvanceRequest.cs", "Webhooks/ResendWebhooks.cs",
    ];

    /// <summary>What is said elsewhere than in the call that adds it: the file, and what stands before the sentence.</summary>
    private static readonly (string File, string Before)[] Elsewhere =
    [
        ("Api/FieldRules.cs", "NoWebAddress = "), ("Api/Month.cs", "WhyUnreadable = "),
        ("Api/TimeZones.cs", "NoData = "), ("Api/TimeZones.cs", "HasData ? "),
        ("Applications/SetGatewayOverride.cs", "NotVisible = "), ("Applications/SetGatewayOverride.cs", "var message = "),
        ("Invoices/ChangeInvoice.cs", "new FieldErrors(), "), ("Invoices/InvoiceTotals.cs", "TooMuch = "),
        ("Invoices/NumberPattern.cs", "why = "), ("Invoices/NumberPattern.cs", "return "), ("Invoices/FetchLogo.cs", "Refused("),
        ("Invoices/FetchLogo.cs", "=> "), ("SigningIn/PasswordRules.cs", "return "), ("SigningIn/PasswordRules.cs", "(bare) ? "),
        ("SigningIn/ConfirmTotp.cs", "[\"code\"] = "), ("../OiPayments.Documents/Logo.cs", "Refused("),
    ];

    [Fact]
    public void Every_sentence_that_a_form_can_show_is_in_both_languages()
    {
        var said = Said().Distinct(StringComparer.Ordinal).ToList();
        var known = FieldTexts.All.Select(pair => Bare(pair.English)).ToHashSet(StringComparer.Ordinal);

        Assert.InRange(said.Count, 60, 120);
        Assert.Empty(said.Except(known, StringComparer.Ordinal));
        Assert.Empty(known.Except(said, StringComparer.Ordinal));
    }

    [Fact]
    public void Both_languages_say_the_same_things()
    {
        Assert.All(FieldTexts.All, pair =>
        {
            var holes = Hole().Matches(pair.English).Select(hole => hole.Value).ToList();
            Assert.Equal(holes.Order(StringComparer.Ordinal), holes);
            Assert.Equal(holes, Hole().Matches(pair.Bangla).Select(hole => hole.Value).Order(StringComparer.Ordinal));
            Assert.Contains(pair.Bangla, letter => letter is >= '\u0980' and <= '\u09FF');
        });
    }

    [Theory]
    [InlineData("Is required.", "এটি দিতে হবে।")]
    [InlineData("Has at most 200 characters.", "সর্বোচ্চ ২০০টি অক্ষর।")]
    [InlineData("Is past: today is 2026-11-29 in Asia/Dhaka.", "দিনটি পেরিয়ে গেছে: Asia/Dhaka-এ আজ ২০২৬-১১-২৯।")]
    [InlineData("Must be SSLCOMMERZ.", "SSLCOMMERZ হতে হবে।")]
    [InlineData("Must be a currency of ISO 4217 in capitals, such as BDT.", "মুদ্রার তিনটি বড় হাতের অক্ষর লিখুন, যেমন BDT।")]
    [InlineData(
        "Knows {yyyy}, {yy}, {mm}, {fy}, {seq} and {seq:1} to {seq:12}, not {x}.",
        "{yyyy}, {yy}, {mm}, {fy}, {seq} ও {seq:1} থেকে {seq:১২} চেনে, {x} নয়।")]
    [InlineData("Nobody ever said this.", "Nobody ever said this.")]
    public void A_sentence_is_told_with_what_stands_in_it(string english, string bangla)
    {
        Assert.Equal(bangla, Words.For(PageLanguage.Bangla).FieldProblem(english));
        Assert.Equal(english, Words.For(PageLanguage.English).FieldProblem(english));
    }

    /// <summary>The sentences in the code, each with <c>{}</c> for what is put into it.</summary>
    private static IEnumerable<string> Said()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Product, "*.cs", SearchOption.AllDirectories))
        {
            if (NoForms.Contains(Path.GetRelativePath(Repository.Product, file).Replace('\\', '/'))) continue;
            var code = File.ReadAllText(file);
            foreach (var call in Call().Matches(code).Select(call => call.Index + call.Length))
                foreach (var sentence in SentencesInCode.Between(code, call, SentencesInCode.EndOfCall(code, call)))
                    yield return sentence;
        }

        foreach (var (file, before) in Elsewhere)
        {
            var code = File.ReadAllText(Path.Combine(Repository.Product, file));
            var found = false;
            for (var place = code.IndexOf(before, StringComparison.Ordinal); place >= 0;
                place = code.IndexOf(before, place + 1, StringComparison.Ordinal))
            {
                var start = place + before.Length;
                if (code[start] is not ('"' or '$')) continue;
                var sentence = SentencesInCode.Between(code, start, code.Length).First();
                found = true;
                yield return sentence;
            }

            Assert.True(found, $"{file} says nothing after {before}");
        }
    }

    private static string Bare(string sentence) => Hole().Replace(sentence, "{}");

    [GeneratedRegex(@"\b(errors|within|inner|wrong)\.Add\(|FieldErrors\.One\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call();

    [GeneratedRegex(@"\{[0-9]\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
