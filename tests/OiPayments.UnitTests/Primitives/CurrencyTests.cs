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
}
