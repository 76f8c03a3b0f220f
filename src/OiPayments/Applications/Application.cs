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

    public bool ReceiptsEnabled { get; set; }

    /// <summary>Whether money that the gateway took but calls risky counts at once; otherwise it is held for an operator.</summary>
    public bool AcceptRiskyPayments { get; set; }

    public long? MinAmountMinor { get; set; }
    public long? MaxAmountMinor { get; set; }

    /// <summary>The webhook signing secret, encrypted by <see cref="SecretBox"/>.</summary>
    public required string SigningSecret { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public int Version { get; set; }

    public Uri? WebhookUrlOf(Mode mode) => mode is Mode.Test ? TestWebhookUrl ?? WebhookUrl : WebhookUrl;
}
