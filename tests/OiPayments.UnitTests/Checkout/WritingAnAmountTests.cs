using OiPayments.Presentation;

namespace OiPayments.UnitTests.Checkout;

public class WritingAnAmountTests
{
    [Theory]
    [InlineData(0, "BDT", "৳0.00")]
    [InlineData(5, "BDT", "৳0.05")]
    [InlineData(125_050, "BDT", "৳1,250.50")]
    [InlineData(9_999_900, "BDT", "৳99,999.00")]
    [InlineData(10_000_000, "BDT", "৳1,00,000.00")]
    [InlineData(50_000_000, "BDT", "৳5,00,000.00")]
    [InlineData(123_456_700, "BDT", "৳12,34,567.00")]
    [InlineData(1_234_567_890_00, "BDT", "৳1,23,45,67,890.00")]
    [InlineData(-125_050, "BDT", "−৳1,250.50")]
    [InlineData(123_456_700, "INR", "₹12,34,567.00")]
    [InlineData(123_456_700, "USD", "$1,234,567.00")]
    [InlineData(99_999, "EUR", "€999.99")]
    [InlineData(100_000, "GBP", "£1,000.00")]
    [InlineData(1_234_567, "JPY", "¥1,234,567")]
    [InlineData(300, "JPY", "¥300")]
    [InlineData(1_250_500, "KWD", "KWD\u00A01,250.500")]
    [InlineData(100_000, "CAD", "CAD\u00A01,000.00")]
    [InlineData(long.MaxValue, "JPY", "¥9,223,372,036,854,775,807")]
    [InlineData(long.MinValue, "JPY", "−¥9,223,372,036,854,775,808")]
    public void In_English(long minorUnits, string currency, string text) =>
        Assert.Equal(text, AmountText.For(new(minorUnits, Currency.Of(currency)), PageLanguage.English));

    [Theory]
    [InlineData(125_050, "BDT", "৳১,২৫০.৫০")]
    [InlineData(123_456_789, "BDT", "৳১২,৩৪,৫৬৭.৮৯")]
    [InlineData(123_456_700, "USD", "$১২,৩৪,৫৬৭.০০")]
    [InlineData(300, "JPY", "¥৩০০")]
    [InlineData(1_250, "KWD", "KWD\u00A0১.২৫০")]
    public void In_Bangla_with_Bangla_digits_and_lakhs(long minorUnits, string currency, string text) =>
        Assert.Equal(text, AmountText.For(new(minorUnits, Currency.Of(currency)), PageLanguage.Bangla));
}
