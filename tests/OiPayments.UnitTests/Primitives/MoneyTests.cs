namespace OiPayments.UnitTests.Primitives;

public class MoneyTests
{
    [Theory]
    [InlineData(125050, "BDT", "1250.50 BDT")]
    [InlineData(5, "USD", "0.05 USD")]
    [InlineData(300, "JPY", "300 JPY")]
    [InlineData(1234, "KWD", "1.234 KWD")]
    [InlineData(-125, "USD", "-1.25 USD")]
    [InlineData(long.MaxValue, "BDT", "92233720368547758.07 BDT")]
    public void Is_written_with_the_digits_its_currency_has(long minorUnits, string currency, string text) =>
        Assert.Equal(text, new Money(minorUnits, Currency.Of(currency)).ToString());

    [Theory]
    [InlineData("1250.50", "BDT", 125050)]
    [InlineData("69", "BDT", 6900)]
    [InlineData("292.5", "BDT", 29250)]
    [InlineData("0.01", "BDT", 1)]
    [InlineData("300", "JPY", 300)]
    [InlineData("300.00", "JPY", 300)]
    [InlineData("1.234", "KWD", 1234)]
    [InlineData("-1.25", "USD", -125)]
    [InlineData("1000000000000000", "KWD", 1_000_000_000_000_000_000)]
    [InlineData("-1000000000000000", "KWD", -1_000_000_000_000_000_000)]
    public void Is_read_as_gateways_write_it(string text, string currency, long minorUnits)
    {
        Assert.True(Money.TryParseMajorUnits(text, Currency.Of(currency), out var money));
        Assert.Equal(new Money(minorUnits, Currency.Of(currency)), money);
    }

    [Theory]
    [InlineData("0.001", "BDT")]
    [InlineData("1.5", "JPY")]
    [InlineData("1,250.50", "BDT")]
    [InlineData("1e3", "BDT")]
    [InlineData(" 10", "BDT")]
    [InlineData("", "BDT")]
    [InlineData(null, "BDT")]
    [InlineData("ten", "BDT")]
    [InlineData("99999999999999999999999999999999999999", "BDT")]
    [InlineData("999999999999999999", "BDT")]
    [InlineData("1000000000000000.01", "BDT")]
    [InlineData("-1000000000000000.01", "BDT")]
    public void Is_never_guessed(string? text, string currency) =>
        Assert.False(Money.TryParseMajorUnits(text, Currency.Of(currency), out _));

    [Fact]
    public void Different_currencies_do_not_add_up() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, Currency.Bdt) + new Money(1, Currency.Of("USD")));

    [Fact]
    public void Different_currencies_do_not_compare() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, Currency.Bdt) > new Money(1, Currency.Of("USD")));

    [Fact]
    public void Overflow_throws_instead_of_wrapping()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Currency.Bdt) + new Money(1, Currency.Bdt));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue, Currency.Bdt) - new Money(1, Currency.Bdt));
    }

    [Fact]
    public void Amounts_of_one_currency_add_up_and_compare()
    {
        var (less, more) = (new Money(100, Currency.Bdt), new Money(250, Currency.Bdt));

        Assert.Equal((new(350, Currency.Bdt), new(-150, Currency.Bdt)), (less + more, less - more));
        Assert.Equal((true, false, false), ((more > less), (less > more), (less > new Money(100, Currency.Bdt))));
        Assert.Equal((true, false, false), ((less < more), (more < less), (less < new Money(100, Currency.Bdt))));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void Nothing_is_not_positive(long minorUnits, bool isPositive) =>
        Assert.Equal(isPositive, new Money(minorUnits, Currency.Bdt).IsPositive);

    [Fact]
    public void Zero_is_of_a_currency() => Assert.Equal(new Money(0, Currency.Of("USD")), Money.Zero(Currency.Of("USD")));

    [Fact]
    public void It_is_written_with_more_digits_than_it_has_where_a_gateway_wants_them() =>
        Assert.Equal("300.00", new Money(300, Currency.Of("JPY")).ToMajorUnits(2));
}
