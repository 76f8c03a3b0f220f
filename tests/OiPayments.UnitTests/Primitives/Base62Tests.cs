using CsCheck;

namespace OiPayments.UnitTests.Primitives;

public class Base62Tests
{
    /// <summary>2^128 − 1, by another program.</summary>
    private const string Largest = "7n42DGM5Tflk9n8mt7Fhc7";

    private static readonly Gen<UInt128> Numbers = Gen.Select(Gen.ULong, Gen.ULong).Select((upper, lower) => new UInt128(upper, lower));

    [Fact]
    public void What_is_written_is_read_again() => Numbers.Sample(number =>
    {
        Assert.True(Base62.TryRead(Written(number, 22), out var read));
        Assert.Equal(number, read);
    });

    [Fact]
    public void Digits_come_before_capitals_and_capitals_before_small_letters()
    {
        var letters = Enumerable.Range(0, 62).Select(digit => Written((UInt128)digit, 1)).ToList();

        Assert.Equal("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", string.Concat(letters));
        Assert.All(letters, (letter, digit) => Assert.Equal((true, (UInt128)digit), (Base62.TryRead(letter, out var read), read)));
    }

    [Fact]
    public void It_is_padded_with_zeros_on_the_left() => Assert.Equal("0010", Written(62, 4));

    [Fact]
    public void A_number_that_does_not_fit_throws()
    {
        Assert.Equal("zz", Written(62 * 62 - 1, 2));
        Assert.Throws<ArgumentException>(() => Written(62 * 62, 2));
    }

    [Fact]
    public void The_largest_number_of_128_bits_is_read_and_no_larger_one()
    {
        Assert.Equal(Largest, Written(UInt128.MaxValue, 22));
        Assert.True(Base62.TryRead(Largest, out var read));
        Assert.Equal(UInt128.MaxValue, read);

        Assert.False(Base62.TryRead(Largest[..^1] + "8", out _));
        Assert.False(Base62.TryRead("8" + Largest[1..], out _));
        Assert.False(Base62.TryRead(Largest + "0", out _));
    }

    [Theory]
    [InlineData("/")]
    [InlineData(":")]
    [InlineData("@")]
    [InlineData("[")]
    [InlineData("`")]
    [InlineData("{")]
    [InlineData("1 ")]
    [InlineData("৫")]
    public void Any_other_letter_is_none(string text) => Assert.False(Base62.TryRead(text, out _));

    private static string Written(UInt128 number, int length) =>
        string.Create(length, number, (text, written) => Base62.Write(written, text));
}
