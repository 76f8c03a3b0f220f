using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Audit;

/// <summary>A link of the hash chain over one application's lines, or over the service's own: written once.</summary>
internal sealed class AuditSeal : IApplicationOwned, IChainLink
{
    public required ApplicationId ApplicationId { get; init; }

    /// <summary>1, 2, 3 and so on, in the order of sealing.</summary>
    public required long Position { get; init; }
    public required Id<AuditEntry> EntryId { get; init; }
    public required string Hash { get; init; }
    public required string PreviousHash { get; init; }
    public required DateTimeOffset SealedAt { get; init; }
}

/// <summary>A line that waits to be sealed: written with it, removed with its seal.</summary>
internal sealed class UnsealedAuditEntry : IApplicationOwned
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<AuditEntry> EntryId { get; init; }
}

internal sealed class AuditSealTables : IEntityTypeConfiguration<AuditSeal>, IEntityTypeConfiguration<UnsealedAuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditSeal> builder)
    {
        builder.ToTable("audit_seals");
        builder.HasKey(s => new { s.ApplicationId, s.Position });
        builder.HasIndex(s => new { s.ApplicationId, s.EntryId }).IsUnique();
        builder.Property(s => s.Hash).HasMaxLength(HashChain.HashLength);
        builder.Property(s => s.PreviousHash).HasMaxLength(HashChain.HashLength);
    }

    public void Configure(EntityTypeBuilder<UnsealedAuditEntry> builder)
    {
        builder.ToTable("audit_unsealed");
        builder.HasKey(u => new { u.ApplicationId, u.EntryId });
    }
}
