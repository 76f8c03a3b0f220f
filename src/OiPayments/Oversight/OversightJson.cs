using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Audit;

namespace OiPayments.Oversight;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcJsonConverter), typeof(WireNameJsonConverter<ActorType>)])]
[JsonSerializable(typeof(IReadOnlyList<AuditEntryDto>))]
[JsonSerializable(typeof(AuditVerdictDto))]
internal sealed partial class OversightJson : JsonSerializerContext;
