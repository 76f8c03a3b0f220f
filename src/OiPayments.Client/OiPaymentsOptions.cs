namespace OiPayments.Client;

/// <summary>Where the service is, and who you are to it: the section <c>OiPayments</c> of your configuration.</summary>
public sealed class OiPaymentsOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "OiPayments";

    /// <summary>Of the API, such as <c>https://pay.example.com/api/v1</c>. https, or http on your own machine.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The public half of your credentials, <c>oi_test_…</c> or <c>oi_live_…</c>: it decides the mode.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The secret half. Keep it where secrets are kept, never in a file of the repository.</summary>
    public string? ApiSecret { get; set; }

    /// <summary>
    /// The signing secrets of your webhooks, <c>whsec_…</c>: one, or the new and the previous one while it rotates. Only whoever receives
    /// webhooks needs any.
    /// </summary>
    public IList<string> WebhookSecrets { get; init; } = [];

    /// <summary>How far the timestamp of a webhook may be from your clock. Without a limit a stolen event could be sent again years later.</summary>
    public TimeSpan WebhookTolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a call takes at most, with all its tries.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>How long one try takes at most.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a call is tried again that may be; 0 for never.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>How long is waited before a try at most. When the service asks for more, the exception's <c>RetryAfter</c> says so.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Without places that were left empty, as a variable of the environment is while nothing rotates.</summary>
    internal IEnumerable<string> KnownWebhookSecrets =>
        WebhookSecrets.Where(secret => !string.IsNullOrWhiteSpace(secret)).Select(secret => secret.Trim());

    /// <summary>The address as paths are put behind it.</summary>
    internal Uri ApiAddress => BaseAddress is null ? throw new InvalidOperationException("OiPayments:BaseAddress is not set.")
        : BaseAddress.AbsolutePath.EndsWith('/') ? BaseAddress
        : new($"{BaseAddress.AbsoluteUri}/");
}
