using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>What a customer may know of a payment, for those who build their own page.</summary>
public sealed record Checkout
{
    /// <summary>The payment's public name.</summary>
    public required string Reference { get; init; }

    /// <summary>How far the payment has come; only SUCCEEDED means that money arrived.</summary>
    public required PaymentStatus Status { get; init; }

    /// <summary>What is to be paid.</summary>
    [JsonIgnore]
    public Money Amount => new(AmountMinor, Currency);

    /// <summary>What is to be paid, in minor units.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>The amount as people read it, such as ৳1,250.50.</summary>
    public required string AmountDisplay { get; init; }

    /// <summary>ISO 4217, in capitals.</summary>
    public required string Currency { get; init; }

    /// <summary>Who asks for the money.</summary>
    public required string AppName { get; init; }

    /// <summary>Who collects it.</summary>
    public required string Gateway { get; init; }

    /// <summary>A POST there opens the gateway's page (303); null when the payment cannot be paid.</summary>
    public Uri? GatewayRedirectUrl { get; init; }

    /// <summary>When the gateway's confirmation was booked, UTC; null until then.</summary>
    public DateTimeOffset? PaidAt { get; init; }
}
