using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>How an invoice is laid out. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<InvoiceLayout>))]
public readonly record struct InvoiceLayout : IWireName<InvoiceLayout>
{
    /// <summary>Ours.</summary>
    public static readonly InvoiceLayout Plain = new("PLAIN");

    /// <summary>The tax invoice of Bangladesh's VAT rules.</summary>
    public static readonly InvoiceLayout Mushak63 = new("MUSHAK63");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public InvoiceLayout(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static InvoiceLayout IWireName<InvoiceLayout>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
