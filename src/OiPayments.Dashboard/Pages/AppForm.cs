using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Dashboard.Calls;
using OiPayments.Dashboard.Texts;
using SettingField =
    OiPayments.Dashboard.Calls.DraftField<OiPayments.Applications.ApplicationDto, OiPayments.Applications.ApplicationSettings>;

namespace OiPayments.Dashboard.Pages;

/// <summary>What forms about applications have in common: their fields, and amounts in major units.</summary>
internal static class AppForm
{
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
    public static IReadOnlyList<SettingField> Settings(Words t)
    {
        return
        [
            SettingField.Of(
                nameof(ApplicationSettings.Name), t.Name, Spelling.Text, app => app.Name,
                (settings, name) => settings with { Name = name }),
            Address(
                nameof(ApplicationSettings.WebhookUrl), t.WebhookUrl, app => app.WebhookUrl,
                (settings, url) => settings with { WebhookUrl = url }),
            Address(
                nameof(ApplicationSettings.TestWebhookUrl), t.TestWebhookUrl, app => app.TestWebhookUrl,
                (settings, url) => settings with { TestWebhookUrl = url }),
            Address(
                nameof(ApplicationSettings.ReturnUrl), t.ReturnUrl, app => app.ReturnUrl,
                (settings, url) => settings with { ReturnUrl = url }),
            Amount(
                nameof(ApplicationSettings.RefundApprovalThresholdMinor), t.Threshold, app => app.RefundApprovalThresholdMinor,
                (settings, minor) => settings with { RefundApprovalThresholdMinor = minor }),
            Amount(
                nameof(ApplicationSettings.RefundSecondApprovalThresholdMinor), t.SecondThreshold,
                app => app.RefundSecondApprovalThresholdMinor,
                (settings, minor) => settings with { RefundSecondApprovalThresholdMinor = minor }),
            Amount(
                nameof(ApplicationSettings.MinAmountMinor), t.MinAmount, app => app.MinAmountMinor,
                (settings, minor) => settings with { MinAmountMinor = minor }),
            Amount(
                nameof(ApplicationSettings.MaxAmountMinor), t.MaxAmount, app => app.MaxAmountMinor,
                (settings, minor) => settings with { MaxAmountMinor = minor }),
            Days(
                nameof(ApplicationSettings.MailRemindersBefore), t.MailRemindersBefore, app => app.MailRemindersBefore,
                (settings, days) => settings with { MailRemindersBefore = Sent.Of<IReadOnlyList<int>?>(days) }),
            Days(
                nameof(ApplicationSettings.MailRemindersAfter), t.MailRemindersAfter, app => app.MailRemindersAfter,
                (settings, days) => settings with { MailRemindersAfter = Sent.Of<IReadOnlyList<int>?>(days) }),
            SettingField.Of(
                nameof(ApplicationSettings.TimeZone), t.AppTimeZone, Spelling.Text, app => app.TimeZone,
                (settings, zone) => settings with { TimeZone = zone }) with
            {
                Wrong = t.NotATimeZone,
            },
            Flag(
                nameof(ApplicationSettings.WebhooksEnabled), t.WebhooksEnabled, app => app.WebhooksEnabled,
                (settings, isSo) => settings with { WebhooksEnabled = isSo }),
            Flag(
                nameof(ApplicationSettings.ReceiptsEnabled), t.ReceiptsEnabled, app => app.ReceiptsEnabled,
                (settings, isSo) => settings with { ReceiptsEnabled = isSo }),
            Flag(
                nameof(ApplicationSettings.MailInvoices), t.MailInvoices, app => app.MailInvoices,
                (settings, isSo) => settings with { MailInvoices = isSo }),
            Flag(
                nameof(ApplicationSettings.AcceptRiskyPayments), t.AcceptRisky, app => app.AcceptRiskyPayments,
                (settings, isSo) => settings with { AcceptRiskyPayments = isSo }),
            Flag(
                nameof(ApplicationSettings.AutoRefundSurplus), t.AutoRefundSurplus, app => app.AutoRefundSurplus,
                (settings, isSo) => settings with { AutoRefundSurplus = isSo }),
        ];

        SettingField Address(
            string property, string label, Func<ApplicationDto, Uri?> get, Func<ApplicationSettings, Uri?, ApplicationSettings> set) =>
            SettingField.Of(property, label, Spelling.Address, get, set) with { Wrong = t.NotAnAddress };

        SettingField Amount(
            string property, string label, Func<ApplicationDto, long?> get, Func<ApplicationSettings, long?, ApplicationSettings> set) =>
            InMajorUnits(property, label, Currency.Bdt, t, get, set);

        SettingField Days(
            string property, string label, Func<ApplicationDto, IReadOnlyList<int>> get,
            Func<ApplicationSettings, IReadOnlyList<int>, ApplicationSettings> set) =>
            SettingField.Of(property, label, Spelling.Numbers, get, set) with { Wrong = t.NotReminderDays };

        SettingField Flag(
            string property, string label, Func<ApplicationDto, bool> get, Func<ApplicationSettings, bool, ApplicationSettings> set) =>
            SettingField.Of(property, label, Spelling.Flag, get, set) with { Say = text => t.YesOrNo(bool.Parse(text)) };
    }

    /// <summary>An amount of that currency, typed and shown in its major units and sent in minor ones.</summary>
    public static DraftField<T, TRequest> InMajorUnits<T, TRequest>(
        string property, string label, Currency currency, Words t, Func<T, long?> get, Func<TRequest, long?, TRequest> set)
        where TRequest : class
    {
        return DraftField<T, TRequest>.Of(property, label, new Spelling<long?>(Show, Read), get, set) with
        {
            Say = text => TryRead(text, currency, out var minor) && minor is { } units ? t.Amount(units, currency.Code) : text,
            Wrong = t.NotAnAmount,
        };

        string Show(long? minor) => minor is { } units ? new Money(units, currency).ToMajorUnits() : "";

        bool Read(string text, out long? minor) => TryRead(text, currency, out minor);
    }
}
