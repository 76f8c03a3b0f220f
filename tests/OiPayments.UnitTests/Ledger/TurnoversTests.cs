using System.Globalization;
using OiPayments.Ledger;

namespace OiPayments.UnitTests.Ledger;

public class TurnoversTests
{
    [Theory]
    [InlineData(1, 499, false)]
    [InlineData(1, 500, true)]
    [InlineData(500, 500, true)]
    [InlineData(500, 501, true)]
    [InlineData(501, 999, false)]
    [InlineData(501, 1000, true)]
    [InlineData(499, 1001, true)]
    public void A_chain_may_have_a_batch_to_count_when_it_grew_over_the_end_of_one(long first, long last, bool may) =>
        Assert.Equal(may, Turnovers.MayCompleteABatch(new(new(new(1), Mode.Live), first, last)));

    [Theory]
    [InlineData("2026-06-04T23:59:59.9999999+00:00", "2026-06-04")]
    [InlineData("2026-06-05T00:00:00+00:00", "2026-06-05")]
    [InlineData("2026-06-05T05:59:59+06:00", "2026-06-04")]
    public void A_day_is_one_of_UTC(string time, string day) =>
        Assert.Equal(
            DateOnly.Parse(day, CultureInfo.InvariantCulture), Turnovers.DayOf(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)));

    [Fact]
    public void Seals_are_counted_with_both_ends() => Assert.Equal(3, new NewSeals(new(new(1), Mode.Live), First: 5, Last: 7).Count);
}
