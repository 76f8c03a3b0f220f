using System.ComponentModel;
using OiPayments.Api;

namespace OiPayments.Applications;

/// <summary>What a request may say about an application; the schema of <c>POST /admin/apps</c> and <c>PATCH …/settings</c>.</summary>
internal sealed record ApplicationSettings : IRequest<ApplicationSettings>
{
    public const int MaxUrlLength = 2048;

    [Description("As customers see it on the checkout page; unique, at most 100 characters.")]
    public Sent<string?> Name { get; init; }

    [Description("https, or http on localhost: where events are posted. While null, events are kept and wait.")]
    public Sent<Uri?> WebhookUrl { get; init; }

    [Description("As webhookUrl, for TEST events only; null: they go to webhookUrl too.")]
    public Sent<Uri?> TestWebhookUrl { get; init; }

    [Description("Whether events are posted; true when left out at registration. While false they are kept and wait.")]
    public Sent<bool?> WebhooksEnabled { get; init; }

    [Description("https, or http on localhost: where customers go at the end when a payment names no returnUrl.")]
    public Sent<Uri?> ReturnUrl { get; init; }

    [Description("Minor units. Refunds by operators above this need a second person; null: none does.")]
    public Sent<long?> RefundApprovalThresholdMinor { get; init; }

    [Description("Minor units. Refunds by operators above this need two people beside the one who asked; null: none does. Not below "
        + "refundApprovalThresholdMinor.")]
    public Sent<long?> RefundSecondApprovalThresholdMinor { get; init; }

    [Description("Whether a paid payment gets a public receipt; false when left out at registration.")]
    public Sent<bool?> ReceiptsEnabled { get; init; }

    [Description("Whether customers get each invoice by e-mail when it is issued; false when left out at registration. Only where the "
        + "service has a mail server, and for invoices with a customerEmail.")]
    public Sent<bool?> MailInvoices { get; init; }

    [Description("How many days before a day to pay customers are reminded by e-mail: at most five numbers from 1 to 90; none when "
        + "left out at registration, or null.")]
    public Sent<IReadOnlyList<int>?> MailRemindersBefore { get; init; }

    [Description("As mailRemindersBefore, after a day to pay, as long as something is owed.")]
    public Sent<IReadOnlyList<int>?> MailRemindersAfter { get; init; }

    [Description("Whose midnight begins a day of its invoices, from the next change of each on: a name of the IANA list; Asia/Dhaka when "
        + "left out at registration, or null.")]
    public Sent<string?> TimeZone { get; init; }

    [Description("Whether a payment that the gateway took but calls risky succeeds at once; false: it is held for an operator.")]
    public Sent<bool?> AcceptRiskyPayments { get; init; }

    [Description("Whether money of a second payment of the same thing is refunded by itself; false: it waits in SUSPENSE for an operator.")]
    public Sent<bool?> AutoRefundSurplus { get; init; }

    [Description("Minor units. The smallest payment the application may ask for; null: the gateway's limit.")]
    public Sent<long?> MinAmountMinor { get; init; }

    [Description("Minor units. The largest payment the application may ask for; null: the gateway's limit.")]
    public Sent<long?> MaxAmountMinor { get; init; }

    [Description("Limits in other currencies than BDT: each currency that is named gets what is said of it, one of which nothing is said "
        + "loses its limits, and the others keep theirs. null: none has any.")]
    public Sent<IReadOnlyList<CurrencyLimitsDto>?> Limits { get; init; }

    [Description("DISABLED refuses the application's credentials from now on, and its open payments cannot be started any more; money that "
        + "is on its way still counts and is told.")]
    public Sent<ApplicationStatus?> Status { get; init; }

    public static ApplicationSettings Read(JsonFields fields, FieldErrors errors)
    {
        return new()
        {
            Name = fields.IfSent("name", fields.OptionalText),
            WebhookUrl = fields.IfSent("webhookUrl", fields.OptionalAddress),
            TestWebhookUrl = fields.IfSent("testWebhookUrl", fields.OptionalAddress),
            WebhooksEnabled = fields.IfSent("webhooksEnabled", fields.OptionalBoolean),
            ReturnUrl = fields.IfSent("returnUrl", fields.OptionalAddress),
            RefundApprovalThresholdMinor = fields.IfSent("refundApprovalThresholdMinor", Threshold),
            RefundSecondApprovalThresholdMinor = fields.IfSent("refundSecondApprovalThresholdMinor", Threshold),
            ReceiptsEnabled = fields.IfSent("receiptsEnabled", fields.OptionalBoolean),
            MailInvoices = fields.IfSent("mailInvoices", fields.OptionalBoolean),
            MailRemindersBefore = fields.IfSent("mailRemindersBefore", Days),
            MailRemindersAfter = fields.IfSent("mailRemindersAfter", Days),
            TimeZone = fields.IfSent("timeZone", fields.OptionalText),
            AcceptRiskyPayments = fields.IfSent("acceptRiskyPayments", fields.OptionalBoolean),
            AutoRefundSurplus = fields.IfSent("autoRefundSurplus", fields.OptionalBoolean),
            MinAmountMinor = fields.IfSent("minAmountMinor", Amount),
            MaxAmountMinor = fields.IfSent("maxAmountMinor", Amount),
            Limits = fields.IfSent("limits", name => CurrencyLimitsDto.ReadList(fields, name)),
            Status = fields.IfSent("status", fields.OptionalEnum<ApplicationStatus>),
        };

        long? Threshold(string name) => fields.OptionalWholeNumber(name, 0, Money.MaxMinorUnits);

        long? Amount(string name) => fields.OptionalWholeNumber(name, 1, Money.MaxMinorUnits);

        IReadOnlyList<int>? Days(string name) =>
            fields.OptionalWholeNumbers(name, ReminderDays.MaxCount, 1, ReminderDays.MaxDays);
    }

    public void Check(FieldErrors errors)
    {
        if (Name.Has(out var name)) errors.CheckFilled("name", name, Application.MaxNameLength);
        errors.CheckWebAddress("webhookUrl", WebhookUrl.Or(null), MaxUrlLength);
        errors.CheckWebAddress("testWebhookUrl", TestWebhookUrl.Or(null), MaxUrlLength);
        errors.CheckWebAddress("returnUrl", ReturnUrl.Or(null), MaxUrlLength);
        errors.CheckRange("refundApprovalThresholdMinor", RefundApprovalThresholdMinor.Or(null), 0, Money.MaxMinorUnits);
        errors.CheckRange("refundSecondApprovalThresholdMinor", RefundSecondApprovalThresholdMinor.Or(null), 0, Money.MaxMinorUnits);
        errors.CheckRange("minAmountMinor", MinAmountMinor.Or(null), 1, Money.MaxMinorUnits);
        errors.CheckRange("maxAmountMinor", MaxAmountMinor.Or(null), 1, Money.MaxMinorUnits);
        ReminderDays.Check("mailRemindersBefore", MailRemindersBefore.Or(null), errors);
        ReminderDays.Check("mailRemindersAfter", MailRemindersAfter.Or(null), errors);
        if (TimeZone.Or(null) is { } zone && !TimeZones.TryFind(zone, out _)) errors.Add("timeZone", TimeZones.WhyUnknown);
        CurrencyLimitsDto.Check("limits", Limits.Or(null), errors);
    }

    /// <summary>
    /// Writes what was sent onto the application, its limits in other currencies apart. Complains of what does not go together, sent or
    /// kept.
    /// </summary>
    public void ApplyTo(Application application, FieldErrors errors)
    {
        if (Name.Has(out var name) && name is not null) application.Name = name.Trim();
        application.WebhookUrl = WebhookUrl.Or(application.WebhookUrl);
        application.TestWebhookUrl = TestWebhookUrl.Or(application.TestWebhookUrl);
        application.ReturnUrl = ReturnUrl.Or(application.ReturnUrl);
        application.RefundApprovalThresholdMinor = RefundApprovalThresholdMinor.Or(application.RefundApprovalThresholdMinor);
        application.RefundSecondApprovalThresholdMinor =
            RefundSecondApprovalThresholdMinor.Or(application.RefundSecondApprovalThresholdMinor);
        application.MinAmountMinor = MinAmountMinor.Or(application.MinAmountMinor);
        application.MaxAmountMinor = MaxAmountMinor.Or(application.MaxAmountMinor);
        application.WebhooksEnabled = WebhooksEnabled.Or(application.WebhooksEnabled) ?? true;
        application.ReceiptsEnabled = ReceiptsEnabled.Or(application.ReceiptsEnabled) ?? false;
        application.MailInvoices = MailInvoices.Or(application.MailInvoices) ?? false;
        if (MailRemindersBefore.Has(out var before)) application.MailRemindersBefore = ReminderDays.Of(before);
        if (MailRemindersAfter.Has(out var after)) application.MailRemindersAfter = ReminderDays.Of(after);
        application.TimeZone = TimeZone.Or(application.TimeZone) ?? TimeZones.DefaultName;
        application.AcceptRiskyPayments = AcceptRiskyPayments.Or(application.AcceptRiskyPayments) ?? false;
        application.AutoRefundSurplus = AutoRefundSurplus.Or(application.AutoRefundSurplus) ?? false;
        application.Status = Status.Or(null) ?? application.Status;

        if (application.RefundSecondApprovalThresholdMinor is { } second && !(application.RefundApprovalThresholdMinor <= second))
            errors.Add("refundSecondApprovalThresholdMinor", "Needs a refundApprovalThresholdMinor that is not above it.");
        if (application.MinAmountMinor > application.MaxAmountMinor)
            errors.Add("maxAmountMinor", "Must not be below minAmountMinor.");
    }
}
