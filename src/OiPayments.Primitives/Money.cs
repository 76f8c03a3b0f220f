using System.Globalization;

namespace OiPayments;

/// <summary>
/// A whole number of a currency's minor unit: paisa, cents, yen. Never a fraction, never without its currency.
/// Overflow throws instead of wrapping.
/// </summary>
public readonly record struct Money(long MinorUnits, Currency Currency)
{
    /// <summary>
    /// The largest number of minor units that is taken from anybody: 2^53 − 1, the largest whole number that JavaScript keeps exact.
    /// </summary>
    public const long MaxMinorUnits = 9_007_199_254_740_991;

    public static Money Zero(Currency currency) => new(0, currency);

    public bool IsPositive => MinorUnits > 0;

    public static Money operator +(Money left, Money right) =>
        left with { MinorUnits = checked(left.MinorUnits + right.UnitsIn(left.Currency)) };

    public static Money operator -(Money left, Money right) =>
        left with { MinorUnits = checked(left.MinorUnits - right.UnitsIn(left.Currency)) };

    public static bool operator >(Money left, Money right) => left.MinorUnits > right.UnitsIn(left.Currency);

    public static bool operator <(Money left, Money right) => right > left;

    /// <summary>
    /// Reads an amount as gateways write it, such as <c>1250.50</c>, <c>69</c> or <c>292.5</c>. False for anything that is
    /// not a plain decimal number, or is finer than the currency's minor unit.
    /// </summary>
    public static bool TryParseMajorUnits(string? text, Currency currency, out Money money)
    {
        money = default;
        const NumberStyles plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var major)) return false;

        // Bounded before it is multiplied, so that a long run of digits is a "no" and not an overflow: of whatever currency, it fits then.
        if (major is > 1_000_000_000_000_000m or < -1_000_000_000_000_000m) return false;
        var minor = major * currency.MinorUnitsPerMajor;
        if (minor != decimal.Truncate(minor)) return false;

        money = new((long)minor, currency);
        return true;
    }

    /// <summary>The amount in major units with as many digits as the currency has, such as <c>1250.50</c>; <c>300</c> for yen.</summary>
    public string ToMajorUnits() => ToMajorUnits(Currency.Digits);

    /// <summary>The amount in major units with exactly <paramref name="digits"/> digits, which must not be fewer than it needs.</summary>
    public string ToMajorUnits(int digits) =>
        ((decimal)MinorUnits / Currency.MinorUnitsPerMajor).ToString(
            "F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public override string ToString() => $"{ToMajorUnits()} {Currency}";

    private long UnitsIn(Currency currency) => Currency == currency
        ? MinorUnits
        : throw new InvalidOperationException($"{Currency} and {currency} do not mix without an exchange rate.");
}
