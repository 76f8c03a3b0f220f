using System.Globalization;

namespace OiPayments.Client;

/// <summary>
/// A whole number of a currency's minor unit: paisa, cents, yen. Never a fraction, never without its currency. Sums that overflow, or mix
/// currencies, throw.
/// </summary>
/// <param name="MinorUnits">Minor units: 125050 is 1,250.50 BDT.</param>
/// <param name="Currency">ISO 4217, in capitals.</param>
public readonly record struct Money(long MinorUnits, string Currency) : IComparable<Money>
{
    // ISO 4217. Every other currency that people pay with has two digits.
    private const string WithoutDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string WithThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

    /// <summary>An amount in Bangladeshi taka, by its paisa.</summary>
    public static Money Bdt(long minorUnits) => new(minorUnits, "BDT");

    /// <summary>An amount as people write it: 1250.50 in BDT is 125050 minor units.</summary>
    /// <exception cref="ArgumentException">It is finer than the currency's minor unit.</exception>
    public static Money FromMajorUnits(decimal amount, string currency)
    {
        var minor = amount * PerMajor(currency);
        return minor == decimal.Truncate(minor)
            ? new(decimal.ToInt64(minor), currency)
            : throw new ArgumentException($"{currency} has no unit that small. Round the amount first.", nameof(amount));
    }

    /// <summary>The amount as people write it: 1250.50 for 125050 minor units of BDT.</summary>
    public decimal ToMajorUnits() => (decimal)MinorUnits / PerMajor(Currency);

    /// <summary>Both together.</summary>
    public static Money operator +(Money left, Money right) =>
        left with { MinorUnits = checked(left.MinorUnits + right.UnitsIn(left.Currency)) };

    /// <summary>What is left.</summary>
    public static Money operator -(Money left, Money right) =>
        left with { MinorUnits = checked(left.MinorUnits - right.UnitsIn(left.Currency)) };

    /// <summary>So many of them.</summary>
    public static Money operator *(Money one, long times) => one with { MinorUnits = checked(one.MinorUnits * times) };

    /// <summary>Whether it is more.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Whether it is less.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Whether it is as much or more.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>Whether it is as much or less.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <inheritdoc/>
    public int CompareTo(Money other) => MinorUnits.CompareTo(other.UnitsIn(Currency));

    /// <summary>Such as <c>1250.50 BDT</c>.</summary>
    public override string ToString() => Digits(Currency) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"{ToMajorUnits():F0} {Currency}"),
        3 => string.Create(CultureInfo.InvariantCulture, $"{ToMajorUnits():F3} {Currency}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ToMajorUnits():F2} {Currency}"),
    };

    private long UnitsIn(string currency) => Currency == currency
        ? MinorUnits
        : throw new InvalidOperationException($"{Currency} and {currency} do not mix without an exchange rate.");

    private static int PerMajor(string currency) => Digits(currency) switch { 0 => 1, 3 => 1000, _ => 100 };

    private static int Digits(string currency) =>
        currency is not { Length: 3 } ? 2
        : WithoutDigits.Contains(currency, StringComparison.Ordinal) ? 0
        : WithThreeDigits.Contains(currency, StringComparison.Ordinal) ? 3
        : 2;
}
