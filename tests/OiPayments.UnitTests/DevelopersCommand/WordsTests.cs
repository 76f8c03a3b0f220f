using System.Globalization;
using OiPayments.Cli.Commands;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Output;

namespace OiPayments.UnitTests.DevelopersCommand;

using OiPayments.Client;

public class WordsTests
{
    [Theory]
    [InlineData(125050, "BDT", "1,250.50 BDT")]
    [InlineData(5, "BDT", "0.05 BDT")]
    [InlineData(-5, "BDT", "-0.05 BDT")]
    [InlineData(-125050, "BDT", "-1,250.50 BDT")]
    [InlineData(1234567, "JPY", "1,234,567 JPY")]
    [InlineData(1234567, "KWD", "1,234.567 KWD")]
    [InlineData(long.MaxValue, "BDT", "92,233,720,368,547,758.07 BDT")]
    public void An_amount_is_written_exactly(long minor, string currency, string expected) =>
        Assert.Equal(expected, Words.Amount(new(minor, currency)));

    [Theory]
    [InlineData("1250.50", "BDT", 125050)]
    [InlineData("1,250.5", "bdt", 125050)]
    [InlineData("0.29", "BDT", 29)]
    [InlineData("1250", "JPY", 1250)]
    [InlineData("1.234", "KWD", 1234)]
    public void An_amount_is_read_exactly(string typed, string currency, long minor) =>
        Assert.Equal(new Money(minor, currency.ToUpperInvariant()), Words.ReadAmount(typed, currency));

    [Theory]
    [InlineData("1.234", "BDT")]
    [InlineData("1.5", "JPY")]
    [InlineData("12,50", "BDT")]
    [InlineData("1e3", "BDT")]
    [InlineData("", "BDT")]
    [InlineData("1250.50\n", "BDT")]
    public void Or_not_at_all(string typed, string currency) =>
        Assert.Equal(ExitCodes.WrongUsage, Assert.Throws<CommandFailure>(() => Words.ReadAmount(typed, currency)).ExitCode);

    [Theory]
    [InlineData("30m", "2026-01-31T09:30:00Z")]
    [InlineData("1mo", "2026-02-28T09:00:00Z")]
    [InlineData("1y", "2027-01-31T09:00:00Z")]
    [InlineData("1d12h", "2026-02-01T21:00:00Z")]
    [InlineData("2w", "2026-02-14T09:00:00Z")]
    [InlineData("PT2H", "2026-01-31T11:00:00Z")]
    [InlineData("P1M", "2026-02-28T09:00:00Z")]
    [InlineData("P1Y2M3DT4H5M6S", "2027-04-03T13:05:06Z")]
    public void A_length_of_time_goes_by_the_calendar(string length, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture),
        ClockCommand.After(new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero), length));

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("soon")]
    [InlineData("-2h")]
    [InlineData("2")]
    public void What_is_no_length_of_time_is_wrong_usage(string length) => Assert.Equal(
        ExitCodes.WrongUsage,
        Assert.Throws<CommandFailure>(() => ClockCommand.After(DateTimeOffset.UnixEpoch, length)).ExitCode);

    /// <summary>What others wrote, such as a customer's reference, may not steer the terminal; colours only where wanted.</summary>
    [Theory]
    [InlineData(true, "\u001b[31m·[2Jname\u001b[0m\n")]
    [InlineData(false, "·[2Jname\n")]
    public void A_text_cannot_steer_the_terminal(bool hasColours, string expected)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var screen = new Screen(output, TextWriter.Null, isJson: false, hasColours);

        screen.Result(null, [[new Cell("\u001b[2Jname", Tone.Bad)]]);

        Assert.Equal(expected, output.ToString());
    }
}
