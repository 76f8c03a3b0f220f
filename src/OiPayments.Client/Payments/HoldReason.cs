using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>Why money that arrived waits for an operator. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<HoldReason>))]
public readonly record struct HoldReason : IWireName<HoldReason>
{
    /// <summary>The gateway calls it risky.</summary>
    public static readonly HoldReason Risk = new("RISK");

    /// <summary>The gateway charged something else than was asked.</summary>
    public static readonly HoldReason Mismatch = new("MISMATCH");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public HoldReason(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static HoldReason IWireName<HoldReason>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
