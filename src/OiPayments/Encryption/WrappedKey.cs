using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Persistence;

namespace OiPayments.Encryption;

/// <summary>
/// One entry of the key ring, where the ring lies in the database: encrypted with a wrapping key, which is never there.
/// </summary>
internal sealed class WrappedKey : IDirectoryEntry
{
    public const int MaxNameLength = 128;
    public const int MarkLength = 16;

    /// <summary>
    /// 1, 2, 3… as they were added. Whoever adds takes the place after the last that it has read, and there is one of each: so of two
    /// nodes that begin a ring at once, one finds the other's.
    /// </summary>
    public required int Place { get; init; }

    public required string Name { get; init; }

    /// <summary>Which wrapping key opens it, by a mark that does not tell the key.</summary>
    public required string WrappedBy { get; set; }

    /// <summary>The entry's XML, encrypted, as base64.</summary>
    public required string Box { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<WrappedKey>
    {
        public void Configure(EntityTypeBuilder<WrappedKey> builder)
        {
            builder.ToTable("wrapped_keys");
            builder.HasKey(key => key.Place);
            builder.Property(key => key.Place).ValueGeneratedNever();
            builder.HasIndex(key => key.Name).IsUnique();
            builder.Property(key => key.Name).HasMaxLength(MaxNameLength);
            builder.Property(key => key.WrappedBy).HasMaxLength(MarkLength);
        }
    }
}
