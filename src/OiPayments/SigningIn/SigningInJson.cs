using System.Text.Json.Serialization;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.SigningIn;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcJsonConverter), typeof(PermissionJsonConverter)])]
[JsonSerializable(typeof(NewSessionDto), TypeInfoPropertyName = "NewSession")]
[JsonSerializable(typeof(SignedInOperatorDto), TypeInfoPropertyName = "SignedInOperator")]
[JsonSerializable(typeof(SessionDto), TypeInfoPropertyName = "OneSession")]
[JsonSerializable(typeof(IReadOnlyList<SessionDto>), TypeInfoPropertyName = "Sessions")]
[JsonSerializable(typeof(PasskeyRequest), TypeInfoPropertyName = "PasskeyRequest")]
[JsonSerializable(typeof(PasskeyDto), TypeInfoPropertyName = "OnePasskey")]
[JsonSerializable(typeof(IReadOnlyList<PasskeyDto>), TypeInfoPropertyName = "Passkeys")]
[JsonSerializable(typeof(RegisteredPasskey), TypeInfoPropertyName = "RegisteredPasskey")]
[JsonSerializable(typeof(TotpEnrolment), TypeInfoPropertyName = "TotpEnrolment")]
[JsonSerializable(typeof(RecoveryCodes), TypeInfoPropertyName = "RecoveryCodes")]
[JsonSerializable(typeof(SecondFactorsDto), TypeInfoPropertyName = "SecondFactors")]
internal sealed partial class SigningInJson : JsonSerializerContext;
