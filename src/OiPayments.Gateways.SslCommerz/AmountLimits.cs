using System.Collections.Frozen;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>What SSLCOMMERZ documents of the amounts it takes. A store's own limits may be tighter; only the gateway knows those.</summary>
internal static class AmountLimits
{
    // Taka limits of the v4 documentation. For another currency they apply to the converted amount, at the gateway's rate of the day.
    private static readonly Money LeastBdt = new(10_00, Currency.Bdt);
    private static readonly Money MostBdt = new(500_000_00, Currency.Bdt);

    // total_amount is dec(10,2).
    private const int AmountDigits = 2;
    private const decimal MostMajorUnits = 99_999_999.99m;

    /// <summary>
    /// Every currency that it takes, with about how many taka one unit is (2026). The gateway alone knows its rate, so these decide nothing
    /// but what no rate near them could make right: see <see cref="Margin"/>.
    /// </summary>
    private static readonly FrozenDictionary<string, decimal> TakaPerUnit = new Dictionary<string, decimal>(StringComparer.Ordinal)
    {
        ["AED"] = 33m,
        ["AUD"] = 79m,
        ["BDT"] = 1m,
        ["CAD"] = 88m,
        ["EUR"] = 142m,
        ["GBP"] = 163m,
        ["IDR"] = 0.0074m,
        ["INR"] = 1.4m,
        ["JPY"] = 0.81m,
        ["LKR"] = 0.40m,
        ["MVR"] = 7.9m,
        ["MYR"] = 29m,
        ["NGN"] = 0.084m,
        ["NPR"] = 0.87m,
        ["OMR"] = 317m,
        ["QAR"] = 33m,
        ["SAR"] = 32m,
        ["SEK"] = 13m,
        ["SGD"] = 94m,
        ["THB"] = 3.8m,
        ["USD"] = 122m,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// A rate may be half of what the table says, or twice, before an amount is refused that the gateway would have taken. The taka lost a
    /// third in the six years before the table was written. What lies between the two, the gateway itself takes or refuses when the
    /// customer pays.
    /// </summary>
    private const decimal Margin = 2m;

    public static Refusal? Refuse(Money amount)
    {
        var currency = amount.Currency;
        if (!TakaPerUnit.TryGetValue(currency.Code, out var rate))
        {
            var taken = string.Join(", ", TakaPerUnit.Keys.Order(StringComparer.Ordinal));
            return Invalid("currency", $"SSLCOMMERZ takes no {currency}; it takes {taken}.");
        }

        if (currency == Currency.Bdt)
        {
            return amount < LeastBdt || amount > MostBdt
                ? OutOfBounds($"SSLCOMMERZ takes from {LeastBdt} to {MostBdt}; {amount} is outside of that.")
                : null;
        }

        if (!amount.IsPositive) return OutOfBounds($"SSLCOMMERZ takes amounts above zero; {amount} is not.");
        if ((decimal)amount.MinorUnits / currency.MinorUnitsPerMajor > MostMajorUnits)
            return OutOfBounds($"SSLCOMMERZ takes at most {MostMajorUnits} {currency}; {amount} is more.");

        var taka = (decimal)amount.MinorUnits / currency.MinorUnitsPerMajor * rate;
        if (taka * Margin < InTaka(LeastBdt) || taka / Margin > InTaka(MostBdt))
            return OutOfBounds($"SSLCOMMERZ takes from {LeastBdt} to {MostBdt}, converted at its own rate; {amount} is outside of that.");

        // The rial has three digits where the field has two: the third must be zero, or the customer would be charged another sum.
        return currency.Digits > AmountDigits && amount.MinorUnits % (currency.MinorUnitsPerMajor / 100) != 0
            ? Invalid("amountMinor", $"SSLCOMMERZ takes two digits after the point; {amount} needs {currency.Digits}.")
            : null;
    }

    /// <summary>The amount as the form has it: two digits after the point in every currency, so that 100 yen are <c>100.00</c>.</summary>
    public static string ToField(Money amount) => amount.ToMajorUnits(AmountDigits);

    private static decimal InTaka(Money bdt) => (decimal)bdt.MinorUnits / bdt.Currency.MinorUnitsPerMajor;

    private static Refusal OutOfBounds(string message) => new(ErrorCode.AmountOutOfBounds, message);

    private static Refusal Invalid(string field, string message) =>
        new(ErrorCode.ValidationError, message, new Dictionary<string, string>(StringComparer.Ordinal) { [field] = message });
}
