using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>How far a refund has come. Only <see cref="Succeeded"/> means that the gateway gave the money back. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<RefundStatus>))]
public readonly record struct RefundStatus : IWireName<RefundStatus>
{
    /// <summary>An operator has to agree first.</summary>
    public static readonly RefundStatus AwaitingApproval = new("AWAITING_APPROVAL");

    /// <summary>On its way; the amount is held.</summary>
    public static readonly RefundStatus Pending = new("PENDING");

    /// <summary>The gateway gave the money back.</summary>
    public static readonly RefundStatus Succeeded = new("SUCCEEDED");

    /// <summary>The gateway did not give it back; the amount is free again.</summary>
    public static readonly RefundStatus Failed = new("FAILED");

    /// <summary>An operator said no; the amount is free again.</summary>
    public static readonly RefundStatus Rejected = new("REJECTED");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public RefundStatus(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static RefundStatus IWireName<RefundStatus>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
