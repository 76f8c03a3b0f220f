namespace OiPayments.UnitTests.Primitives;

public class CutTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("abcd", "abcd")]
    [InlineData("abcde", "abcd")]
    [InlineData("ab😀", "ab😀")]
    [InlineData("ab😀c", "ab😀")]
    [InlineData("abc😀", "abc")]
    [InlineData("😀😀😀", "😀😀")]
    public void It_fits_and_no_character_is_halved(string text, string cut) => Assert.Equal(cut, text.CutTo(4));
}
