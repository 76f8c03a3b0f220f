using System.Globalization;
using System.Text.RegularExpressions;

namespace OiPayments;

/// <summary>
/// Reads an amount as a person types it into a form, such as <c>1250.50</c>, <c>1,00,000</c>, <c>৳ ১,২৫০.৫০</c> or <c>USD 6.95</c>: what
/// can be meant in one way only. A comma stands where Western (1,000,000) or lakh (10,00,000) grouping puts it; <c>6,95</c> and
/// <c>1.000,00</c>, which some countries write, are no amounts here, for a guess would be a hundred times too much or too little.
/// What gateways write is read by <see cref="Money.TryParseMajorUnits"/>.
/// </summary>
public static partial class AmountReader
{
    /// <summary>Longer than anybody's money, with its sign and its commas.</summary>
    public const int MaxLength = 40;

    private const char BanglaZero = '০';
    private const char BanglaNine = '৯';

    /// <summary>
    /// False for what is no amount of this currency. Digits are ASCII or Bangla, not both; before them may stand the currency's code or
    /// its sign; behind the point are at most as many digits as the currency has. Space around it is nothing.
    /// </summary>
    public static bool TryRead(string? text, Currency currency, out Money money)
    {
        money = default;
        if (text is null || text.Length > MaxLength) return false;
        if (!TryReadNumber(WithoutCurrency(text.Trim(), currency), currency.Digits, out var major)) return false;
        if (major > long.MaxValue / currency.MinorUnitsPerMajor) return false;

        money = new((long)(major * currency.MinorUnitsPerMajor), currency);
        return true;
    }

    /// <summary>What is no money and is typed the same way: how many, or how many percent.</summary>
    /// <param name="text">As somebody typed it.</param>
    /// <param name="decimals">How many digits may stand behind the point.</param>
    /// <param name="number">The number; nought when there is none.</param>
    public static bool TryReadNumber(string? text, int decimals, out decimal number)
    {
        number = 0;
        if (text is null || text.Length > MaxLength) return false;
        var trimmed = text.Trim();
        if (trimmed.Any(char.IsAsciiDigit) && trimmed.Any(IsBanglaDigit)) return false;

        var plain = string.Concat(trimmed.Select(letter => IsBanglaDigit(letter) ? (char)('0' + (letter - BanglaZero)) : letter));
        return Shape().Match(plain) is { Success: true } match
            && match.Groups["fraction"].Length <= decimals
            && decimal.TryParse(
                plain.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static string WithoutCurrency(string text, Currency currency)
    {
        if (text.StartsWith(currency.Code, StringComparison.OrdinalIgnoreCase)) return text[currency.Code.Length..].TrimStart();
        return currency.Sign is { } sign && text.StartsWith(sign, StringComparison.Ordinal) ? text[sign.Length..].TrimStart() : text;
    }

    private static bool IsBanglaDigit(char letter) => letter is >= BanglaZero and <= BanglaNine;

    // Without commas, or with them in threes, or with the last three and twos before: and then no nought in front, which nobody groups.
    [GeneratedRegex(
        @"\A(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]?(?:,[0-9]{2})*,[0-9]{3})(?:\.(?<fraction>[0-9]+))?\z",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
