namespace OiPayments.UnitTests.Primitives;

public class CheckDigitsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(125)]
    public void They_hold_for_the_text_they_were_made_of_up_to_128_characters(int length) =>
        Assert.True(CheckDigits.Hold(Checked(new('a', length)), 3));

    [Fact]
    public void Whatever_is_longer_than_any_reference_or_key_is_refused() => Assert.False(CheckDigits.Hold(Checked(new('a', 126)), 3));

    [Fact]
    public void There_is_a_text_before_them() => Assert.False(CheckDigits.Hold(Checked(""), 3));

    [Fact]
    public void Letters_that_are_not_ASCII_are_refused() => Assert.False(CheckDigits.Hold("pay_আaaa", 3));

    private static string Checked(string text)
    {
        Span<char> check = stackalloc char[3];
        CheckDigits.Write(text, check);
        return text + check.ToString();
    }
}
