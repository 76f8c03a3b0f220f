using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Access;
using OiPayments.Encryption;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>An authenticator app that shows a new six-digit code every half minute.</summary>
internal sealed class OperatorTotp : IDirectoryEntry
{
    public required Id<Operator> OperatorId { get; init; }

    /// <summary>The shared secret, encrypted by <see cref="SecretBox"/>.</summary>
    public required string Secret { get; set; }

    /// <summary>When the first code of it was right; null until then, and it is asked for nowhere.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The half minute whose code was used last: that one and earlier ones are used up.</summary>
    public long LastStep { get; set; }

    /// <summary>Of two who send the same code at once one loses.</summary>
    public int Version { get; set; }
}

/// <summary>Works once in place of a second factor that was lost. Only its digest is stored; when it was used, it is gone.</summary>
internal sealed class RecoveryCode : IDirectoryEntry
{
    public required Id<Operator> OperatorId { get; init; }
    public required byte[] Digest { get; init; }
}

/// <summary>A key that a device of the operator's keeps and that never leaves it: WebAuthn.</summary>
internal sealed class Passkey : IDirectoryEntry
{
    public const int MaxNameLength = 60;
    public const int MaxCredentialIdLength = 1023;

    public required Id<Passkey> Id { get; init; }
    public required Id<Operator> OperatorId { get; init; }
    public required byte[] CredentialId { get; init; }

    /// <summary>COSE, as the authenticator sent it.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>What the operator calls it.</summary>
    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>Counted up by some authenticators: one that goes back is a copy.</summary>
    public long SignCount { get; set; }
    public string? Transports { get; init; }
    public bool IsUserVerified { get; set; }
    public bool IsBackupEligible { get; init; }
    public bool IsBackedUp { get; set; }

    public UserPasskeyInfo AsIdentityKnowsIt() => new(
        CredentialId, PublicKey, CreatedAt, (uint)SignCount, Transports?.Split(' '), IsUserVerified, IsBackupEligible, IsBackedUp,
        attestationObject: [], clientDataJson: [])
    {
        Name = Name,
    };
}

/// <summary>What a passkey is asked to sign. Kept here, answered once, and forgotten after five minutes.</summary>
internal sealed class PasskeyChallenge : IDirectoryEntry
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    /// <summary>Of the name that was given out with it.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Whose session asked for it; null at sign-in, where nobody is known yet.</summary>
    public byte[]? SessionDigest { get; init; }
    public required PasskeyPurpose Purpose { get; init; }

    /// <summary>The options that were given out, as the check wants them back.</summary>
    public required string State { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>What a challenge may be answered for, and for nothing else.</summary>
internal enum PasskeyPurpose
{
    SignIn,
    Proof,
    Registration,
}

internal sealed class SecondFactorTables
    : IEntityTypeConfiguration<OperatorTotp>, IEntityTypeConfiguration<RecoveryCode>, IEntityTypeConfiguration<Passkey>,
      IEntityTypeConfiguration<PasskeyChallenge>
{
    public void Configure(EntityTypeBuilder<OperatorTotp> builder)
    {
        builder.ToTable("operator_totp");
        builder.HasKey(t => t.OperatorId);
        builder.Property(t => t.OperatorId).ValueGeneratedNever();
        builder.Property(t => t.Secret).HasMaxLength(512);
        builder.Property(t => t.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("operator_recovery_codes");
        builder.HasKey(c => new { c.OperatorId, c.Digest });
        builder.Property(c => c.Digest).HasMaxLength(32);
    }

    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.ToTable("operator_passkeys");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasIndex(p => p.CredentialId).IsUnique();
        builder.HasIndex(p => p.OperatorId);
        builder.Property(p => p.CredentialId).HasMaxLength(Passkey.MaxCredentialIdLength);
        builder.Property(p => p.PublicKey).HasMaxLength(2048);
        builder.Property(p => p.Name).HasMaxLength(Passkey.MaxNameLength);
        builder.Property(p => p.Transports).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<PasskeyChallenge> builder)
    {
        builder.ToTable("passkey_challenges");
        builder.HasKey(c => c.Digest);
        builder.Property(c => c.Digest).HasMaxLength(32);
        builder.Property(c => c.SessionDigest).HasMaxLength(32);
        builder.HasIndex(c => c.ExpiresAt);
    }
}
