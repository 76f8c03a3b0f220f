using System.Globalization;

namespace OiPayments.Statements.Values;

/// <summary>
/// Reads amounts as files write them, into minor units. A number of grouped digits is read as <see cref="AmountReader"/> reads it; around
/// it may stand one sign (<c>-50.00</c>, <c>50.00-</c>, <c>(50.00)</c>) and the currency (<c>৳</c>, <c>Tk</c>, <c>BDT</c>), on either side.
/// More decimals than the currency has must be noughts.
/// </summary>
internal static class AmountText
{
    private const int MaxLength = 60;

    // Enough for what programs write, and few enough that a decimal keeps them all.
    private const int MaxDecimals = 12;

    // A spreadsheet keeps binary fractions: 1250.50 may be written 1250.4999999999998. Nearer than this to a whole minor unit, it is meant.
    private const decimal Residue = 0.000001m;

    /// <summary>False for what is no amount of the currency in this style, or above <see cref="Money.MaxMinorUnits"/>.</summary>
    public static bool TryRead(string text, Currency currency, DecimalStyle style, out long minor)
    {
        minor = 0;
        var rest = text.AsSpan().Trim();
        if (rest.Length is 0 or > MaxLength) return false;

        rest = WithoutSignAndCurrency(rest, currency, out var negative);
        if (!TryReadNumber(rest, style, out var number)) return false;
        if (!TryToMinor(number, currency, style, 0, out minor)) return false;

        if (negative) minor = -minor;
        return true;
    }

    /// <summary>Reads what a workbook holds as a number: with a point whatever the style is, with an exponent, with a residue.</summary>
    public static bool TryReadStored(string text, Currency currency, DecimalStyle style, out long minor)
    {
        minor = 0;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && TryToMinor(number, currency, style, Residue, out minor);
    }

    private static bool TryToMinor(decimal number, Currency currency, DecimalStyle style, decimal residue, out long minor)
    {
        minor = 0;
        if (decimal.Abs(number) > Money.MaxMinorUnits) return false;

        var units = style is DecimalStyle.MinorUnits ? number : number * currency.MinorUnitsPerMajor;
        var whole = decimal.Round(units);
        if (decimal.Abs(units - whole) > residue || decimal.Abs(whole) > Money.MaxMinorUnits) return false;

        minor = (long)whole;
        return true;
    }

    private static ReadOnlySpan<char> WithoutSignAndCurrency(ReadOnlySpan<char> text, Currency currency, out bool negative)
    {
        negative = false;
        var (signed, named) = (false, false);
        while (true)
        {
            var before = text.Length;
            if (!signed) text = WithoutSign(text, out signed, ref negative);
            if (!named) text = WithoutCurrency(text, currency, out named);
            if (text.Length == before) return text;
        }
    }

    private static ReadOnlySpan<char> WithoutSign(ReadOnlySpan<char> text, out bool signed, scoped ref bool negative)
    {
        signed = true;
        switch (text)
        {
            case ['(', .. var inside, ')']:
                negative = true;
                return inside.Trim();
            case ['-' or '\u2212', .. var behind]:
                negative = true;
                return behind.TrimStart();
            case [.. var before, '-' or '\u2212']:
                negative = true;
                return before.TrimEnd();
            case ['+', .. var behind]:
                return behind.TrimStart();
            default:
                signed = false;
                return text;
        }
    }

    private static ReadOnlySpan<char> WithoutCurrency(ReadOnlySpan<char> text, Currency currency, out bool named)
    {
        named = true;
        foreach (var name in NamesOf(currency))
        {
            if (text.StartsWith(name, StringComparison.OrdinalIgnoreCase)) return text[name.Length..].TrimStart();
            if (text.EndsWith(name, StringComparison.OrdinalIgnoreCase)) return text[..^name.Length].TrimEnd();
        }

        named = false;
        return text;
    }

    private static readonly string[] NamesOfTaka = ["BDT", "৳", "Tk.", "Tk", "টাকা"];

    private static string[] NamesOf(Currency currency) => currency == Currency.Bdt ? NamesOfTaka
        : currency.Sign is { } sign ? [currency.Code, sign] : [currency.Code];

    private static bool TryReadNumber(ReadOnlySpan<char> text, DecimalStyle style, out decimal number)
    {
        if (style is DecimalStyle.MinorUnits) return AmountReader.TryReadNumber(text.ToString(), 0, out number) && !text.Contains(',');
        if (style is DecimalStyle.Comma) return AmountReader.TryReadNumber(WithPointAndCommaTraded(text), MaxDecimals, out number);

        // Most cells are plain digits, and a file has millions of them.
        return IsPlain(text)
            ? decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
            : AmountReader.TryReadNumber(text.ToString(), MaxDecimals, out number);
    }

    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        if (point < 0) return IsDigits(text, AmountReader.MaxLength);
        return IsDigits(text[..point], AmountReader.MaxLength - MaxDecimals) && IsDigits(text[(point + 1)..], MaxDecimals);
    }

    private static bool IsDigits(ReadOnlySpan<char> text, int max) =>
        text.Length > 0 && text.Length <= max && !text.ContainsAnyExceptInRange('0', '9');

    private static string WithPointAndCommaTraded(ReadOnlySpan<char> text) => string.Create(text.Length, text, static (letters, text) =>
    {
        for (var i = 0; i < text.Length; i++) letters[i] = text[i] switch { '.' => ',', ',' => '.', var other => other };
    });
}
