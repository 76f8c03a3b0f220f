using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Persistence;

namespace OiPayments.Access;

/// <summary>A sign-in, kept here so that it can be listed and ended from here. Only the token's digest is stored.</summary>
internal sealed class OperatorSession : IDirectoryEntry
{
    public const int MaxUserAgentLength = 200;
    public static readonly TimeSpan AbsoluteLimit = TimeSpan.FromHours(12);
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(60);

    public required byte[] TokenDigest { get; init; }

    /// <summary>What lists call it; nothing can be done with it but to end it.</summary>
    public required Id<OperatorSession> Id { get; init; }
    public required Id<Operator> OperatorId { get; init; }

    /// <summary>The operator's when they signed in. When theirs changes, this session is over.</summary>
    public required string SecurityStamp { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>To the minute, so that reading does not write.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When the password was last given; actions that move money or keys ask for it again after five minutes.</summary>
    public required DateTimeOffset ProvenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Where the sign-in came from: the address, and the network that one subscriber of it has.</summary>
    public string? Address { get; init; }
    public string? Network { get; init; }
    public string? UserAgent { get; init; }

    public bool IsOver(string stamp, DateTimeOffset now) =>
        EndedAt is not null
            || now >= ExpiresAt
            || now - LastSeenAt >= IdleLimit
            || !string.Equals(SecurityStamp, stamp, StringComparison.Ordinal);

    internal sealed class Table : IEntityTypeConfiguration<OperatorSession>
    {
        public void Configure(EntityTypeBuilder<OperatorSession> builder)
        {
            builder.ToTable("operator_sessions");
            builder.HasKey(s => s.TokenDigest);
            builder.Property(s => s.TokenDigest).HasMaxLength(32);
            builder.HasIndex(s => s.Id).IsUnique();
            builder.HasIndex(s => s.OperatorId);
            builder.HasIndex(s => new { s.Network, s.CreatedAt });
            builder.Property(s => s.SecurityStamp).HasMaxLength(64);
            builder.Property(s => s.Address).HasMaxLength(45);
            builder.Property(s => s.Network).HasMaxLength(45);
            builder.Property(s => s.UserAgent).HasMaxLength(MaxUserAgentLength);
        }
    }
}
