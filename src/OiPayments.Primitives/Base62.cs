namespace OiPayments;

/// <summary>Digits, capitals, small letters: text that survives a URL, a double click and a telephone line.</summary>
public static class Base62
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Writes <paramref name="value"/> into the whole of <paramref name="text"/>, padded with zeros on the left.</summary>
    public static void Write(UInt128 value, Span<char> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            (value, var digit) = UInt128.DivRem(value, 62);
            text[i] = Alphabet[(int)digit];
        }

        if (value != 0) throw new ArgumentException("The number does not fit.", nameof(text));
    }

    /// <summary>Reads what <see cref="Write"/> wrote; false for another letter, or a number of more than 128 bits.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out UInt128 value)
    {
        value = 0;
        foreach (var letter in text)
        {
            var digit = letter switch
            {
                >= '0' and <= '9' => letter - '0',
                >= 'A' and <= 'Z' => letter - 'A' + 10,
                >= 'a' and <= 'z' => letter - 'a' + 36,
                _ => -1,
            };
            if (digit < 0 || value > (UInt128.MaxValue - (uint)digit) / 62) return false;
            value = (value * 62) + (uint)digit;
        }

        return true;
    }
}
