using System.Text.Json.Serialization;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>What <c>api.php</c> answers, as far as we need it.</summary>
internal sealed record SessionAnswer
{
    public string? Status { get; init; }

    [JsonPropertyName("failedreason")]
    public string? FailedReason { get; init; }

    [JsonPropertyName("sessionkey")]
    public string? SessionKey { get; init; }

    [JsonPropertyName("GatewayPageURL")]
    public string? GatewayPageUrl { get; init; }
}

/// <summary>One attempt at a transaction, in a validation's answer or in a query's list.</summary>
internal record TransactionRow
{
    public string? Status { get; init; }

    public string? TranDate { get; init; }

    public string? TranId { get; init; }

    public string? ValId { get; init; }

    public string? BankTranId { get; init; }

    /// <summary>In taka, whatever was asked for.</summary>
    public string? Amount { get; init; }

    /// <summary>What is left of <see cref="Amount"/> after the gateway's fee.</summary>
    public string? StoreAmount { get; init; }

    /// <summary>The currency we asked for.</summary>
    public string? CurrencyType { get; init; }

    /// <summary>The amount we asked for.</summary>
    public string? CurrencyAmount { get; init; }

    /// <summary>Taka for one unit of that currency, with four digits.</summary>
    public string? CurrencyRate { get; init; }

    public string? CardType { get; init; }

    public string? RiskLevel { get; init; }

    public string? RiskTitle { get; init; }

    /// <summary>Why it failed, in a query's list.</summary>
    public string? Error { get; init; }
}

/// <summary>What <c>validationserverAPI.php</c> answers: one row, flat.</summary>
internal sealed record ValidationAnswer : TransactionRow
{
    [JsonPropertyName("APIConnect")]
    public string? ApiConnect { get; init; }
}

/// <summary>What <c>merchantTransIDvalidationAPI.php</c> answers to a query by transaction id.</summary>
internal sealed record QueryAnswer
{
    [JsonPropertyName("APIConnect")]
    public string? ApiConnect { get; init; }

    public string? NoOfTransFound { get; init; }

    [JsonConverter(typeof(OneOrManyRowsConverter))]
    public IReadOnlyList<TransactionRow>? Element { get; init; }
}

/// <summary>
/// What <c>merchantTransIDvalidationAPI.php</c> answers about a refund. Its dates are not read (for an unknown refund they are
/// <c>0000-00-00 00:00:00</c>), nor our own transaction's id, which it calls <c>trans_id</c> here and <c>tran_id</c> there.
/// </summary>
internal sealed record RefundReply
{
    [JsonPropertyName("APIConnect")]
    public string? ApiConnect { get; init; }

    public string? Status { get; init; }

    public string? BankTranId { get; init; }

    public string? RefundRefId { get; init; }

    [JsonPropertyName("errorReason")]
    public string? ErrorReason { get; init; }
}

/// <summary>What <c>validator/api/v4/</c> answers to <c>settlementRecord</c>, as far as a merchant's code reads it.</summary>
internal sealed record SettlementAnswer
{
    public string? Status { get; init; }

    public string? NoOfTrans { get; init; }

    public string? TotalPages { get; init; }

    public string? TimeZone { get; init; }

    public IReadOnlyList<SettledRow?>? Sett { get; init; }
}

/// <summary>One settled transaction. It names no fee, no gross amount and no transfer.</summary>
internal sealed record SettledRow
{
    public string? SettDate { get; init; }

    public string? TranDate { get; init; }

    /// <summary>Our <c>tran_id</c>.</summary>
    [JsonPropertyName("transactionID")]
    public string? TransactionId { get; init; }

    /// <summary>In taka, after the fee.</summary>
    public string? CrAmount { get; init; }
}
