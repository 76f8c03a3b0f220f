using OiPayments.Payments;

namespace OiPayments.UnitTests.Payments;

public class ReadingAPhoneNumberTests
{
    [Theory]
    [InlineData("+8801711000000", "+8801711000000")]
    [InlineData("01711000000", "+8801711000000")]
    [InlineData("০১৭১১০০০০০০", "+8801711000000")]
    [InlineData("+৮৮০ ১৭১১-০০০০০০", "+8801711000000")]
    [InlineData(" 01711 000 000 ", "+8801711000000")]
    [InlineData("(02) 5566-7788", "+880255667788")]
    [InlineData("008801711000000", "+8801711000000")]
    [InlineData("+44 20 7946 0018", "+442079460018")]
    [InlineData("+1 (212) 555-0100", "+12125550100")]
    public void A_number_is_kept_as_it_can_be_called(string written, string kept)
    {
        Assert.True(PhoneNumberText.TryRead(written, out var number));
        Assert.Equal(kept, number);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("call me")]
    [InlineData("01711000000 ext 5")]
    [InlineData("123")]
    [InlineData("+88017123456789012345")]
    [InlineData("+999 123")]
    [InlineData("")]
    [InlineData("01711000000 or 01811000000, after six in the evening")]
    public void What_is_no_number_is_not_guessed_at(string written) => Assert.False(PhoneNumberText.TryRead(written, out _));
}
