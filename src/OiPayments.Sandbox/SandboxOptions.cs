namespace OiPayments.Sandbox;

/// <summary>What a sandbox is told before it starts; every value has a working default.</summary>
public sealed class SandboxOptions
{
    /// <summary>Where Kestrel listens, such as <c>http://127.0.0.1:0</c> for any free port.</summary>
    public string Url { get; set; } = "http://localhost:8090";

    /// <summary>What links in answers start with. Null: the scheme and host the caller used.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>The merchants that may log in. Empty: <see cref="SandboxStore.Defaults"/>.</summary>
    public IList<SandboxStore> Stores { get; set; } = [];

    /// <summary>How long a customer has to pay. The real gateway does not publish its own figure.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a merchant may take to answer a notice (IPN).</summary>
    public TimeSpan IpnTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a refund is processing. The real gateway takes days.</summary>
    public TimeSpan RefundTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether amounts such as 77.01 bring a scenario about; see <c>docs/sandbox.md</c>.</summary>
    public bool MagicAmounts { get; set; } = true;

    /// <summary>Whether <c>/control</c> and <c>/settlements</c> exist: anyone who reaches it can decide how a payment ends.</summary>
    public bool ControlEnabled { get; set; } = true;

    /// <summary>How many sessions, and how many refunds, are remembered; the oldest are forgotten first.</summary>
    public int MaxSessions { get; set; } = 100_000;

    internal IReadOnlyList<SandboxStore> EffectiveStores => Stores.Count > 0 ? [.. Stores] : SandboxStore.Defaults;
}
