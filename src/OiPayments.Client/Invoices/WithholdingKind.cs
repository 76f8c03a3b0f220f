using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>What a customer withheld a part of an invoice for. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<WithholdingKind>))]
public readonly record struct WithholdingKind : IWireName<WithholdingKind>
{
    /// <summary>Value added tax.</summary>
    public static readonly WithholdingKind Vat = new("VAT");

    /// <summary>Income tax.</summary>
    public static readonly WithholdingKind IncomeTax = new("INCOME_TAX");

    /// <summary>Something else.</summary>
    public static readonly WithholdingKind Other = new("OTHER");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public WithholdingKind(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static WithholdingKind IWireName<WithholdingKind>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
