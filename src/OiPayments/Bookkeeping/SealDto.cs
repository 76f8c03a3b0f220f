using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>A seal of a ledger's hash chain. Whoever keeps one can tell later whether anything before it was changed, or cut off.</summary>
internal sealed record SealDto(
    [property: Description("Its place in the chain of this application and mode, counted from 1 in the order of sealing.")] long Position,
    [property: Description("SHA-256 over the seal before it and the journal, 64 hexadecimal digits; docs/ledger has the exact text.")]
    string Hash,
    [property: Description("When the journal was sealed, UTC: within seconds of its commit.")] DateTimeOffset SealedAt)
{
    public static SealDto From(Seal s) => new(s.Position, s.Hash, s.SealedAt);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcJsonConverter)])]
[JsonSerializable(typeof(SealDto))]
internal sealed partial class SealsJson : JsonSerializerContext;
