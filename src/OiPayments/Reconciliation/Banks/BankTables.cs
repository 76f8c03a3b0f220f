using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OiPayments.Reconciliation.Banks;

internal sealed class BankTables
    : IEntityTypeConfiguration<BankAccount>, IEntityTypeConfiguration<BankFile>, IEntityTypeConfiguration<BankEntry>
{
    private const int MaxActorLength = 40;

    public void Configure(EntityTypeBuilder<BankAccount> builder)
    {
        builder.ToTable("bank_accounts");
        builder.HasKey(a => new { a.ApplicationId, a.Id });
        builder.HasIndex(a => new { a.ApplicationId, a.Mode, a.Name }).IsUnique();
        builder.Property(a => a.Name).HasMaxLength(BankAccount.MaxNameLength);
        builder.Property(a => a.Number).HasMaxLength(BankAccount.MaxNumberLength);
        builder.Property(a => a.Mapping).HasMaxLength(BankAccount.MaxMappingLength);
        builder.Property(a => a.UpdatedBy).HasMaxLength(MaxActorLength);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Ignore(a => a.Scope);
    }

    public void Configure(EntityTypeBuilder<BankFile> builder)
    {
        builder.ToTable("bank_files");
        builder.HasKey(f => new { f.ApplicationId, f.Id });
        builder.HasIndex(f => new { f.ApplicationId, f.Mode, f.CreatedAt, f.Id });

        // The same file counts once.
        builder.HasIndex(f => new { f.ApplicationId, f.AccountId, f.Digest }).IsUnique();
        builder.HasOne<BankAccount>().WithMany().HasForeignKey(f => new { f.ApplicationId, f.AccountId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(f => f.FileName).HasMaxLength(BankFile.MaxFileNameLength);
        builder.Property(f => f.Digest).HasMaxLength(BankFile.DigestLength);
        builder.Property(f => f.CreatedBy).HasMaxLength(MaxActorLength);
        builder.Ignore(f => f.Scope);
    }

    public void Configure(EntityTypeBuilder<BankEntry> builder)
    {
        builder.ToTable("bank_entries");
        builder.HasKey(e => new { e.ApplicationId, e.Id });
        builder.HasIndex(e => new { e.ApplicationId, e.Mode, e.CreatedAt, e.Id });
        builder.HasIndex(e => new { e.ApplicationId, e.Mode, e.Status, e.CreatedAt, e.Id }).HasFilter("status <> 'OTHER'");
        builder.HasIndex(e => new { e.ApplicationId, e.Mode }, "ix_bank_entries_open")
            .HasFilter("status = 'FLAGGED' AND resolved_at IS NULL");
        builder.HasIndex(e => new { e.ApplicationId, e.Mode, e.AmountMinor });

        // A line counts once, whatever file it comes in; equal lines of one file are told apart by their number.
        builder.HasIndex(e => new { e.ApplicationId, e.AccountId, e.Fingerprint, e.Occurrence }).IsUnique();
        builder.HasOne<BankFile>().WithMany().HasForeignKey(e => new { e.ApplicationId, e.FileId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Payout>().WithMany().HasForeignKey(e => new { e.ApplicationId, e.PayoutId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(e => e.Reference).HasMaxLength(BankEntry.MaxIdLength);
        builder.Property(e => e.BankReference).HasMaxLength(BankEntry.MaxIdLength);
        builder.Property(e => e.Text).HasMaxLength(BankEntry.MaxTextLength);
        builder.Property(e => e.Raw).HasMaxLength(BankEntry.MaxRawLength);
        builder.Property(e => e.Words).HasMaxLength(BankEntry.MaxWordsLength);
        builder.Property(e => e.Fingerprint).HasMaxLength(BankEntry.FingerprintLength);
        builder.Property(e => e.Detail).HasMaxLength(BankEntry.MaxTextLength);
        builder.Property(e => e.ResolvedBy).HasMaxLength(MaxActorLength);
        builder.Property(e => e.ResolutionNote).HasMaxLength(BankEntry.MaxNoteLength);
        builder.Property(e => e.Version).IsConcurrencyToken();
        builder.Ignore(e => e.Scope);
        builder.Ignore(e => e.IsOpen);
    }
}
