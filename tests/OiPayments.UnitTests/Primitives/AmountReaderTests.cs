using System.Globalization;
using CsCheck;
using OiPayments.Presentation;

namespace OiPayments.UnitTests.Primitives;

/// <summary>
/// A person's spelling of an amount is read as they meant it, or not at all: a wrong guess gives away a hundred times the money.
/// </summary>
public class AmountReaderTests
{
    private static readonly string[] Codes = ["BDT", "USD", "EUR", "INR", "JPY", "OMR", "KWD", "AUD"];

    private const string Alphabet = "0123456789012,,,..  ৳০৫৯৳$";

    [Theory]
    [InlineData("1.5", 3, "1.5")]
    [InlineData("১২.৫", 3, "12.5")]
    [InlineData("1,000.125", 3, "1000.125")]
    [InlineData(" 15 ", 2, "15")]
    [InlineData("0.0001", 3, null)]
    [InlineData("1,5", 3, null)]
    [InlineData("৳5", 2, null)]
    [InlineData("-1", 2, null)]
    [InlineData("১5", 2, null)]
    [InlineData("", 2, null)]
    public void What_is_no_money_is_read_the_same_way(string text, int decimals, string? number)
    {
        Assert.Equal(number is not null, AmountReader.TryReadNumber(text, decimals, out var read));
        Assert.Equal(number is null ? 0 : decimal.Parse(number, CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("6.95", "BDT", 695)]
    [InlineData("695", "BDT", 69500)]
    [InlineData("69.5", "BDT", 6950)]
    [InlineData("0.01", "BDT", 1)]
    [InlineData("0", "BDT", 0)]
    [InlineData("1,000", "BDT", 100_000)]
    [InlineData("1,000.00", "BDT", 100_000)]
    [InlineData("100,000", "BDT", 10_000_000)]
    [InlineData("1,00,000", "BDT", 10_000_000)]
    [InlineData("10,00,000", "BDT", 100_000_000)]
    [InlineData("1,000,000", "BDT", 100_000_000)]
    [InlineData("1,00,00,000.50", "BDT", 1_000_000_050)]
    [InlineData("5000.50", "BDT", 500_050)]
    [InlineData("৬.৯৫", "BDT", 695)]
    [InlineData("১,০০,০০০", "BDT", 10_000_000)]
    [InlineData("৳6.95", "BDT", 695)]
    [InlineData("৳ ৬.৯৫", "BDT", 695)]
    [InlineData("৳\u00A01,250.50", "BDT", 125_050)]
    [InlineData("BDT 1,250.50", "BDT", 125_050)]
    [InlineData("bdt1250.5", "BDT", 125_050)]
    [InlineData("  6.95\u00A0\t", "BDT", 695)]
    [InlineData("$1,250.50", "USD", 125_050)]
    [InlineData("USD 3999", "USD", 399_900)]
    [InlineData("12", "JPY", 12)]
    [InlineData("¥1,200", "JPY", 1200)]
    [InlineData("1.234", "OMR", 1234)]
    [InlineData("OMR\u00A01.2", "OMR", 1200)]
    [InlineData("1,250", "OMR", 1_250_000)]
    public void What_can_be_meant_in_one_way_only_is_read(string text, string currency, long minorUnits)
    {
        Assert.True(AmountReader.TryRead(text, Currency.Of(currency), out var money));
        Assert.Equal(new Money(minorUnits, Currency.Of(currency)), money);
    }

    [Theory]
    [InlineData("6,95", "BDT")]
    [InlineData("69,5", "BDT")]
    [InlineData("1,0,0", "BDT")]
    [InlineData(",5", "BDT")]
    [InlineData("1.000,00", "BDT")]
    [InlineData("5000,50", "BDT")]
    [InlineData("12,5", "JPY")]
    [InlineData("1000,000", "BDT")]
    [InlineData("1,0000", "BDT")]
    [InlineData("1,00,00", "BDT")]
    [InlineData("100,00,000", "BDT")]
    [InlineData("1,000,00,000", "BDT")]
    [InlineData("0,100", "BDT")]
    [InlineData("000,100", "BDT")]
    [InlineData("1,000,", "BDT")]
    [InlineData("1,,000", "BDT")]
    [InlineData("1.5,0", "BDT")]
    [InlineData("1.2.3", "BDT")]
    [InlineData(".5", "BDT")]
    [InlineData("5.", "BDT")]
    [InlineData("6.955", "BDT")]
    [InlineData("12.0", "JPY")]
    [InlineData("1.2345", "OMR")]
    [InlineData("১2.50", "BDT")]
    [InlineData("1 000", "BDT")]
    [InlineData("1'000", "BDT")]
    [InlineData("-5", "BDT")]
    [InlineData("\u22125", "BDT")]
    [InlineData("+5", "BDT")]
    [InlineData("(5)", "BDT")]
    [InlineData("1e3", "BDT")]
    [InlineData("6.95 BDT", "BDT")]
    [InlineData("৳৳5", "BDT")]
    [InlineData("$5", "BDT")]
    [InlineData("৳5", "USD")]
    [InlineData("EUR 5", "USD")]
    [InlineData("٦.٩٥", "BDT")]
    [InlineData("６.９５", "BDT")]
    [InlineData("six", "BDT")]
    [InlineData("৳", "BDT")]
    [InlineData("   ", "BDT")]
    [InlineData("", "BDT")]
    [InlineData(null, "BDT")]
    [InlineData("99999999999999999999999999999999999999", "BDT")]
    [InlineData("9999999999999999999", "JPY")]
    public void Whatever_else_is_no_amount(string? text, string currency) =>
        Assert.False(AmountReader.TryRead(text, Currency.Of(currency), out _));

    [Theory]
    [InlineData("                                       5", true)]
    [InlineData("                                        5", false)]
    public void As_many_characters_are_read_as_anybodys_money_has(string text, bool isRead)
    {
        Assert.Equal(isRead ? AmountReader.MaxLength : AmountReader.MaxLength + 1, text.Length);
        Assert.Equal(isRead, AmountReader.TryRead(text, Currency.Bdt, out _));
    }

    [Fact]
    public void The_largest_whole_amount_that_a_number_holds_is_read_and_no_larger_one()
    {
        Assert.True(AmountReader.TryRead("92233720368547758", Currency.Bdt, out var money));
        Assert.Equal(9_223_372_036_854_775_800, money.MinorUnits);
        Assert.False(AmountReader.TryRead("92233720368547758.01", Currency.Bdt, out _));
    }

    [Fact]
    public void What_a_page_shows_can_be_typed_back_in_both_languages() => Gen.Select(
        Gen.Long[0, 9_007_199_254_740_991], Gen.Int[0, Codes.Length - 1], Gen.Bool).Sample((minor, place, isBangla) =>
    {
        var language = isBangla ? PageLanguage.Bangla : PageLanguage.English;
        var money = new Money(minor, Currency.Of(Codes[place]));
        Assert.True(AmountReader.TryRead(AmountText.For(money, language), money.Currency, out var read), AmountText.For(money, language));
        Assert.Equal(money, read);
    });

    [Fact]
    public void A_text_that_is_read_is_its_value_written_out_with_the_commas_where_a_grouping_puts_them_or_none() =>
        Gen.Char[Alphabet].Array[1, 12].Select(letters => new string(letters)).Sample(text =>
        {
            if (!AmountReader.TryRead(text, Currency.Bdt, out var money)) return;

            var number = string.Concat(text.Trim()
                .TrimStart('৳')
                .Trim()
                .Select(letter => letter is >= '০' and <= '৯' ? (char)('0' + (letter - '০')) : letter));
            var whole = number.Split('.')[0];
            Assert.Equal(
                decimal.Parse(number.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 100, money.MinorUnits);
            if (whole.Contains(',', StringComparison.Ordinal)) Assert.Contains(whole, Groupings(money.MinorUnits / 100));
        }, iter: 200_000);

    [Fact]
    public void A_comma_put_anywhere_else_makes_it_no_amount() =>
        Gen.Select(Gen.Long[0, 99_999_999_999], Gen.Int[0, 16]).Sample((minor, place) =>
    {
        var plain = new Money(minor, Currency.Bdt).ToMajorUnits();
        var text = plain.Insert(Math.Min(place, plain.Length), ",");
        var whole = text.Split('.')[0];
        if (whole.Contains(',', StringComparison.Ordinal) && Groupings(minor / 100).Contains(whole)) return;
        Assert.False(AmountReader.TryRead(text, Currency.Bdt, out var read), $"{text} was read as {read}.");
    });

    private static List<string> Groupings(long whole) =>
    [
        whole.ToString("N0", CultureInfo.InvariantCulture),
        whole.ToString("N0", new NumberFormatInfo { NumberGroupSizes = [3, 2], NumberGroupSeparator = "," }),
    ];
}
