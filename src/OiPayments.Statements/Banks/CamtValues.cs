using System.Buffers;
using System.Globalization;
using System.Xml.Linq;
using OiPayments.Statements.Values;

namespace OiPayments.Statements.Banks;

/// <summary>How ISO 20022 writes amounts, sides and days.</summary>
internal static class CamtValues
{
    private static readonly SearchValues<char> Written = SearchValues.Create("0123456789.");

    /// <summary>Null where there is none, or none in the currency.</summary>
    /// <exception cref="FileRefusedException">It is no amount: those of ISO 20022 have a point and no sign.</exception>
    public static long? Amount(XElement? amount, Currency currency, string place)
    {
        if (amount is null || amount.Attribute("Ccy")?.Value.Trim() != currency.Code) return null;
        var text = amount.Value.Trim();
        if (!text.AsSpan().ContainsAnyExcept(Written)
            && AmountText.TryRead(text, currency, DecimalStyle.Point, out var minor)) return minor;
        throw new FileRefusedException($"{place} of the statement: {Quoted.Of(text)} is no amount of {currency}. Ask the bank for a "
            + "correct file.");
    }

    /// <summary>Null for what is neither.</summary>
    public static bool? IsCredit(string? side) => side?.Trim() switch { "CRDT" => true, "DBIT" => false, _ => null };

    /// <summary>The day within an element that holds a day or a time, as the bank's clocks show it; null where there is none.</summary>
    public static DateOnly? Day(XElement? choice)
    {
        var text = choice?.Value.Trim() ?? "";
        return text.Length >= 10
            && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;
    }
}
