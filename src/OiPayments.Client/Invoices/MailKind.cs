using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>What a mail is about. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<MailKind>))]
public readonly record struct MailKind : IWireName<MailKind>
{
    /// <summary>An invoice was issued.</summary>
    public static readonly MailKind Invoice = new("INVOICE");

    /// <summary>An invoice is due.</summary>
    public static readonly MailKind Reminder = new("REMINDER");

    /// <summary>A payment was received.</summary>
    public static readonly MailKind Receipt = new("RECEIPT");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public MailKind(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static MailKind IWireName<MailKind>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
