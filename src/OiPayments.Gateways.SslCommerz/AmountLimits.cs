using System.Collections.Frozen;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>What SSLCOMMERZ documents of the amounts it takes. A store's own limits may be tighter; only the gateway knows those.</summary>
internal static class AmountLimits
{
    // Taka limits of the v4 documentation. For another currency they apply to the converted amount, at a rate we do not know.
    private static readonly Money LeastBdt = new(10_00, Currency.Bdt);
    private static readonly Money MostBdt = new(500_000_00, Currency.Bdt);

    // total_amount is dec(10,2).
    private const int AmountDigits = 2;
    private const decimal MostMajorUnits = 99_999_999.99m;

    private static readonly FrozenSet<string> Currencies =
        "AED AUD BDT CAD EUR GBP IDR INR JPY LKR MVR MYR NGN NPR OMR QAR SAR SEK SGD THB USD".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static Refusal? Refuse(Money amount)
    {
        var currency = amount.Currency;
        if (!Currencies.Contains(currency.Code))
        {
            var taken = string.Join(", ", Currencies.Order(StringComparer.Ordinal));
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

        // The rial has three digits where the field has two: the third must be zero, or the customer would be charged another sum.
        return currency.Digits > AmountDigits && amount.MinorUnits % (currency.MinorUnitsPerMajor / 100) != 0
            ? Invalid("amountMinor", $"SSLCOMMERZ takes two digits after the point; {amount} needs {currency.Digits}.")
            : null;
    }

    /// <summary>The amount as the form has it: two digits after the point in every currency, so that 100 yen are <c>100.00</c>.</summary>
    public static string ToField(Money amount) => amount.ToMajorUnits(AmountDigits);

    private static Refusal OutOfBounds(string message) => new(ErrorCode.AmountOutOfBounds, message);

    private static Refusal Invalid(string field, string message) =>
        new(ErrorCode.ValidationError, message, new Dictionary<string, string>(StringComparer.Ordinal) { [field] = message });
}
