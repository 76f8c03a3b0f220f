namespace OiPayments.UnitTests.Primitives;

public class CurrencyTests
{
    [Theory]
    [InlineData("BDT", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KRW", 0)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    [InlineData("EUR", 2)]
    public void Knows_the_digits_of_ISO_4217(string code, int digits) => Assert.Equal(digits, Currency.Of(code).Digits);

    [Theory]
    [InlineData("bdt")]
    [InlineData("XXX")]
    [InlineData("XAU")]
    [InlineData("BD")]
    [InlineData("BDTT")]
    [InlineData("")]
    [InlineData(null)]
    public void Takes_nothing_else(string? code) => Assert.False(Currency.TryParse(code, out _));

    [Theory]
    [InlineData("BDT", "৳")]
    [InlineData("USD", "$")]
    [InlineData("EUR", "€")]
    [InlineData("GBP", "£")]
    [InlineData("INR", "₹")]
    [InlineData("JPY", "¥")]
    [InlineData("AUD", null)]
    [InlineData("CNY", null)]
    public void A_sign_means_one_currency_only(string code, string? sign) => Assert.Equal(sign, Currency.Of(code).Sign);

    [Theory]
    [InlineData("JPY", 1)]
    [InlineData("BDT", 100)]
    [InlineData("KWD", 1000)]
    public void A_major_unit_is_as_many_minor_ones_as_its_digits_say(string code, int minorUnits) =>
        Assert.Equal(minorUnits, Currency.Of(code).MinorUnitsPerMajor);

    [Fact]
    public void What_is_no_currency_throws_where_one_is_expected() => Assert.Throws<FormatException>(() => Currency.Of("XXX"));
}
