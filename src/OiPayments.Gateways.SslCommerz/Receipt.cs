using System.Globalization;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>Reads the money of a paid row. A success that does not state its ids and its amount cannot be believed yet.</summary>
internal static class Receipt
{
    private const int IdLength = 80;
    private const int TitleLength = 50;

    /// <summary>No currency is worth so many taka; a figure beyond it is not a rate.</summary>
    private const decimal MostRate = 1_000_000m;

    public static GatewayAnswer Read(TransactionRow row)
    {
        if (row is not { TranId: { Length: > 0 and <= IdLength } transactionId, ValId: { Length: > 0 and <= IdLength } validationId })
            return new GatewayAnswer.Unknown("It says paid, without the ids of the transaction.");
        if (row.BankTranId is { Length: > IdLength })
            return new GatewayAnswer.Unknown("It says paid, with a bank's id longer than it documents.");
        if (!TryReadCharged(row, out var charged))
            return new GatewayAnswer.Unknown("It says paid, without an amount that can be read.");

        return new GatewayAnswer.Paid(new(
            transactionId,
            validationId,
            charged,
            FeeOf(row, charged),
            row.BankTranId ?? "",
            FieldText.Fit(row.CardType, TitleLength),
            // Documented as 0 or 1; a level nobody documented is a reason to look, not to ignore it.
            IsRisky: row.RiskLevel is not (null or "" or "0"),
            FieldText.Fit(row.RiskTitle, TitleLength))
        { Conversion = ConversionOf(row, charged) });
    }

    /// <summary>
    /// The taka that another currency's charge came to, and the gateway's rate. Only where both are stated and the taka can be given
    /// back in parts: a rate that was worked out here would hide a discount in it.
    /// </summary>
    private static GatewayConversion? ConversionOf(TransactionRow row, Money charged)
    {
        const NumberStyles plain = NumberStyles.AllowDecimalPoint;
        return charged.Currency != Currency.Bdt
            && Money.TryParseMajorUnits(row.Amount, Currency.Bdt, out var amount) && amount.IsPositive
            && decimal.TryParse(row.CurrencyRate, plain, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and < MostRate
            ? new(amount, rate)
            : null;
    }

    /// <summary>
    /// Taka are stated twice, as charged and as asked for. They differ when a bank's offer lowers the first, or the store
    /// passes its fee on to the customer and raises it. Then the smaller counts: the caller compares it with what it
    /// asked for, so that a discount nobody agreed to is seen by a person, and a surcharge is not booked as ours.
    /// </summary>
    private static bool TryReadCharged(TransactionRow row, out Money charged)
    {
        charged = default;
        if (!Currency.TryParse(row.CurrencyType, out var currency)) return false;
        if (!Money.TryParseMajorUnits(row.CurrencyAmount, currency, out charged)) return false;
        if (currency != Currency.Bdt) return charged.IsPositive;

        if (!Money.TryParseMajorUnits(row.Amount, currency, out var amount)) return false;
        if (amount < charged) charged = amount;
        return charged.IsPositive;
    }

    /// <summary>
    /// The gateway states its fee in taka only, as what it left out of <c>store_amount</c>. For another currency we take
    /// the same share of what was charged, rounding what is left half up.
    /// </summary>
    private static Money? FeeOf(TransactionRow row, Money charged)
    {
        if (!Money.TryParseMajorUnits(row.Amount, Currency.Bdt, out var amount) || !amount.IsPositive) return null;
        if (!Money.TryParseMajorUnits(row.StoreAmount, Currency.Bdt, out var store) || store.MinorUnits < 0 || store > amount) return null;

        if (charged.Currency == Currency.Bdt) return store > charged ? null : charged - store;

        var left = (((Int128)charged.MinorUnits * store.MinorUnits * 2) + amount.MinorUnits) / ((Int128)amount.MinorUnits * 2);
        return charged with { MinorUnits = charged.MinorUnits - (long)left };
    }
}
