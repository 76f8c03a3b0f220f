using OiPayments.Api;
using OiPayments.Encryption;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>On the wire <c>ACTIVE</c> and <c>DISABLED</c>.</summary>
public enum ApplicationStatus
{
    Active,
    Disabled,
}

/// <summary>A program of the company that takes payments through us.</summary>
internal sealed class Application : IDirectoryEntry
{
    public const int MaxNameLength = 100;

    public required ApplicationId Id { get; init; }
    public required string Name { get; set; }
    public ApplicationStatus Status { get; set; }

    /// <summary>Where events are posted; while null they are kept and wait.</summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>Where TEST events are posted instead; null: where LIVE ones are.</summary>
    public Uri? TestWebhookUrl { get; set; }

    /// <summary>Whether events are posted at all; while not, they are kept and wait, and the URLs stay.</summary>
    public bool WebhooksEnabled { get; set; } = true;

    /// <summary>Where customers go at the end when a payment does not say.</summary>
    public Uri? ReturnUrl { get; set; }

    /// <summary>Operators' refunds above this need a second person; null means none does.</summary>
    public long? RefundApprovalThresholdMinor { get; set; }

    /// <summary>Operators' refunds above this need two people beside the one who asked; null means none does.</summary>
    public long? RefundSecondApprovalThresholdMinor { get; set; }

    public bool ReceiptsEnabled { get; set; }

    /// <summary>Whether customers get each invoice by e-mail when it is issued.</summary>
    public bool MailInvoices { get; set; }

    /// <summary>How many days before a day to pay customers are reminded of it by e-mail.</summary>
    public ReminderDays MailRemindersBefore { get; set; } = ReminderDays.None;

    /// <summary>How many days after a day to pay customers are reminded of it by e-mail.</summary>
    public ReminderDays MailRemindersAfter { get; set; } = ReminderDays.None;

    /// <summary>Whose midnight begins a day of its invoices: a name of the IANA list.</summary>
    public string TimeZone { get; set; } = TimeZones.DefaultName;

    /// <summary>Whether money that the gateway took but calls risky counts at once; otherwise it is held for an operator.</summary>
    public bool AcceptRiskyPayments { get; set; }

    /// <summary>Whether a second payment of the same thing is given back without asking anybody; otherwise an operator decides.</summary>
    public bool AutoRefundSurplus { get; set; }

    public long? MinAmountMinor { get; set; }
    public long? MaxAmountMinor { get; set; }

    /// <summary>The webhook signing secret, encrypted by <see cref="SecretBox"/>.</summary>
    public required string SigningSecret { get; set; }

    /// <summary>The one before it, encrypted likewise: it signs too until <see cref="PreviousSigningSecretEndsAt"/>.</summary>
    public string? PreviousSigningSecret { get; set; }

    public DateTimeOffset? PreviousSigningSecretEndsAt { get; set; }

    /// <summary>The same for TEST events, by the time of TEST records.</summary>
    public DateTimeOffset? PreviousSigningSecretEndsInTestAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public int Version { get; set; }

    public Uri? WebhookUrlOf(Mode mode) => mode is Mode.Test ? TestWebhookUrl ?? WebhookUrl : WebhookUrl;

    /// <summary>What an event of a mode is signed with at <paramref name="now"/>, by the time of that mode.</summary>
    public SigningSecrets SigningSecretsAt(DateTimeOffset now, Mode mode, SecretBox box) => new(
        PreviousSigningSecret is { } previous
            && (mode is Mode.Test ? PreviousSigningSecretEndsInTestAt : PreviousSigningSecretEndsAt) > now
            ? [box.Open(SigningSecret), box.Open(previous)]
            : [box.Open(SigningSecret)]);
}

/// <summary>
/// Signing secrets in clear, <c>whsec_…</c>, newest first: one, or two while a rotation's grace lasts. Never shown as text.
/// </summary>
internal sealed class SigningSecrets(IReadOnlyList<string> newestFirst)
{
    public IReadOnlyList<string> NewestFirst { get; } = newestFirst;

    public override string ToString() => $"{NewestFirst.Count} signing secrets";
}
