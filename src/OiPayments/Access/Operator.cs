using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Access;

/// <summary>A person who runs the service: support, finance, administration.</summary>
internal sealed class Operator : IDirectoryEntry
{
    public const int MaxNameLength = 100;

    public required Id<Operator> Id { get; init; }

    /// <summary>In small letters, which is how it is looked up.</summary>
    public required string Email { get; init; }

    public required string Name { get; set; }
    public required string PasswordHash { get; set; }
    public bool SuperAdmin { get; set; }
    public bool Enabled { get; set; } = true;
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Changes with the password, and when every session has to end: a session that began under another one is over.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Whether the password was made up by somebody else: then it opens nothing but the way to change it.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>When a password that was made up stops being one; null for a chosen one.</summary>
    public DateTimeOffset? PasswordExpiresAt { get; set; }

    /// <summary>
    /// Who last made up this account's password, or took its second factors: they could sign in as this operator. Null when nobody did.
    /// </summary>
    public Id<Operator>? KeysGivenBy { get; private set; }

    public DateTimeOffset? KeysGivenAt { get; private set; }

    public int Version { get; set; }

    /// <summary>Remembers who could sign in as this operator from now on; see <see cref="SecondPerson"/>.</summary>
    public void GiveKeys(SignedInOperator by, DateTimeOffset now) => (KeysGivenBy, KeysGivenAt) = (by.Id, now);
}

internal sealed class OperatorTables : IEntityTypeConfiguration<Operator>
{
    public void Configure(EntityTypeBuilder<Operator> builder)
    {
        builder.ToTable("operators");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.HasIndex(o => o.Email).IsUnique();
        builder.Property(o => o.Email).HasMaxLength(FieldRules.MaxEmailLength);
        builder.Property(o => o.Name).HasMaxLength(Operator.MaxNameLength);
        builder.Property(o => o.PasswordHash).HasMaxLength(256);

        // Of two who change a password at once one loses, whatever they read before.
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.Property(o => o.SecurityStamp).HasMaxLength(64);
    }
}
