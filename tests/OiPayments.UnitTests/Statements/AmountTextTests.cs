using CsCheck;
using OiPayments.Statements;
using OiPayments.Statements.Values;

namespace OiPayments.UnitTests.Statements;

/// <summary>What gateways and banks write as an amount is read as they meant it, or not at all.</summary>
public class AmountTextTests
{
    [Theory]
    [InlineData("1250.50", 125050)]
    [InlineData("1,23,456.50", 12345650)]
    [InlineData("1,234,567.50", 123456750)]
    [InlineData("(50.00)", -5000)]
    [InlineData("50.00-", -5000)]
    [InlineData("-50.00", -5000)]
    [InlineData("\u221250.00", -5000)]
    [InlineData("+50.00", 5000)]
    [InlineData("৳1,000.00", 100000)]
    [InlineData("৳ ১,২৩,৪৫৬.৫০", 12345650)]
    [InlineData("BDT 10", 1000)]
    [InlineData("10 BDT", 1000)]
    [InlineData("10.5 tk", 1050)]
    [InlineData("Tk. 10.50", 1050)]
    [InlineData("-৳50.00", -5000)]
    [InlineData("৳-50.00", -5000)]
    [InlineData("BDT (50.00)", -5000)]
    [InlineData("(BDT 50.00)", -5000)]
    [InlineData("\u00A050.00 ", 5000)]
    [InlineData("0.00", 0)]
    [InlineData("12.500", 1250)]
    [InlineData("12.5000000000", 1250)]
    [InlineData("90071992547409.91", 9007199254740991)]
    public void An_amount_with_a_point_is_read(string text, long minor)
    {
        Assert.True(AmountText.TryRead(text, Currency.Bdt, DecimalStyle.Point, out var read));
        Assert.Equal(minor, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("12.505")]
    [InlineData("12.5000000001")]
    [InlineData("1250.4999999999998")]
    [InlineData("1.23E+3")]
    [InlineData("১2")]
    [InlineData("1,2345.00")]
    [InlineData("12,34,56")]
    [InlineData("1.234,50")]
    [InlineData("--5")]
    [InlineData("(-5)")]
    [InlineData("-5-")]
    [InlineData("((5))")]
    [InlineData("USD 5")]
    [InlineData("BDT 5 BDT")]
    [InlineData("5 5")]
    [InlineData("5%")]
    [InlineData("=1+1")]
    [InlineData("90071992547409.92")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("0x10")]
    [InlineData("∞")]
    public void What_can_be_meant_in_two_ways_or_in_none_is_no_amount(string text)
    {
        Assert.False(AmountText.TryRead(text, Currency.Bdt, DecimalStyle.Point, out var read), $"{read}");
    }

    [Theory]
    [InlineData("1.234.567,50", DecimalStyle.Comma, 123456750)]
    [InlineData("-6,95", DecimalStyle.Comma, -695)]
    [InlineData("6.95", DecimalStyle.Comma, null)]
    [InlineData("1,234.50", DecimalStyle.Comma, null)]
    [InlineData("123450", DecimalStyle.MinorUnits, 123450)]
    [InlineData("(5)", DecimalStyle.MinorUnits, -5)]
    [InlineData("12.50", DecimalStyle.MinorUnits, null)]
    [InlineData("1,000", DecimalStyle.MinorUnits, null)]
    public void The_style_of_the_column_decides(string text, DecimalStyle style, int? minor)
    {
        Assert.Equal(minor is not null, AmountText.TryRead(text, Currency.Bdt, style, out var read));
        Assert.Equal(minor ?? 0, read);
    }

    [Theory]
    [InlineData("1250.4999999999998", 125050)]
    [InlineData("1.2504999999999998E3", 125050)]
    [InlineData("1.0000000001", 100)]
    [InlineData("-97.5", -9750)]
    [InlineData("12.505", null)]
    [InlineData("0.0001", null)]
    [InlineData("1E+30", null)]
    public void The_residue_of_a_workbooks_number_is_rounded_away_and_no_more(string text, int? minor)
    {
        Assert.Equal(minor is not null, AmountText.TryReadStored(text, Currency.Bdt, DecimalStyle.Point, out var read));
        Assert.Equal(minor ?? 0, read);
    }

    [Theory]
    [InlineData("JPY", "1200", 1200)]
    [InlineData("JPY", "1200.00", 1200)]
    [InlineData("JPY", "1200.5", null)]
    [InlineData("KWD", "1.234", 1234)]
    [InlineData("USD", "$6.95", 695)]
    public void A_currency_has_its_own_decimals(string currency, string text, int? minor)
    {
        Assert.Equal(minor is not null, AmountText.TryRead(text, Currency.Of(currency), DecimalStyle.Point, out var read));
        Assert.Equal(minor ?? 0, read);
    }

    [Fact]
    public void Every_amount_that_is_written_in_any_of_the_ways_is_read_back()
    {
        Gen.Select(Gen.Long[0, Money.MaxMinorUnits], Gen.Int[0, 2], Gen.Int[0, 4], Gen.Bool, Gen.Bool).Sample(
            (minor, grouping, sign, bangla, comma) =>
            {
                var major = (minor / 100).ToString(System.Globalization.CultureInfo.InvariantCulture);
                var text = $"{Grouped(major, grouping)}.{minor % 100:00}";
                if (comma) text = string.Concat(text.Select(letter => letter switch { '.' => ',', ',' => '.', _ => letter }));
                if (bangla) text = NumeralText.In(Numerals.Bangla, text);
                text = sign switch { 0 => text, 1 => "-" + text, 2 => text + "-", 3 => $"({text})", _ => $"-৳ {text}" };

                Assert.True(AmountText.TryRead(text, Currency.Bdt, comma ? DecimalStyle.Comma : DecimalStyle.Point, out var read), text);
                Assert.Equal(sign == 0 ? minor : -minor, read);
            }, iter: 5000);
    }

    [Fact]
    public void No_text_breaks_the_reader_or_is_read_as_more_than_money_can_be()
    {
        Gen.Char["0123456789.,-()+ ৳০১২৯TkBDT%eE"].Array[0, 24].Sample(letters =>
        {
            foreach (var style in Enum.GetValues<DecimalStyle>())
            {
                if (AmountText.TryRead(new(letters), Currency.Bdt, style, out var minor))
                    Assert.InRange(minor, -Money.MaxMinorUnits, Money.MaxMinorUnits);
            }
        }, iter: 20_000);
    }

    // 0: none, 1: in threes, 2: by lakh and crore.
    private static string Grouped(string digits, int grouping)
    {
        if (grouping == 0 || digits.Length <= 3) return digits;
        var (text, rest, size) = (digits[^3..], digits[..^3], grouping == 1 ? 3 : 2);
        while (rest.Length > size) (text, rest) = ($"{rest[^size..]},{text}", rest[..^size]);
        return $"{rest},{text}";
    }
}
