namespace OiPayments.Applications;

/// <summary>Settings under <c>Credentials</c>.</summary>
internal sealed record CredentialOptions
{
    /// <summary>How long the old key, and the old signing secret, work beside their successors.</summary>
    public TimeSpan RotationGrace { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How many requests a second one node takes from one credential in the long run.</summary>
    public int RequestsPerSecond { get; init; } = 500;

    /// <summary>How many it takes at once from one that has been quiet.</summary>
    public int Burst { get; init; } = 2000;

    /// <summary>How many failed authentications a second one node looks into for one source address in the long run.</summary>
    public int FailuresPerSecond { get; init; } = 1;

    /// <summary>How many it looks into at once for an address that has been quiet.</summary>
    public int FailureBurst { get; init; } = 100;
}
