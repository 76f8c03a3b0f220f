using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary>A person who runs the service: support, finance, administration.</summary>
internal sealed class Operator : IDirectoryEntry
{
    public required Id<Operator> Id { get; init; }

    /// <summary>In small letters, which is how it is looked up.</summary>
    public required string Email { get; init; }

    public required string Name { get; set; }
    public required string PasswordHash { get; set; }
    public bool SuperAdmin { get; set; }
    public bool Enabled { get; set; } = true;
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A sign-in, kept here so that it can be ended from here. Only the token's digest is stored.</summary>
internal sealed class OperatorSession : IDirectoryEntry
{
    public static readonly TimeSpan AbsoluteLimit = TimeSpan.FromHours(12);
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(60);

    public required byte[] TokenDigest { get; init; }
    public required Id<Operator> OperatorId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>To the minute, so that reading does not write.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When the password was last given; actions that move money or keys ask for it again after five minutes.</summary>
    public required DateTimeOffset ProvenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class OperatorTables : IEntityTypeConfiguration<Operator>, IEntityTypeConfiguration<OperatorSession>
{
    public void Configure(EntityTypeBuilder<Operator> builder)
    {
        builder.ToTable("operators");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.HasIndex(o => o.Email).IsUnique();
        builder.Property(o => o.Email).HasMaxLength(SignIn.MaxEmailLength);
        builder.Property(o => o.Name).HasMaxLength(100);
        builder.Property(o => o.PasswordHash).HasMaxLength(256);
    }

    public void Configure(EntityTypeBuilder<OperatorSession> builder)
    {
        builder.ToTable("operator_sessions");
        builder.HasKey(s => s.TokenDigest);
        builder.Property(s => s.TokenDigest).HasMaxLength(32);
        builder.HasIndex(s => s.OperatorId);
    }
}
