using CsCheck;
using OiPayments.Documents.Words;

namespace OiPayments.UnitTests.Documents;

public class AmountInWordsTests
{
    [Theory]
    [InlineData(0, "BDT", "Zero taka only")]
    [InlineData(1, "BDT", "Zero taka one paisa only")]
    [InlineData(100, "BDT", "One taka only")]
    [InlineData(1_11_111_11, "BDT", "One lakh eleven thousand one hundred eleven taka eleven paisa only")]
    [InlineData(12_34_567_50, "BDT", "Twelve lakh thirty-four thousand five hundred sixty-seven taka fifty paisa only")]
    [InlineData(1_00_00_000_00, "BDT", "One crore taka only")]
    [InlineData(
        123_45_67_890_00, "BDT", "One hundred twenty-three crore forty-five lakh sixty-seven thousand eight hundred ninety taka only")]
    [InlineData(1_00_000_00_00_000_00, "BDT", "One lakh crore taka only")]
    [InlineData(9_007_199_254_740_991, "BDT",
        "Ninety lakh seven thousand one hundred ninety-nine crore twenty-five lakh forty-seven thousand four hundred nine taka "
            + "ninety-one paisa only")]
    [InlineData(-250, "BDT", "Minus two taka fifty paisa only")]
    [InlineData(1_234_567_01, "USD", "One million two hundred thirty-four thousand five hundred sixty-seven US dollars one cent only")]
    [InlineData(101, "GBP", "One pound sterling one penny only")]
    [InlineData(1_00_000_00, "INR", "One lakh Indian rupees only")]
    [InlineData(5_250, "KWD", "Five KWD 250/1000 only")]
    [InlineData(5_005, "KWD", "Five KWD 005/1000 only")]
    [InlineData(12, "JPY", "Twelve JPY only")]
    [InlineData(long.MinValue, "JPY",
        "Minus nine quintillion two hundred twenty-three quadrillion three hundred seventy-two trillion thirty-six billion "
        + "eight hundred fifty-four million seven hundred seventy-five thousand eight hundred eight JPY only")]
    public void In_English(long minorUnits, string currency, string words) =>
        Assert.Equal(words, AmountInWords.English(new(minorUnits, Currency.Of(currency))));

    [Theory]
    [InlineData(0, "BDT", "শূন্য টাকা মাত্র")]
    [InlineData(1, "BDT", "শূন্য টাকা এক পয়সা মাত্র")]
    [InlineData(1_500_00, "BDT", "এক হাজার পাঁচশত টাকা মাত্র")]
    [InlineData(12_34_567_50, "BDT", "বারো লক্ষ চৌত্রিশ হাজার পাঁচশত সাতষট্টি টাকা পঞ্চাশ পয়সা মাত্র")]
    [InlineData(99_99_99_999_99, "BDT", "নিরানব্বই কোটি নিরানব্বই লক্ষ নিরানব্বই হাজার নয়শত নিরানব্বই টাকা নিরানব্বই পয়সা মাত্র")]
    [InlineData(100_00_00_000_00, "BDT", "একশত কোটি টাকা মাত্র")]
    [InlineData(1_00_000_00_00_000_00, "BDT", "এক লক্ষ কোটি টাকা মাত্র")]
    [InlineData(-250, "BDT", "ঋণাত্মক দুই টাকা পঞ্চাশ পয়সা মাত্র")]
    [InlineData(29_39, "USD", "ঊনত্রিশ মার্কিন ডলার ঊনচল্লিশ সেন্ট মাত্র")]
    [InlineData(5_250, "KWD", "পাঁচ KWD ২৫০/১০০০ মাত্র")]
    public void In_Bangla(long minorUnits, string currency, string words) =>
        Assert.Equal(words, AmountInWords.Bangla(new(minorUnits, Currency.Of(currency))));

    /// <summary>
    /// What the words of each decade have in common; it is not enough to make them, but enough to find one in the wrong place.
    /// </summary>
    [Fact]
    public void Each_word_below_a_hundred_in_Bangla_has_the_stem_of_its_decade_and_the_beginning_of_its_unit()
    {
        string[] stems = ["", "", "শ", "ত্রিশ", "ল্লিশ", "ান্ন", "ষট্টি", "াত্তর", "াশি", "ানব্বই"];
        string[][] beginnings = [[], ["এ"], ["বা", "ব", "বি"], ["তে", "তি"], ["চ"], ["প"], ["ছ", "ষো"], ["স"], ["আ"]];

        for (ulong number = 21; number < 99; number++)
        {
            var (decade, unit) = (number / 10, number % 10);
            if (unit == 0) continue;
            var word = BanglaNumbers.Words(number);

            if (unit == 9 && decade < 9)
            {
                Assert.Equal("ঊন" + BanglaNumbers.Words(number + 1), word);
                continue;
            }

            Assert.EndsWith(number == 55 ? "ঞ্চান্ন" : stems[decade], word, StringComparison.Ordinal);
            Assert.Contains(beginnings[unit], beginning => word.StartsWith(beginning, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void No_two_numbers_below_a_hundred_have_the_same_word_in_Bangla() =>
        Assert.Equal(
            100, Enumerable.Range(0, 100).Select(number => BanglaNumbers.Words((ulong)number)).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void English_words_are_read_back_as_the_number() =>
        Gen.ULong[0, 9_223_372_036_854_775_807].Select(Gen.Bool)
            .Sample((number, inLakhs) => Read(EnglishNumbers.Words(number, inLakhs), EnglishValues) == number);

    [Fact]
    public void Bangla_words_are_read_back_as_the_number() =>
        Gen.OneOf(Gen.ULong[0, 9_223_372_036_854_775_807], Gen.ULong[0, 2_00_00_000]).Sample(number =>
            Read(BanglaNumbers.Words(number).Replace("শত", " শত", StringComparison.Ordinal), BanglaValues) == number);

    private static readonly Dictionary<string, ulong> BanglaValues = Enumerable.Range(0, 100)
        .ToDictionary(number => BanglaNumbers.Words((ulong)number), number => (ulong)number)
        .Concat([new("শত", 100), new("হাজার", 1_000), new("লক্ষ", 1_00_000), new("কোটি", 1_00_00_000)])
        .ToDictionary();

    private static readonly Dictionary<string, ulong> EnglishValues = Enumerable.Range(0, 100)
        .ToDictionary(number => EnglishNumbers.Words((ulong)number, inLakhs: true), number => (ulong)number)
        .Concat(
        [
            new("hundred", 100), new("thousand", 1_000), new("lakh", 1_00_000), new("crore", 1_00_00_000), new("million", 1_000_000),
            new("billion", 1_000_000_000), new("trillion", 1_000_000_000_000), new("quadrillion", 1_000_000_000_000_000),
            new("quintillion", 1_000_000_000_000_000_000),
        ])
        .ToDictionary();

    /// <summary>A size multiplies everything smaller that was read before it; the rest is added.</summary>
    private static ulong Read(string words, Dictionary<string, ulong> values)
    {
        var sums = new Stack<ulong>();
        foreach (var value in words.Split(' ').Select(word => values[word]))
        {
            ulong factor = 0;
            if (value >= 100)
            {
                while (sums.Count > 0 && sums.Peek() < value) factor += sums.Pop();
                // Only a crore is multiplied by crores: "one lakh crore", "one crore crore".
                if (value == 1_00_00_000) while (sums.Count > 0) factor += sums.Pop();
            }

            sums.Push(value >= 100 ? factor * value : value);
        }

        return sums.Aggregate(0UL, (sum, value) => sum + value);
    }
}
