using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>The language of everything on a document that is not data. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<DocumentLanguage>))]
public readonly record struct DocumentLanguage : IWireName<DocumentLanguage>
{
    /// <summary>English.</summary>
    public static readonly DocumentLanguage English = new("EN");

    /// <summary>Bangla.</summary>
    public static readonly DocumentLanguage Bangla = new("BN");

    /// <summary>Both, side by side.</summary>
    public static readonly DocumentLanguage Both = new("BOTH");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public DocumentLanguage(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static DocumentLanguage IWireName<DocumentLanguage>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
