using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>How far an invoice has come. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<InvoiceStatus>))]
public readonly record struct InvoiceStatus : IWireName<InvoiceStatus>
{
    /// <summary>Has no number yet, and can be changed.</summary>
    public static readonly InvoiceStatus Draft = new("DRAFT");

    /// <summary>Has its number, and is owed.</summary>
    public static readonly InvoiceStatus Issued = new("ISSUED");

    /// <summary>A part is settled.</summary>
    public static readonly InvoiceStatus PartiallyPaid = new("PARTIALLY_PAID");

    /// <summary>Nothing is owed any more.</summary>
    public static readonly InvoiceStatus Paid = new("PAID");

    /// <summary>Counts no longer.</summary>
    public static readonly InvoiceStatus Void = new("VOID");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public InvoiceStatus(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static InvoiceStatus IWireName<InvoiceStatus>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
