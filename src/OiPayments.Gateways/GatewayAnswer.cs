namespace OiPayments.Gateways;

/// <summary>What a gateway, asked by us over a connection we opened, says of one transaction.</summary>
public abstract record GatewayAnswer
{
    private GatewayAnswer()
    {
    }

    /// <summary>The money was taken. What it was taken for is for the caller to compare, field by field.</summary>
    public sealed record Paid(GatewayReceipt Receipt) : GatewayAnswer;

    /// <summary>The attempt ended without money. The customer may try again with another attempt.</summary>
    /// <param name="Ending">How it ended.</param>
    /// <param name="Reason">The gateway's own words, such as <c>Do not honor</c>; may be empty.</param>
    public sealed record NotPaid(AttemptEnding Ending, string Reason) : GatewayAnswer;

    /// <summary>The customer is still at it.</summary>
    public sealed record Pending : GatewayAnswer;

    /// <summary>The gateway is sure that it has no such transaction.</summary>
    public sealed record NotFound : GatewayAnswer;

    /// <summary>No answer that can be believed (time-out, HTML, refused login): ask again later, conclude nothing.</summary>
    public sealed record Unknown(string Reason) : GatewayAnswer;
}

/// <summary>How an attempt ended without money.</summary>
public enum AttemptEnding
{
    Failed,
    Cancelled,
    Unattempted,
    Expired,
}

/// <summary>A paid transaction as the gateway states it.</summary>
/// <param name="TransactionId">Our id for the attempt.</param>
/// <param name="ValidationId">The gateway's id of this success; one success, one id.</param>
/// <param name="Charged">
/// What was charged, in the currency we asked for. Where the gateway states it twice and the two differ (a bank's discount, a
/// surcharge on the customer), the smaller: it is to be compared with what was asked for.
/// </param>
/// <param name="Fee">The gateway's fee, as a share of <paramref name="Charged"/> in the same currency; null when it was not stated.</param>
/// <param name="BankTransactionId">The gateway's <c>bank_tran_id</c>: what refunds are asked with.</param>
/// <param name="Channel">What the customer paid with, such as <c>VISA-Dutch Bangla</c> or <c>BKASH-BKash</c>.</param>
/// <param name="IsRisky">The gateway took the money but advises to hold the goods.</param>
/// <param name="RiskTitle">Its words for that, such as <c>Not Safe</c>.</param>
public sealed record GatewayReceipt(
    string TransactionId,
    string ValidationId,
    Money Charged,
    Money? Fee,
    string BankTransactionId,
    string Channel,
    bool IsRisky,
    string RiskTitle)
{
    /// <summary>
    /// What the gateway made of a charge in another currency than its own; null when it charged in its own, or did not say.
    /// </summary>
    public GatewayConversion? Conversion { get; init; }
}

/// <summary>A charge as the gateway keeps it: in its own currency, by which it gives back.</summary>
/// <param name="Amount">The whole charge in the gateway's currency, more than zero.</param>
/// <param name="Rate">How much of the gateway's currency one unit of the charged one came to, such as <c>122.0000</c>.</param>
public sealed record GatewayConversion(Money Amount, decimal Rate);
