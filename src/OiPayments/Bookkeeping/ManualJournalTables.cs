using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OiPayments.Bookkeeping;

internal sealed class ManualJournalTables : IEntityTypeConfiguration<ManualJournal>, IEntityTypeConfiguration<ManualTransfer>
{
    public void Configure(EntityTypeBuilder<ManualJournal> builder)
    {
        builder.ToTable("manual_journals", table => table.HasCheckConstraint(
            "ck_manual_journals_posted_are_in_the_books",
            "(status = 'POSTED') = (journal_id IS NOT NULL) AND (journal_id IS NULL) = (posted_at IS NULL)"));
        builder.HasKey(j => new { j.ApplicationId, j.Id });
        builder.HasIndex(j => new { j.ApplicationId, j.Mode, j.CreatedAt, j.Id });
        builder.HasIndex(j => new { j.ApplicationId, j.Mode, j.Status, j.CreatedAt, j.Id });

        // Undone once: a reversal that was rejected leaves room for another.
        builder.HasIndex(j => new { j.ApplicationId, j.Reverses })
            .IsUnique()
            .HasFilter("reverses IS NOT NULL AND status <> 'REJECTED'");
        builder.Property(j => j.Reason).HasMaxLength(ManualJournal.MaxReasonLength);
        builder.Property(j => j.RejectionReason).HasMaxLength(ManualJournal.MaxReasonLength);
        builder.Property(j => j.CreatedBy).HasMaxLength(40);
        builder.Property(j => j.DecidedBy).HasMaxLength(40);
        builder.Property(j => j.Version).IsConcurrencyToken();
        builder.Ignore(j => j.Scope);
        builder.Ignore(j => j.Subject);
        builder.Ignore(j => j.IsPostedLate);
    }

    public void Configure(EntityTypeBuilder<ManualTransfer> builder)
    {
        builder.ToTable("manual_journal_transfers", table =>
        {
            table.HasCheckConstraint("ck_manual_journal_transfers_amount_positive", "amount_minor > 0");
            table.HasCheckConstraint("ck_manual_journal_transfers_two_sides", "debit <> credit");
        });
        builder.HasKey(t => new { t.ApplicationId, t.ManualJournalId, t.Line });
        builder.HasOne<ManualJournal>()
            .WithMany()
            .HasForeignKey(t => new { t.ApplicationId, t.ManualJournalId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
