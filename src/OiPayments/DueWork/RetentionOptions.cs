namespace OiPayments.DueWork;

/// <summary>How long something is kept.</summary>
/// <param name="Setting">Its name under <c>Retention</c>.</param>
/// <param name="Days">How many days, where no setting says otherwise.</param>
/// <param name="LeastDays">Fewer would take what the product still needs.</param>
internal sealed record RetentionRule(string Setting, int Days, int LeastDays);

/// <summary>Settings under <c>Retention</c>: how many days things are kept once nobody needs them any more. The guide lists each.</summary>
internal sealed record RetentionOptions
{
    public const int MostDays = 36_500;

    public static readonly RetentionRule RequestsRule = new(nameof(Requests), 7, 7);
    public static readonly RetentionRule WebhookAttemptsRule = new(nameof(WebhookAttempts), 30, 7);
    public static readonly RetentionRule WebhookPayloadsRule = new(nameof(WebhookPayloads), 365, 30);
    public static readonly RetentionRule GatewayCallbacksRule = new(nameof(GatewayCallbacks), 550, 180);
    public static readonly RetentionRule MailsRule = new(nameof(Mails), 90, 30);
    public static readonly RetentionRule SessionsRule = new(nameof(Sessions), 90, 7);
    public static readonly RetentionRule TriedFilesRule = new(nameof(TriedFiles), 7, 1);
    public static readonly RetentionRule InvoicesRule = new(nameof(Invoices), 1827, 1827);

    public static readonly IReadOnlyList<RetentionRule> Rules =
    [
        RequestsRule, WebhookAttemptsRule, WebhookPayloadsRule, GatewayCallbacksRule, MailsRule, SessionsRule, TriedFilesRule, InvoicesRule,
    ];

    /// <summary>That an application asked something: <c>GET /requests</c> promises a week.</summary>
    public TimeSpan Requests { get; init; } = DaysOf(RequestsRule);

    /// <summary>What was sent to a receiver, and answered. The tries of one event take four days.</summary>
    public TimeSpan WebhookAttempts { get; init; } = DaysOf(WebhookAttemptsRule);

    /// <summary>The bodies of events that were delivered, or parked: until then they can be sent again.</summary>
    public TimeSpan WebhookPayloads { get; init; } = DaysOf(WebhookPayloadsRule);

    /// <summary>What a callback said: evidence while a payment can be disputed.</summary>
    public TimeSpan GatewayCallbacks { get; init; } = DaysOf(GatewayCallbacksRule);

    /// <summary>That a mail was sent. A reminder whose mail is forgotten too soon would be sent again.</summary>
    public TimeSpan Mails { get; init; } = DaysOf(MailsRule);

    /// <summary>Sessions of operators after their end: by them a strange network is noticed.</summary>
    public TimeSpan Sessions { get; init; } = DaysOf(SessionsRule);

    /// <summary>Settlement files that were only tried out, or refused.</summary>
    public TimeSpan TriedFiles { get; init; } = DaysOf(TriedFilesRule);

    /// <summary>Issued invoices after the end of their fiscal year, before they may be erased: the law's five years.</summary>
    public TimeSpan Invoices { get; init; } = DaysOf(InvoicesRule);

    private static TimeSpan DaysOf(RetentionRule rule) => TimeSpan.FromDays(rule.Days);
}
