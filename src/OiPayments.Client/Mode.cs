using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>Whether real money moves. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<Mode>))]
public readonly record struct Mode : IWireName<Mode>
{
    /// <summary>Nothing is charged; a sandbox plays the gateway.</summary>
    public static readonly Mode Test = new("TEST");

    /// <summary>Real money.</summary>
    public static readonly Mode Live = new("LIVE");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public Mode(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static Mode IWireName<Mode>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
