using OiPayments.Invoices;

namespace OiPayments.UnitTests.Invoices;

public class NumberPatternTests
{
    /// <summary>Half past midnight on the first of July in Dhaka, and half past six in the evening before in London.</summary>
    private static readonly DateTimeOffset FirstOfJuly = new(2026, 6, 30, 18, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("INV-{yyyy}-{seq:6}", 7, "INV-2026-000007")]
    [InlineData("INV-{yyyy}-{seq:6}", 1_234_567, "INV-2026-1234567")]
    [InlineData("{fy}/{seq}", 1, "2026-27/1")]
    [InlineData("A{yy}{mm}.{seq:3} B", 42, "A2607.042 B")]
    public void Writes_numbers_by_the_day_in_Dhaka(string text, long sequence, string expected) =>
        Assert.Equal(expected, NumberPattern.Of(text).NumberOf(FirstOfJuly, sequence));

    [Fact]
    public void A_fiscal_year_ends_with_June_in_Dhaka()
    {
        var pattern = NumberPattern.Of("INV-{fy}-{seq:6}");

        Assert.Equal("INV-2025-26-{seq}", pattern.SeriesOf(FirstOfJuly.AddMinutes(-31)));
        Assert.Equal("INV-2026-27-{seq}", pattern.SeriesOf(FirstOfJuly.AddMinutes(-30)));
        Assert.Equal("INV-2099-00-{seq}", pattern.SeriesOf(new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void How_many_digits_a_number_has_is_no_new_series() =>
        Assert.Equal(NumberPattern.Of("INV-{seq:6}").SeriesOf(FirstOfJuly), NumberPattern.Of("INV-{seq:4}").SeriesOf(FirstOfJuly));

    [Theory]
    [InlineData("INV-{yyyy}-{seq:6}", "INV-{yyyy}-{seq}", true)]
    [InlineData("INV-{yyyy}-{seq}", "INV-2031-{seq}", true)]
    [InlineData("A{yy}-{mm}-{seq}", "A{mm}-{yy}-{seq}", true)]
    [InlineData("INV-{yyyy}-{seq}", "CN-{yyyy}-{seq}", false)]
    [InlineData("INV-{yyyy}-{seq}", "INV-{fy}-{seq}", false)]
    [InlineData("INV-{yyyy}-{seq}", "INV-1971-{seq}", false)]
    public void Two_patterns_that_would_ever_count_together_are_known(string one, string other, bool meet)
    {
        Assert.Equal(meet, NumberPattern.Of(one).MeetsSeriesOf(NumberPattern.Of(other)));
        Assert.Equal(meet, NumberPattern.Of(other).MeetsSeriesOf(NumberPattern.Of(one)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("INV-{yyyy}")]
    [InlineData("{seq}-{seq:3}")]
    [InlineData("INV-{seq:0}")]
    [InlineData("INV-{seq:13}")]
    [InlineData("INV-{seq:+5}")]
    [InlineData("INV-{seq:}")]
    [InlineData("INV-{year}-{seq}")]
    [InlineData("INV-{YYYY}-{seq}")]
    [InlineData("INV-{seq")]
    [InlineData("INV-}-{seq}")]
    [InlineData("INV{yy}{seq}")]
    [InlineData("INV-{seq}{mm}")]
    [InlineData("INV1{seq}")]
    [InlineData("<b>-{seq}")]
    [InlineData("=1+{seq}")]
    [InlineData("ইনভয়েস-{seq}")]
    [InlineData("INV\n{seq}")]
    [InlineData("INV-INV-INV-INV-INV-INV-INV-INV-INV-{seq}")]
    public void What_is_no_pattern_is_refused_with_a_sentence(string text)
    {
        Assert.False(NumberPattern.TryParse(text, out _, out var why));
        Assert.EndsWith(".", why, StringComparison.Ordinal);
    }
}
