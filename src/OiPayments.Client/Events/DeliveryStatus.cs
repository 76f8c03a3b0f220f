using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>How far the delivery of an event has come. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<DeliveryStatus>))]
public readonly record struct DeliveryStatus : IWireName<DeliveryStatus>
{
    /// <summary>Not tried, or to be sent again.</summary>
    public static readonly DeliveryStatus Pending = new("PENDING");

    /// <summary>You answered 2xx.</summary>
    public static readonly DeliveryStatus Delivered = new("DELIVERED");

    /// <summary>Failed, and is due again.</summary>
    public static readonly DeliveryStatus Retrying = new("RETRYING");

    /// <summary>Every try is used up.</summary>
    public static readonly DeliveryStatus Parked = new("PARKED");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public DeliveryStatus(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static DeliveryStatus IWireName<DeliveryStatus>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
