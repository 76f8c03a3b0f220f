using System.Collections.Frozen;

namespace OiPayments.Applications;

/// <summary>
/// Which changes of an application's settings weaken a control, setting by setting: such a change asks for the password again, and perhaps
/// for a second person. A setting that is not in this table fails a test, until somebody has decided.
/// </summary>
internal static class WeakensControls
{
    /// <summary>By name on the wire: whether the change from the one to the other weakens.</summary>
    public static FrozenDictionary<string, Func<ApplicationDto, ApplicationDto, bool>> Judgements { get; } =
        new Dictionary<string, Func<ApplicationDto, ApplicationDto, bool>>(StringComparer.Ordinal)
        {
            ["name"] = Never,

            // Whoever switched it off may have known why: a credential that leaked works again.
            ["status"] = (was, isNow) => was.Status is ApplicationStatus.Disabled && isNow.Status is ApplicationStatus.Active,

            // Events tell of customers and money, and customers trust where they are sent to. Taking an address away sends nobody anywhere.
            ["webhookUrl"] = (was, isNow) => LeadsElsewhere(was.WebhookUrl, isNow.WebhookUrl),
            ["testWebhookUrl"] = (was, isNow) => LeadsElsewhere(was.TestWebhookUrl, isNow.TestWebhookUrl),
            ["returnUrl"] = (was, isNow) => LeadsElsewhere(was.ReturnUrl, isNow.ReturnUrl),

            // Events are kept and go out later, to an address that was agreed to.
            ["webhooksEnabled"] = Never,
            ["receiptsEnabled"] = Never,
            ["mailInvoices"] = Never,
            ["mailRemindersBefore"] = Never,
            ["mailRemindersAfter"] = Never,
            ["timeZone"] = Never,

            ["acceptRiskyPayments"] = (was, isNow) => !was.AcceptRiskyPayments && isNow.AcceptRiskyPayments,
            ["autoRefundSurplus"] = (was, isNow) => !was.AutoRefundSurplus && isNow.AutoRefundSurplus,

            ["refundApprovalThresholdMinor"] = (was, isNow) => Loosens(was, isNow, Currency.Bdt.Code, limits => limits.ApprovalAboveMinor),
            ["refundSecondApprovalThresholdMinor"] = (
                was, isNow) => Loosens(was, isNow, Currency.Bdt.Code, limits => limits.SecondApprovalAboveMinor),
            ["minAmountMinor"] = (was, isNow) => Loosens(was, isNow, Currency.Bdt.Code, SmallestPayment),
            ["maxAmountMinor"] = (was, isNow) => Loosens(was, isNow, Currency.Bdt.Code, limits => limits.MostMinor),
            ["limits"] = LoosensElsewhere,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The settings whose change weakens a control, by name; empty when none does.</summary>
    public static IReadOnlyList<string> Between(ApplicationDto was, ApplicationDto isNow) =>
        [.. Judgements.Where(judgement => judgement.Value(was, isNow)).Select(judgement => judgement.Key).Order(StringComparer.Ordinal)];

    private static bool Never(ApplicationDto was, ApplicationDto isNow) => false;

    private static bool LeadsElsewhere(Uri? was, Uri? isNow) => isNow is not null && isNow != was;

    // Where no payment is taken at all there is no smaller one.
    private static long SmallestPayment(AmountLimits limits) =>
        limits.MostMinor == AmountLimits.Nothing ? long.MinValue : -limits.LeastMinor;

    private static bool Loosens(ApplicationDto was, ApplicationDto isNow, string currency, Func<AmountLimits, long> freedom) =>
        freedom(ApplicationLimits.Of(isNow).In(currency)) > freedom(ApplicationLimits.Of(was).In(currency));

    private static bool LoosensElsewhere(ApplicationDto was, ApplicationDto isNow)
    {
        Func<AmountLimits, long>[] freedoms = [
            limits => limits.ApprovalAboveMinor, limits => limits.SecondApprovalAboveMinor, SmallestPayment, limits => limits.MostMinor
        ];
        return was.Limits.Concat(isNow.Limits).Select(limits => limits.Currency).Distinct(StringComparer.Ordinal)
            .Any(currency => freedoms.Any(freedom => Loosens(was, isNow, currency, freedom)));
    }
}
