using OiPayments.Presentation;

namespace OiPayments.UnitTests.Checkout;

public class ChoosingALanguageTests
{
    [Theory]
    [InlineData(null, null, "en")]
    [InlineData(null, "", "en")]
    [InlineData(null, "bn", "bn")]
    [InlineData(null, "bn-BD,bn;q=0.9,en;q=0.8", "bn")]
    [InlineData(null, "en-GB,bn;q=0.9", "en")]
    [InlineData(null, "en;q=0.3,bn;q=0.7", "bn")]
    [InlineData(null, "fr,de;q=0.9,bn;q=0.1", "bn")]
    [InlineData(null, "bn;q=0", "en")]
    [InlineData(null, "*", "en")]
    [InlineData(null, "fr-FR", "en")]
    [InlineData(null, ";;q=,=nonsense", "en")]
    public void The_browsers_wish_counts(string? query, string? header, string tag) =>
        Assert.Equal(tag, PageLanguage.Choose(query, header).Tag);

    [Theory]
    [InlineData("bn", "en", "bn")]
    [InlineData("en", "bn-BD", "en")]
    [InlineData("BN", "en", "bn")]
    [InlineData("xx", "bn", "bn")]
    [InlineData("bn,en", "en", "en")]
    [InlineData("", "bn", "bn")]
    public void The_customers_choice_counts_more_and_an_unknown_one_not_at_all(string query, string header, string tag) =>
        Assert.Equal(tag, PageLanguage.Choose(query, header).Tag);
}
