using System.Text.Json;
using OiPayments.Applications;
using OiPayments.Dashboard.Calls;
using OiPayments.Dashboard.Texts;

namespace OiPayments.Dashboard.Pages;

/// <summary>What forms about applications and operators send to their use cases: the fields as JSON, as the API takes them.</summary>
internal static class AppForm
{
    public static JsonElement Write(params IEnumerable<(string Name, object? Value)> fields) =>
        JsonSerializer.SerializeToElement(fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal));

    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Reads taka; nothing typed is null. False for what is no amount.</summary>
    public static bool TryRead(string? taka, out long? minor)
    {
        minor = null;
        if (string.IsNullOrWhiteSpace(taka)) return true;
        if (!AmountReader.TryRead(taka, Currency.Bdt, out var money)) return false;
        minor = money.MinorUnits;
        return true;
    }

    public static string? Taka(long? minor) => minor is { } units ? new Money(units, Currency.Bdt).ToMajorUnits() : null;

    /// <summary>The settings of an application as the form on its page has them.</summary>
    public static IReadOnlyList<DraftField> Settings(Words t) =>
    [
        DraftField.Text("name", t.Name),
        DraftField.Text("webhookUrl", t.WebhookUrl),
        DraftField.Text("testWebhookUrl", t.TestWebhookUrl),
        DraftField.Text("returnUrl", t.ReturnUrl),
        InTaka("refundApprovalThresholdMinor", t.Threshold, t),
        InTaka("refundSecondApprovalThresholdMinor", t.SecondThreshold, t),
        InTaka("minAmountMinor", t.MinAmount, t),
        InTaka("maxAmountMinor", t.MaxAmount, t),
        DraftField.Flag("webhooksEnabled", t.WebhooksEnabled, t.YesOrNo),
        DraftField.Flag("receiptsEnabled", t.ReceiptsEnabled, t.YesOrNo),
        DraftField.Flag("acceptRiskyPayments", t.AcceptRisky, t.YesOrNo),
        DraftField.Flag("autoRefundSurplus", t.AutoRefundSurplus, t.YesOrNo),
    ];

    public static JsonElement Describe(ApplicationDto app) => JsonSerializer.SerializeToElement(app, ApplicationsJson.Default.ApplicationDto);

    private static DraftField InTaka(string name, string label, Words t) => new(name, label)
    {
        Show = value => value.ValueKind is JsonValueKind.Null ? "" : Taka(value.GetInt64()) ?? "",
        Read = ReadTaka,
        Say = text => TryRead(text, out var minor) && minor is { } units ? t.Amount(units, Currency.Bdt.Code) : text,
        Wrong = t.NotAnAmount,
    };

    private static bool ReadTaka(string text, out object? value)
    {
        var isAmount = TryRead(text, out var minor);
        value = minor;
        return isAmount;
    }
}
