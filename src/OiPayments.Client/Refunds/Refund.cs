using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>A refund. The amount is in minor units of <see cref="Currency"/>.</summary>
public sealed record Refund
{
    /// <summary>The number of the refund.</summary>
    public required long Id { get; init; }

    /// <summary>The public name, <c>rfd_…</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>The payment whose customer gets the money.</summary>
    public required long PaymentId { get; init; }

    /// <summary>Whether real money moves: the payment's mode.</summary>
    public required Mode Mode { get; init; }

    /// <summary>What is given back.</summary>
    [JsonIgnore]
    public Money Amount => new(AmountMinor, Currency);

    /// <summary>What is given back, in minor units.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>ISO 4217, in capitals: the payment's.</summary>
    public required string Currency { get; init; }

    /// <summary>What the gateway is asked to give back; in another currency where it was converted.</summary>
    [JsonIgnore]
    public Money GatewayAmount => new(GatewayAmountMinor, GatewayCurrency);

    /// <summary>What the gateway is asked to give back, in minor units of <see cref="GatewayCurrency"/>.</summary>
    public required long GatewayAmountMinor { get; init; }

    /// <summary>The currency that the gateway gives back.</summary>
    public required string GatewayCurrency { get; init; }

    /// <summary>
    /// <see cref="GatewayCurrency"/> for one unit of <see cref="Currency"/>, such as 122.0000; null where nothing was converted.
    /// </summary>
    public string? ExchangeRate { get; init; }

    /// <summary>What is sent more (or less, below zero) than the amount at that rate, so that the parts come to the whole.</summary>
    public long RoundingMinor { get; init; }

    /// <summary>Why, as it was asked for.</summary>
    public string? Reason { get; init; }

    /// <summary>How far it has come. Only SUCCEEDED means that the gateway gave the money back.</summary>
    public required RefundStatus Status { get; init; }

    /// <summary>Which money is given back.</summary>
    public required RefundSource Source { get; init; }

    /// <summary>The gateway's own id for it; null until it took it.</summary>
    public string? GatewayRefundId { get; init; }

    /// <summary>Who asked: <c>application</c>, <c>policy</c>, or <c>operator:</c> and a number.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Which operator agreed; null when nobody had to, or has yet.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>Which operator agreed second; null when no second had to, or has yet.</summary>
    public string? SecondApprovedBy { get; init; }

    /// <summary>Why it failed or was rejected; null otherwise.</summary>
    public string? FailureMessage { get; init; }

    /// <summary>When the gateway said the opposite of what a person had found out before; null otherwise.</summary>
    public DateTimeOffset? ContradictedAt { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything about it last changed, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
