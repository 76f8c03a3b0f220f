using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace OiPayments;

/// <summary>A currency of ISO 4217 that people pay with, by its three capital letters, with the digits of its minor unit.</summary>
public readonly record struct Currency
{
    // ISO 4217 list one, currencies in circulation. Funds codes, metals, XXX and XTS are not money a customer has; the two
    // with four digits (CLF, UYW) are units of account. MGA and MRU count fifths, which the standard writes with 2 digits.
    private const string WithoutDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string WithThreeDigits = "BHD IQD JOD KWD LYD OMR TND";
    private const string WithTwoDigits =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE "
        + "CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR "
        + "KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB "
        + "PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY "
        + "TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG";

    private static readonly FrozenDictionary<string, Currency> All = List(WithoutDigits, 0)
        .Concat(List(WithTwoDigits, 2))
        .Concat(List(WithThreeDigits, 3))
        .ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    public static readonly Currency Bdt = Of("BDT");

    private Currency(string code, int digits) => (Code, Digits) = (code, digits);

    public string Code { get; }

    /// <summary>Digits after the point: 0, 2 or 3.</summary>
    public int Digits { get; }

    public int MinorUnitsPerMajor => Digits switch { 0 => 1, 2 => 100, _ => 1000 };

    /// <summary>
    /// Its sign, where the sign means this one currency here and no other: a dollar or a crown of unclear country is worse than three
    /// letters. Null for the others.
    /// </summary>
    public string? Sign => Code switch
    {
        "BDT" => "৳",
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "INR" => "₹",
        "JPY" => "¥",
        _ => null,
    };

    /// <summary>
    /// Whether English groups and names its amounts by lakh and crore, as people on the subcontinent do. Bangla does so for every
    /// currency.
    /// </summary>
    public bool CountsInLakhs => Code is "BDT" or "INR" or "PKR" or "NPR";

    /// <summary>False for anything but the three capital letters of a currency; ISO 4217 knows no small ones.</summary>
    public static bool TryParse([NotNullWhen(true)] string? code, out Currency currency)
    {
        currency = default;
        return code is not null && All.TryGetValue(code, out currency);
    }

    public static Currency Of(string code) =>
        TryParse(code, out var currency) ? currency : throw new FormatException($"'{code}' is not an ISO 4217 currency.");

    public override string ToString() => Code;

    private static IEnumerable<Currency> List(string codes, int digits) => codes.Split(' ').Select(code => new Currency(code, digits));
}
