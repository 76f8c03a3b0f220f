using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>
/// How often signing in failed of late, for one key: an address that was typed, a device, a network. Kept for addresses that nobody
/// has just as for others, so that being locked tells nothing. No key can be read back: it is a digest.
/// </summary>
internal sealed class SignInLimit : IDirectoryEntry
{
    public required byte[] Key { get; init; }

    /// <summary>
    /// Tries that were not right, or not finished. A try is counted before it is looked at, so that many at once gain nothing.
    /// </summary>
    public required int Failures { get; set; }
    public required DateTimeOffset LastTriedAt { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Of two tries that were counted at once, one counts again.</summary>
    public int Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<SignInLimit>
    {
        public void Configure(EntityTypeBuilder<SignInLimit> builder)
        {
            builder.ToTable("sign_in_limits");
            builder.HasKey(l => l.Key);
            builder.Property(l => l.Key).HasMaxLength(32);
            builder.HasIndex(l => l.LastTriedAt);
            builder.Property(l => l.Version).IsConcurrencyToken();
        }
    }
}
