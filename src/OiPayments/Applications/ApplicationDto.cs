using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Applications;

/// <summary>An application's settings as operators see and change them. Amounts are in minor units.</summary>
internal sealed record ApplicationDto(
    [property: Description("The number of the application: what the paths of this API take.")] ApplicationId Id,
    [property: Description("As customers see it on the checkout page; unique.")] string Name,
    [property: Description(
        "A DISABLED application's credentials are refused and no payment of it can be begun; money that was on its way still counts and "
            + "is told.")]
    ApplicationStatus Status,
    [property: Description("Where events are posted. While null, events are kept and wait.")] Uri? WebhookUrl,
    [property: Description("Where TEST events are posted instead; null: to webhookUrl.")] Uri? TestWebhookUrl,
    [property: Description("Whether events are posted. While false they are kept and wait, and go out when it is true again.")]
    bool WebhooksEnabled,
    [property: Description("Where customers go at the end when a payment names no returnUrl.")] Uri? ReturnUrl,
    [property: Description("Minor units. Refunds by operators above this need a second person; null: none does.")]
    long? RefundApprovalThresholdMinor,
    [property: Description("Minor units. Refunds by operators above this need two people beside the one who asked; null: none does.")]
    long? RefundSecondApprovalThresholdMinor,
    [property: Description("Whether a paid payment gets a public receipt.")] bool ReceiptsEnabled,
    [property: Description("Whether customers get each invoice by e-mail when it is issued.")] bool MailInvoices,
    [property: Description("How many days before a day to pay customers are reminded by e-mail, the smallest first; empty: not at all.")]
    IReadOnlyList<int> MailRemindersBefore,
    [property: Description("The same after a day to pay, as long as something is owed.")] IReadOnlyList<int> MailRemindersAfter,
    [property: Description("Whose midnight begins a day of its invoices: a name of the IANA list, such as Asia/Dhaka.")] string TimeZone,
    [property: Description("Whether a payment that the gateway took but calls risky succeeds at once; false: it is held for an operator.")]
    bool AcceptRiskyPayments,
    [property: Description(
        "Whether money of a second payment of the same thing is refunded by itself; false: it waits in SUSPENSE for an operator.")]
    bool AutoRefundSurplus,
    [property: Description("Minor units. The smallest payment this application may ask for; null: the gateway's limit.")]
    long? MinAmountMinor,
    [property: Description("Minor units. The largest payment this application may ask for; null: the gateway's limit.")]
    long? MaxAmountMinor,
    [property: Description(
        "Limits in other currencies than BDT. In a currency that is not here every operator's refund needs approval, and no payment is "
            + "taken when there is a maxAmountMinor.")]
    IReadOnlyList<CurrencyLimitsDto> Limits,
    [property: Description("Stores of its own that collect its payments instead of the service's, of each mode one at most.")]
    IReadOnlyList<GatewayOverrideDto> GatewayOverrides,
    [property: Description("When it was registered, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When a setting last changed, UTC.")] DateTimeOffset UpdatedAt,
    [property: Description("Counts changes of its settings, keys and signing secret; as ETag too. If-Match takes it.")]
    int Version) : IVersioned
{
    [Description(
        "The proposal that this request made: nothing was changed, and another operator has to approve it. Null when the change was made.")]
    public Id<SettingChange>? ProposedChangeId { get; init; }

    /// <param name="a">The application.</param>
    /// <param name="overrides">Its stores that are in use now.</param>
    /// <param name="limits">Its limits in other currencies than BDT.</param>
    public static ApplicationDto From(Application a, IEnumerable<GatewayOverride> overrides, IEnumerable<CurrencyLimits> limits) => new(
        a.Id, a.Name, a.Status, a.WebhookUrl, a.TestWebhookUrl, a.WebhooksEnabled, a.ReturnUrl, a.RefundApprovalThresholdMinor,
        a.RefundSecondApprovalThresholdMinor, a.ReceiptsEnabled, a.MailInvoices, a.MailRemindersBefore.Days, a.MailRemindersAfter.Days,
        a.TimeZone, a.AcceptRiskyPayments, a.AutoRefundSurplus, a.MinAmountMinor, a.MaxAmountMinor,
        [.. limits.Select(CurrencyLimitsDto.From)], [.. overrides.Select(GatewayOverrideDto.From)], a.CreatedAt, a.UpdatedAt, a.Version);

    /// <summary>Those settings that differ, as they were and as they are: what the audit log says of a change.</summary>
    public static (SortedDictionary<string, object?> Before, SortedDictionary<string, object?> After) Differences(
        ApplicationDto before, ApplicationDto after)
    {
        var (was, isNow) = (
            new SortedDictionary<string, object?>(StringComparer.Ordinal), new SortedDictionary<string, object?>(StringComparer.Ordinal));
        Compare("name", before.Name, after.Name);
        Compare("status", WireNames<ApplicationStatus>.Of(before.Status), WireNames<ApplicationStatus>.Of(after.Status));
        Compare("webhookUrl", before.WebhookUrl, after.WebhookUrl);
        Compare("testWebhookUrl", before.TestWebhookUrl, after.TestWebhookUrl);
        Compare("webhooksEnabled", before.WebhooksEnabled, after.WebhooksEnabled);
        Compare("returnUrl", before.ReturnUrl, after.ReturnUrl);
        Compare("refundApprovalThresholdMinor", before.RefundApprovalThresholdMinor, after.RefundApprovalThresholdMinor);
        Compare("refundSecondApprovalThresholdMinor", before.RefundSecondApprovalThresholdMinor, after.RefundSecondApprovalThresholdMinor);
        Compare("receiptsEnabled", before.ReceiptsEnabled, after.ReceiptsEnabled);
        Compare("mailInvoices", before.MailInvoices, after.MailInvoices);
        CompareLists("mailRemindersBefore", before.MailRemindersBefore, after.MailRemindersBefore);
        CompareLists("mailRemindersAfter", before.MailRemindersAfter, after.MailRemindersAfter);
        Compare("timeZone", before.TimeZone, after.TimeZone);
        Compare("acceptRiskyPayments", before.AcceptRiskyPayments, after.AcceptRiskyPayments);
        Compare("autoRefundSurplus", before.AutoRefundSurplus, after.AutoRefundSurplus);
        Compare("minAmountMinor", before.MinAmountMinor, after.MinAmountMinor);
        Compare("maxAmountMinor", before.MaxAmountMinor, after.MaxAmountMinor);
        CompareLists("limits", before.Limits, after.Limits);
        return (was, isNow);

        void Compare(string name, object? one, object? other)
        {
            if (!Equals(one, other)) (was[name], isNow[name]) = (one, other);
        }

        void CompareLists<T>(string name, IReadOnlyList<T> one, IReadOnlyList<T> other)
        {
            if (!one.SequenceEqual(other)) (was[name], isNow[name]) = (one, other);
        }
    }
}

/// <summary>A credential without its secrets, which were shown once when it was made.</summary>
internal sealed record CredentialDto(
    [property: Description("The number of the credential: what revoking it takes.")] Id<Credential> Id,
    [property: Description("The mode of everything done with it.")] Mode Mode,
    [property: Description("A REVOKED credential is refused, at once and for good.")] CredentialStatus Status,
    [property: Description("Until when it works, UTC; null: until it is revoked or rotated.")] DateTimeOffset? ExpiresAt,
    [property: Description("When it was issued, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When it was last used, UTC, to the minute; null: never.")] DateTimeOffset? LastUsedAt,
    [property: Description("True: it may read, and every write is FORBIDDEN.")] bool ReadOnly,
    [property: Description("Networks in CIDR notation that it may be used from; null: from anywhere.")]
    IReadOnlyList<string>? AllowedNetworks,
    [property: Description(
        "How many requests a second each node takes from it in the long run; null: as many as the service's settings say.")]
    int? RequestsPerSecond,
    [property: Description(
        "How its key begins, to tell it from others: no more than that is kept in clear. Null for one issued before beginnings were kept.")]
    string? KeyStart,
    [property: Description("Who issued it: operator: and a number; null for one issued before that was kept.")] string? CreatedBy,
    [property: Description("The name of who issued it, as it is now; null when that is not known.")] string? CreatedByName,
    [property: Description("Counts its changes; as ETag too. If-Match takes it.")] int Version) : IVersioned
{
    /// <param name="c">The credential.</param>
    /// <param name="issuer">The name of who issued it.</param>
    public static CredentialDto From(Credential c, string? issuer) => new(
        c.Id, c.Mode, c.Status, c.ExpiresAt, c.CreatedAt, c.LastUsedAt, c.ReadOnly, c.AllowedNetworks?.Texts, c.RequestsPerSecond,
        c.KeyStart, c.CreatedBy is { } number ? OperatorKey.Of(number) : null, issuer, c.Version);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<ApplicationStatus>),
        typeof(WireNameJsonConverter<CredentialStatus>), typeof(WireNameJsonConverter<SettingChangeStatus>),
    ])]
[JsonSerializable(typeof(ApplicationDto))]
[JsonSerializable(typeof(IReadOnlyList<ApplicationDto>))]
[JsonSerializable(typeof(IReadOnlyList<CredentialDto>))]
[JsonSerializable(typeof(CredentialDto))]
[JsonSerializable(typeof(RegisterApplication.Response), TypeInfoPropertyName = "Registered")]
[JsonSerializable(typeof(RotateCredentials.Response), TypeInfoPropertyName = "Rotated")]
[JsonSerializable(typeof(RotateSigningSecret.Response), TypeInfoPropertyName = "SigningSecretRotated")]
[JsonSerializable(typeof(SettingChangeDto))]
[JsonSerializable(typeof(IReadOnlyList<SettingChangeDto>))]
[JsonSerializable(typeof(WhoAmI.Response), TypeInfoPropertyName = "WhoAmI")]
internal sealed partial class ApplicationsJson : JsonSerializerContext;
