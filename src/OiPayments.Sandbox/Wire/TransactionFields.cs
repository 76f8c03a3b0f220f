using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Scenarios;

namespace OiPayments.Sandbox.Wire;

/// <summary>A session's facts under the names the gateway gives them; what is not known is empty, never missing.</summary>
internal static class TransactionFields
{
    /// <param name="session">Whose facts.</param>
    /// <param name="attempt">How it ended; null when it has not.</param>
    /// <param name="wrong">What is told wrongly.</param>
    /// <param name="statedAmount">The BDT amount that is told in place of the true one.</param>
    public static Dictionary<string, string> Of(
        PaymentSession session, Attempt? attempt, Misstatement wrong = Misstatement.None, decimal? statedAmount = null)
    {
        if (statedAmount is null && wrong is Misstatement.Amount) statedAmount = Amounts.Round(session.Order.Amount / 2);
        var order = statedAmount is not { } stated
            ? session.Order
            : session.Order with { Amount = stated, CurrencyAmount = Amounts.Round(stated / session.Order.Rate) };
        var otherCurrency = order.Currency == "USD" ? "BDT" : "USD";
        var channel = attempt?.Channel;
        var paid = attempt?.Outcome is Outcome.Paid;
        return new(StringComparer.Ordinal)
        {
            ["status"] = StatusOf(attempt),
            ["tran_date"] = GatewayClock.Format(session.CreatedAt),
            ["tran_id"] = wrong is Misstatement.Transaction ? Mistaken(order.TransactionId) : order.TransactionId,
            ["val_id"] = attempt?.ValidationId ?? "",
            ["store_id"] = session.Store.Id,
            ["amount"] = Amounts.Padded(order.Amount),
            ["store_amount"] = paid ? Amounts.Padded(Amounts.AfterFee(order.Amount)) : "",
            ["currency"] = wrong is Misstatement.Currency ? otherCurrency : "BDT",
            ["currency_type"] = wrong is Misstatement.Currency ? otherCurrency : order.Currency,
            ["currency_amount"] = Amounts.Padded(order.CurrencyAmount),
            ["currency_rate"] = Amounts.Rate(order.Rate),
            ["base_fair"] = "0.00",
            ["bank_tran_id"] = attempt?.BankTransactionId ?? "",
            // A declined card's type and number stay blank; its issuer is told.
            ["card_type"] = paid ? channel?.CardType ?? "" : "",
            ["card_no"] = paid ? channel?.CardNumber ?? "" : "",
            ["card_issuer"] = channel?.Issuer ?? "",
            ["card_brand"] = channel?.Brand ?? "",
            ["card_sub_brand"] = channel?.SubBrand ?? "",
            ["card_issuer_country"] = channel?.Country ?? "",
            ["card_issuer_country_code"] = channel?.CountryCode ?? "",
            ["error"] = attempt?.Error ?? "",
            ["risk_level"] = attempt?.IsRisky is true ? "1" : "0",
            ["risk_title"] = attempt?.IsRisky is true ? "Not Safe" : "Safe",
            ["value_a"] = order.ValueA,
            ["value_b"] = order.ValueB,
            ["value_c"] = order.ValueC,
            ["value_d"] = order.ValueD,
            ["subscription_id"] = "",
            ["emi_instalment"] = "0",
            ["emi_amount"] = "0.00",
            ["emi_description"] = "",
            ["emi_issuer"] = channel?.Issuer ?? "",
            ["discount_percentage"] = "0",
            ["discount_amount"] = "0.00",
            ["discount_remarks"] = "",
            ["validated_on"] = GatewayClock.Format(attempt?.ValidatedAt),
            ["gw_version"] = "",
        };
    }

    private static string Mistaken(string id) => id[..^1] + (id[^1] == '0' ? '1' : '0');

    /// <summary>The status of notices and redirects; a session still open has none.</summary>
    public static string StatusOf(Attempt? attempt) => attempt?.Outcome switch
    {
        Outcome.Paid => "VALID",
        Outcome.Failed => "FAILED",
        Outcome.Cancelled => "CANCELLED",
        Outcome.Unattempted => "UNATTEMPTED",
        Outcome.Expired => "EXPIRED",
        null => "",
    };
}
