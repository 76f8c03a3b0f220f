using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>What became of a mail. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<MailStatus>))]
public readonly record struct MailStatus : IWireName<MailStatus>
{
    /// <summary>Is to be sent, or sent again.</summary>
    public static readonly MailStatus Pending = new("PENDING");

    /// <summary>The mail server took it.</summary>
    public static readonly MailStatus Sent = new("SENT");

    /// <summary>Is not tried any more.</summary>
    public static readonly MailStatus Failed = new("FAILED");

    /// <summary>There was nothing to say any more.</summary>
    public static readonly MailStatus Dropped = new("DROPPED");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public MailStatus(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static MailStatus IWireName<MailStatus>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
