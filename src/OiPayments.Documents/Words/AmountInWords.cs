namespace OiPayments.Documents.Words;

/// <summary>
/// An amount in words, as the law and the custom of Bangladesh want it on a document: <c>Twelve lakh thirty-four thousand taka fifty
/// paisa only</c>, <c>বারো লক্ষ চৌত্রিশ হাজার টাকা পঞ্চাশ পয়সা মাত্র</c>. Zero minor units are not said. A currency without names here
/// is called by its code, and its minor units by their share: <c>Five KWD 250/1000 only</c>.
/// </summary>
public static class AmountInWords
{
    public static string English(Money amount)
    {
        var (isNegative, major, minor) = Parts(amount);
        var words = EnglishNumbers.Words(major, amount.Currency.CountsInLakhs);
        var (unit, rest) = NamesOf(amount.Currency) is { } names
            ? (
                major == 1 ? names.One : names.Many,
                $" {EnglishNumbers.Words(minor, inLakhs: true)} {(minor == 1 ? names.MinorOne : names.MinorMany)}")
            : (amount.Currency.Code, $" {Share(amount.Currency, minor)}");
        var text = $"{(isNegative ? "minus " : "")}{words} {unit}{(minor == 0 ? "" : rest)} only";
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    public static string Bangla(Money amount)
    {
        var (isNegative, major, minor) = Parts(amount);
        var words = BanglaNumbers.Words(major);
        var (unit, rest) = NamesOf(amount.Currency) is { } names
            ? (names.Bangla, $" {BanglaNumbers.Words(minor)} {names.MinorBangla}")
            : (amount.Currency.Code, $" {NumeralText.In(Numerals.Bangla, Share(amount.Currency, minor))}");
        return $"{(isNegative ? "ঋণাত্মক " : "")}{words} {unit}{(minor == 0 ? "" : rest)} মাত্র";
    }

    /// <summary>The currency in the head of a column: its code, in Bangla its name if it has one here.</summary>
    internal static Label Name(Currency currency) => new(currency.Code, NamesOf(currency)?.Bangla ?? currency.Code);

    private static (bool IsNegative, ulong Major, ulong Minor) Parts(Money amount)
    {
        // The smallest long has no positive counterpart among longs.
        var units = amount.MinorUnits < 0 ? 0UL - (ulong)amount.MinorUnits : (ulong)amount.MinorUnits;
        var (major, minor) = Math.DivRem(units, (ulong)amount.Currency.MinorUnitsPerMajor);
        return (amount.MinorUnits < 0, major, minor);
    }

    private static string Share(Currency currency, ulong minor) => $"{minor.ToString($"D{currency.Digits}")}/{currency.MinorUnitsPerMajor}";

    private static Names? NamesOf(Currency currency) => currency.Code switch
    {
        "BDT" => new("taka", "taka", "paisa", "paisa", "টাকা", "পয়সা"),
        "INR" => new("Indian rupee", "Indian rupees", "paisa", "paise", "ভারতীয় রুপি", "পয়সা"),
        "USD" => new("US dollar", "US dollars", "cent", "cents", "মার্কিন ডলার", "সেন্ট"),
        "EUR" => new("euro", "euros", "cent", "cents", "ইউরো", "সেন্ট"),
        "GBP" => new("pound sterling", "pounds sterling", "penny", "pence", "পাউন্ড স্টার্লিং", "পেনি"),
        _ => null,
    };

    private sealed record Names(string One, string Many, string MinorOne, string MinorMany, string Bangla, string MinorBangla);
}
