using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>How far a payment has come. Only <see cref="Succeeded"/> means that money arrived. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<PaymentStatus>))]
public readonly record struct PaymentStatus : IWireName<PaymentStatus>
{
    /// <summary>Waits for the customer, or for the gateway.</summary>
    public static readonly PaymentStatus Pending = new("PENDING");

    /// <summary>The gateway confirmed the money, and it is booked.</summary>
    public static readonly PaymentStatus Succeeded = new("SUCCEEDED");

    /// <summary>Every attempt that was allowed is used up. Money can still come, late.</summary>
    public static readonly PaymentStatus Failed = new("FAILED");

    /// <summary>The time to pay ran out. Money can still come, late.</summary>
    public static readonly PaymentStatus Expired = new("EXPIRED");

    /// <summary>The customer gave up. Money can still come, late.</summary>
    public static readonly PaymentStatus Cancelled = new("CANCELLED");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public PaymentStatus(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static PaymentStatus IWireName<PaymentStatus>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
