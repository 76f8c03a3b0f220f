using OiPayments.SigningIn;

namespace OiPayments.UnitTests.SigningIn;

public class TotpTests
{
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private const int StepSeconds = 30;

    // RFC 6238, appendix B, cut to six digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) => Assert.Equal(seconds / StepSeconds, Match(code, seconds));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_one_step_off_either_way(int steps, bool isTaken) =>
        Assert.Equal(isTaken ? 1111111109 / StepSeconds : null, Match("081804", 1111111109 + (steps * StepSeconds)));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_code_of_the_step_used_last_or_of_one_before_it_is_refused(int lastStep, bool isTaken) =>
        Assert.Equal(isTaken ? 1111111109 / StepSeconds : null, Match("081804", 1111111109, (1111111109 / StepSeconds) + lastStep));

    [Theory]
    [InlineData("081 804", true)]
    [InlineData("081805", false)]
    [InlineData("81804", false)]
    [InlineData("0818040", false)]
    [InlineData("", false)]
    [InlineData("০৮১৮০৪", false)]
    public void Spaces_do_not_matter_and_everything_else_does(string code, bool isTaken) =>
        Assert.Equal(isTaken ? 1111111109 / StepSeconds : null, Match(code, 1111111109));

    [Fact]
    public void A_new_secret_is_160_bits_in_base_32_and_no_other_is_like_it()
    {
        var (one, other) = (Totp.NewSecret(), Totp.NewSecret());

        Assert.Matches("^[A-Z2-7]{32}$", one);
        Assert.NotEqual(one, other);
    }

    private static long? Match(string code, long seconds, long lastStep = 0) =>
        Totp.Match(Secret, code, DateTimeOffset.FromUnixTimeSeconds(seconds), lastStep);
}
