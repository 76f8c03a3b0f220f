
namespace OiPayments.Presentation;

/// <summary>Numbers in the digits of the page's language.</summary>
internal static class BanglaDigits
{
    private const char BanglaZero = '০';

    /// <summary>Replaces 0–9 by ০–৯ when <paramref name="language"/> is Bangla; leaves all else alone.</summary>
    public static string In(PageLanguage language, string text) => language is PageLanguage.Bangla
        ? string.Create(text.Length, text, static (letters, text) =>
        {
            for (var i = 0; i < text.Length; i++)
                letters[i] = char.IsAsciiDigit(text[i]) ? (char)(BanglaZero + (text[i] - '0')) : text[i];
        })
        : text;
}
