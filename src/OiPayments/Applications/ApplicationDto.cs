using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Web;

namespace OiPayments.Applications;

/// <summary>An application's settings as operators see and change them. Amounts are in minor units.</summary>
internal sealed record ApplicationDto(
    ApplicationId Id,
    string Name,
    ApplicationStatus Status,
    [property: Description("Where events are posted. While null, events are kept and wait.")] Uri? WebhookUrl,
    [property: Description("Where customers go at the end when a payment names no returnUrl.")] Uri? ReturnUrl,
    [property: Description("Minor units. Refunds by operators above this need a second person; null: none does.")] long? RefundApprovalThresholdMinor,
    bool ReceiptsEnabled,
    [property: Description("Whether a payment that the gateway took but calls risky succeeds at once; false: it is held for an operator.")] bool AcceptRiskyPayments,
    [property: Description("Minor units. The smallest payment this application may ask for; null: the gateway's limit.")] long? MinAmountMinor,
    [property: Description("Minor units. The largest payment this application may ask for; null: the gateway's limit.")] long? MaxAmountMinor,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static ApplicationDto From(Application a) => new(
        a.Id, a.Name, a.Status, a.WebhookUrl, a.ReturnUrl, a.RefundApprovalThresholdMinor, a.ReceiptsEnabled, a.AcceptRiskyPayments, a.MinAmountMinor, a.MaxAmountMinor,
        a.CreatedAt, a.UpdatedAt);
}

/// <summary>A credential without its secrets, which were shown once when it was made.</summary>
internal sealed record CredentialDto(
    Id<Credential> Id, Mode Mode, CredentialStatus Status, DateTimeOffset? ExpiresAt, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt)
{
    public static CredentialDto From(Credential c) => new(c.Id, c.Mode, c.Status, c.ExpiresAt, c.CreatedAt, c.LastUsedAt);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<ApplicationStatus>), typeof(WireNameJsonConverter<CredentialStatus>)])]
[JsonSerializable(typeof(ApplicationDto))]
[JsonSerializable(typeof(IReadOnlyList<ApplicationDto>))]
[JsonSerializable(typeof(IReadOnlyList<CredentialDto>))]
[JsonSerializable(typeof(CredentialDto))]
[JsonSerializable(typeof(RegisterApplication.Response), TypeInfoPropertyName = "Registered")]
[JsonSerializable(typeof(RotateCredentials.Response), TypeInfoPropertyName = "Rotated")]
[JsonSerializable(typeof(WhoAmI.Response), TypeInfoPropertyName = "WhoAmI")]
internal sealed partial class ApplicationsJson : JsonSerializerContext;
