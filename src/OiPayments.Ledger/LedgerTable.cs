using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OiPayments.Ledger;

/// <summary>A journal as stored: written once, never changed. Triggers in the database say so too.</summary>
internal sealed class JournalRow
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<JournalRow> Id { get; init; }
    public required Mode Mode { get; init; }
    public required Currency Currency { get; init; }
    public required string Cause { get; init; }
    public required JournalKind Kind { get; init; }
    public required DateTimeOffset PostedAt { get; init; }
}

/// <summary>
/// One transfer as stored, with what its journal says repeated, so that a balance or a statement reads this table alone.
/// </summary>
internal sealed class TransferRow
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<JournalRow> JournalId { get; init; }
    public required int Line { get; init; }
    public required Mode Mode { get; init; }
    public required Currency Currency { get; init; }
    public required Account Debit { get; init; }
    public required Account Credit { get; init; }
    public required long AmountMinor { get; init; }
    public required DateTimeOffset PostedAt { get; init; }
}

public static class LedgerTable
{
    /// <summary>What the database itself must keep from ever being changed or removed.</summary>
    public static readonly IReadOnlyList<string> AppendOnlyTables = ["ledger_journals", "ledger_transfers"];

    extension(ModelBuilder model)
    {
        public void AddLedger() => model.Entity<JournalRow>(Configure).Entity<TransferRow>(Configure);
    }

    private static void Configure(EntityTypeBuilder<JournalRow> journal)
    {
        journal.ToTable("ledger_journals");
        journal.HasKey(j => new { j.ApplicationId, j.Id });
        journal.HasIndex(j => new { j.ApplicationId, j.Cause }).IsUnique();
        journal.Property(j => j.Cause).HasMaxLength(Journal.MaxCauseLength);
    }

    private static void Configure(EntityTypeBuilder<TransferRow> transfer)
    {
        transfer.ToTable("ledger_transfers", table =>
        {
            table.HasCheckConstraint("ck_ledger_transfers_amount_positive", "amount_minor > 0");
            table.HasCheckConstraint("ck_ledger_transfers_two_sides", "debit <> credit");
        });
        transfer.HasKey(t => new { t.ApplicationId, t.JournalId, t.Line });
        transfer.HasOne<JournalRow>().WithMany().HasForeignKey(t => new { t.ApplicationId, t.JournalId }).OnDelete(DeleteBehavior.Restrict);
        transfer.HasIndex(t => new { t.ApplicationId, t.Mode, t.Currency, t.Debit, t.PostedAt });
        transfer.HasIndex(t => new { t.ApplicationId, t.Mode, t.Currency, t.Credit, t.PostedAt });
    }
}
