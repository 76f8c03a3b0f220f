using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>Which money is given back. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<RefundSource>))]
public readonly record struct RefundSource : IWireName<RefundSource>
{
    /// <summary>What the payment earned you.</summary>
    public static readonly RefundSource Capture = new("CAPTURE");

    /// <summary>Money that never counted, such as a second payment of the same thing; the payment is untouched.</summary>
    public static readonly RefundSource Suspense = new("SUSPENSE");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public RefundSource(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static RefundSource IWireName<RefundSource>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
