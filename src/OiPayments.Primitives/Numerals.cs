namespace OiPayments;

/// <summary>The digits that numbers are written with.</summary>
public enum Numerals
{
    /// <summary>0–9.</summary>
    Latin,

    /// <summary>০–৯.</summary>
    Bangla,
}

/// <summary>Texts with their digits in the numerals of their reader.</summary>
public static class NumeralText
{
    private const char BanglaZero = '০';

    /// <summary>Replaces 0–9 by ০–৯ when <paramref name="numerals"/> is Bangla; leaves all else alone.</summary>
    public static string In(Numerals numerals, string text) => numerals is Numerals.Bangla
        ? string.Create(text.Length, text, static (letters, text) =>
        {
            for (var i = 0; i < text.Length; i++)
                letters[i] = char.IsAsciiDigit(text[i]) ? (char)(BanglaZero + (text[i] - '0')) : text[i];
        })
        : text;
}
