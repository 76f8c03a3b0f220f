using System.Globalization;
using OiPayments.Api;

namespace OiPayments.UnitTests.Web;

public class ReadingPeriodsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("PT2H", "2026-01-31T12:00:00Z")]
    [InlineData("PT0.5S", "2026-01-31T10:00:00.5Z")]
    [InlineData("PT90M", "2026-01-31T11:30:00Z")]
    [InlineData("P1D", "2026-02-01T10:00:00Z")]
    [InlineData("P1W", "2026-02-07T10:00:00Z")]
    [InlineData("P1M", "2026-02-28T10:00:00Z")]
    [InlineData("P1Y2M3DT4H5M6S", "2027-04-03T14:05:06Z")]
    [InlineData("P0D", "2026-01-31T10:00:00Z")]
    public void It_reads_what_ISO_8601_writes(string text, string then)
    {
        Assert.True(PeriodText.TryRead(text, out var period));
        Assert.Equal(DateTimeOffset.Parse(then, CultureInfo.InvariantCulture), period.After(Start));
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("1D")]
    [InlineData("p1d")]
    [InlineData("-P1D")]
    [InlineData("P-1D")]
    [InlineData("P1.5D")]
    [InlineData("PT1H2H")]
    [InlineData("P1H")]
    [InlineData("PT1D")]
    [InlineData("P1D ")]
    [InlineData("P1D\n")]
    [InlineData("P৭D")]
    [InlineData("P1000001D")]
    [InlineData("PT0.1234567S")]
    [InlineData("02:00:00")]
    public void Everything_else_is_no_period(string text) => Assert.False(PeriodText.TryRead(text, out _));

    [Theory]
    [InlineData("P999999Y")]
    [InlineData("P900000M")]
    public void What_no_calendar_reaches_ends_nowhere(string text)
    {
        Assert.True(PeriodText.TryRead(text, out var period));
        Assert.Null(period.After(Start));
    }
}
