using OiPayments.Reconciliation;

namespace OiPayments.UnitTests.Reconciliation;

public class WorkingDaysTests
{
    [Theory]
    [InlineData("2026-01-15", 1, "2026-01-18")] // a Thursday: Friday and Saturday are none
    [InlineData("2026-01-15", 3, "2026-01-20")]
    [InlineData("2026-01-18", 1, "2026-01-19")]
    [InlineData("2026-01-16", 1, "2026-01-18")]
    [InlineData("2026-01-15", 0, "2026-01-15")]
    [InlineData("2026-12-15", 1, "2026-12-17")] // the 16th is a holiday
    [InlineData("2026-12-31", 1, "2027-01-03")]
    public void A_wait_counts_banks_days(string day, int count, string expected) =>
        Assert.Equal(expected, IsoTime.Day(new WorkingDays([new(2026, 12, 16)]).After(DateOnly.Parse(day, null), count)));

    [Fact]
    public void It_is_over_when_the_last_day_is_over_in_Dhaka() => Assert.Equal(
        new DateTimeOffset(2026, 1, 18, 18, 0, 0, TimeSpan.Zero), new WorkingDays([]).EndOfWait(new(2026, 1, 15), 1));
}
