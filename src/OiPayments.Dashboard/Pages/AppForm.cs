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

    /// <summary>Reads an amount in major units; nothing typed is null. False for what is no amount of this currency.</summary>
    public static bool TryRead(string? text, Currency currency, out long? minor)
    {
        minor = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!AmountReader.TryRead(text, currency, out var money)) return false;
        minor = money.MinorUnits;
        return true;
    }

    /// <summary>The settings of an application as the form on its page has them.</summary>
    public static IReadOnlyList<DraftField> Settings(Words t) =>
    [
        DraftField.Text("name", t.Name),
        DraftField.Text("webhookUrl", t.WebhookUrl),
        DraftField.Text("testWebhookUrl", t.TestWebhookUrl),
        DraftField.Text("returnUrl", t.ReturnUrl),
        InMajorUnits("refundApprovalThresholdMinor", t.Threshold, Currency.Bdt, t),
        InMajorUnits("refundSecondApprovalThresholdMinor", t.SecondThreshold, Currency.Bdt, t),
        InMajorUnits("minAmountMinor", t.MinAmount, Currency.Bdt, t),
        InMajorUnits("maxAmountMinor", t.MaxAmount, Currency.Bdt, t),
        DraftField.Flag("webhooksEnabled", t.WebhooksEnabled, t.YesOrNo),
        DraftField.Flag("receiptsEnabled", t.ReceiptsEnabled, t.YesOrNo),
        DraftField.Flag("acceptRiskyPayments", t.AcceptRisky, t.YesOrNo),
        DraftField.Flag("autoRefundSurplus", t.AutoRefundSurplus, t.YesOrNo),
    ];

    public static JsonElement Describe(ApplicationDto app) => JsonSerializer.SerializeToElement(app, ApplicationsJson.Default.ApplicationDto);

    /// <summary>An amount of that currency, typed and shown in its major units and sent in minor ones.</summary>
    public static DraftField InMajorUnits(string name, string label, Currency currency, Words t)
    {
        return new(name, label)
        {
            Show = value => value.ValueKind is JsonValueKind.Null ? "" : new Money(value.GetInt64(), currency).ToMajorUnits(),
            Read = Read,
            Say = text => TryRead(text, currency, out var minor) && minor is { } units ? t.Amount(units, currency.Code) : text,
            Wrong = t.NotAnAmount,
        };

        bool Read(string text, out object? value)
        {
            var isAmount = TryRead(text, currency, out var minor);
            value = minor;
            return isAmount;
        }
    }
}
