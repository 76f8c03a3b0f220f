using System.Text.RegularExpressions;
using OiPayments.Dashboard.Texts;
using OiPayments.Presentation;

namespace OiPayments.UnitTests.Dashboard;

/// <summary>What settlement says of rows and of proposals is in Bangla where the pages are: compared with the code that says it.</summary>
public partial class SettlementTextsTests
{
    private static readonly string[] Files =
    [
        "Reconciliation/CompareRow.cs", "Reconciliation/CompareWithGateway.cs", "Reconciliation/FlagMissing.cs",
        "Reconciliation/CountStatement.cs",
        "Reconciliation/Banks/MatchEntries.cs", "Reconciliation/Agreements/OpenDifferences.cs",
        "../OiPayments.Statements/Proposals/AmountGuess.cs", "../OiPayments.Statements/Proposals/DateGuess.cs",
        "../OiPayments.Statements/Proposals/SettlementProposal.cs",
    ];

    [Fact]
    public void Every_sentence_is_in_both_languages()
    {
        var said = Files.Select(file => File.ReadAllText(Path.Combine(Repository.Product, file)))
            .SelectMany(code => SentencesInCode.Between(code, 0, code.Length)).Distinct(StringComparer.Ordinal).ToList();
        var known = SettlementTexts.All.Select(pair => Hole().Replace(pair.English, "{}")).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(said.Except(known, StringComparer.Ordinal));
        Assert.Empty(known.Except(said, StringComparer.Ordinal));
        Assert.All(SettlementTexts.All, pair => Assert.Contains(pair.Bangla, letter => letter is >= '\u0980' and <= '\u09FF'));
    }

    [Theory]
    [InlineData(
        "The file says ৳1,250.00; when it was paid the gateway said ৳1,250.50.",
        "ফাইলে আছে ৳১,২৫০.০০; পরিশোধের সময় গেটওয়ে বলেছিল ৳১,২৫০.৫০।")]
    [InlineData("No settlement file has named this payment within 3 working days.", "৩ কার্যদিবসের মধ্যে কোনো নিষ্পত্তি ফাইলে এটি আসেনি।")]
    [InlineData("Nobody ever said this.", "Nobody ever said this.")]
    public void A_sentence_is_told_with_what_stands_in_it(string english, string bangla)
    {
        Assert.Equal(bangla, Words.For(PageLanguage.Bangla).SettlementText(english));
        Assert.Equal(english, Words.For(PageLanguage.English).SettlementText(english));
    }

    [GeneratedRegex(@"\{[0-9]\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
