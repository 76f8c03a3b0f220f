using OiPayments.Access;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>On the wire <c>ACTIVE</c> and <c>REVOKED</c>.</summary>
public enum CredentialStatus
{
    Active,
    Revoked,
}

/// <summary>
/// A key and its secret, both kept only as SHA-256 digests: they are random, so no slow hash is needed (docs/decisions/0004).
/// Found by the key's digest before any application is known.
/// </summary>
internal sealed class Credential : IDirectoryEntry
{
    public required byte[] KeyDigest { get; init; }
    public required ApplicationId ApplicationId { get; init; }
    public required Id<Credential> Id { get; init; }
    public required Mode Mode { get; init; }
    public required byte[] SecretDigest { get; init; }
    public CredentialStatus Status { get; set; }

    /// <summary>Set when a newer key took over: until then both work.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the minute, so that reading a payment does not write.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>Whether it may only read.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Where it may be used from; null: anywhere.</summary>
    public AllowedNetworks? AllowedNetworks { get; set; }

    /// <summary>How many requests each node takes from it in the long run; null: as many as the service's settings say.</summary>
    public int? RequestsPerSecond { get; set; }

    /// <summary>
    /// How the key begins, so that people can match a row with the key in their hands; null for one issued before beginnings were kept.
    /// The rest of the key, and all of its secret, stay unknown (docs/decisions/0004).
    /// </summary>
    public string? KeyStart { get; init; }

    /// <summary>The operator who issued it; null for one issued before that was kept.</summary>
    public Id<Operator>? CreatedBy { get; init; }

    public int Version { get; set; }

    public bool IsUsableAt(DateTimeOffset now) => Status is CredentialStatus.Active && (ExpiresAt is null || ExpiresAt > now);
}
