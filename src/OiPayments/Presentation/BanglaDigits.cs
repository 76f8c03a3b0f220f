namespace OiPayments.Presentation;

/// <summary>Numbers in the digits of the page's language.</summary>
internal static class BanglaDigits
{
    /// <summary>Replaces 0–9 by ০–৯ when <paramref name="language"/> is Bangla; leaves all else alone.</summary>
    public static string In(PageLanguage language, string text) => NumeralText.In(language.Numerals, text);
}
