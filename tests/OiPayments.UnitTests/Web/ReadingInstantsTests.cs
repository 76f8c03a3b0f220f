using System.Globalization;
using OiPayments.Api;

namespace OiPayments.UnitTests.Web;

public class ReadingInstantsTests
{
    private static readonly TimeZoneInfo Dhaka = TimeZones.Default;

    [Theory]
    [InlineData("2026-06-04T10:00:00Z", "2026-06-04T10:00:00.0000000Z")]
    [InlineData("2026-06-04T16:00:00+06:00", "2026-06-04T10:00:00.0000000Z")]
    [InlineData("2026-06-04T16:00+06:00", "2026-06-04T10:00:00.0000000Z")]
    [InlineData("2026-06-04T06:30:00.25-03:30", "2026-06-04T10:00:00.2500000Z")]
    [InlineData("2026-06-04T10:00:00.123456789Z", "2026-06-04T10:00:00.1234567Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z")]
    public void An_instant_has_an_offset(string text, string instant)
    {
        Assert.Equal(instant, $"{Begin(text):yyyy-MM-ddTHH:mm:ss.fffffffZ}");
        Assert.Equal(Begin(text), End(text));
    }

    [Fact]
    public void A_day_is_the_whole_of_it_in_its_zone()
    {
        Assert.Equal(DateTimeOffset.Parse("2026-11-30T18:00:00Z", CultureInfo.InvariantCulture), Begin("2026-12-01"));
        Assert.Equal(DateTimeOffset.Parse("2026-12-01T18:00:00Z", CultureInfo.InvariantCulture), End("2026-12-01"));
        Assert.Equal(
            DateTimeOffset.Parse("2026-12-01T00:00:00Z", CultureInfo.InvariantCulture),
            InstantText.Begin("from", "2026-12-01", TimeZoneInfo.Utc, new()));
    }

    [Theory]
    [InlineData("01/12/2026")]
    [InlineData("28/11/2026")]
    [InlineData("2026/11/28")]
    [InlineData("11/28/2026")]
    [InlineData("28.11.2026")]
    [InlineData("9am")]
    [InlineData("10:00")]
    [InlineData("2026-11")]
    [InlineData("2026-W48")]
    [InlineData("2026-332")]
    [InlineData("20261128")]
    [InlineData("2026-11-28T10:00:00")]
    [InlineData("2026-11-28 10:00:00Z")]
    [InlineData("2026-11-28t10:00:00z")]
    [InlineData("2026-11-28T10Z")]
    [InlineData("2026-11-28T24:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-02-30")]
    [InlineData("1999-12-31")]
    [InlineData("2026-11-28T10:00:00+25:00")]
    [InlineData("0001-01-01T00:00:00+06:00")]
    [InlineData("২০২৬-১১-২৮")]
    [InlineData("yesterday")]
    [InlineData(" 2026-11-28")]
    public void Anything_else_is_refused(string text)
    {
        var errors = new FieldErrors();

        Assert.Null(InstantText.Begin("from", text, Dhaka, errors));
        Assert.Contains("2026-06-04T10:00:00Z", errors.Refusal!.Fields!["from"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_plus_that_became_a_space_is_told_its_cure()
    {
        var errors = new FieldErrors();

        Assert.Null(InstantText.Begin("from", "2026-11-28T10:00:00 06:00", Dhaka, errors));
        Assert.Contains("%2B", errors.Refusal!.Fields!["from"], StringComparison.Ordinal);
    }

    private static DateTimeOffset? Begin(string text) => InstantText.Begin("from", text, Dhaka, new());

    private static DateTimeOffset? End(string text) => InstantText.End("to", text, Dhaka, new());
}
