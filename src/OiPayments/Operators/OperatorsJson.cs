using System.Text.Json.Serialization;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Operators;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcJsonConverter), typeof(PermissionJsonConverter)])]
[JsonSerializable(typeof(IReadOnlyList<PermissionDto>))]
[JsonSerializable(typeof(IReadOnlyList<RoleDto>))]
[JsonSerializable(typeof(IReadOnlyList<OperatorDto>))]
[JsonSerializable(typeof(Invitation))]
internal sealed partial class OperatorsJson : JsonSerializerContext;
