using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OiPayments.Ledger;

/// <summary>A journal as stored: written once, never changed. Triggers in the database say so too.</summary>
internal sealed class JournalRow : JournalFact;

/// <summary>A transfer as stored, with its journal's columns repeated, so that a balance or a statement reads this table alone.</summary>
internal sealed class TransferRow : TransferFact;

/// <summary>A link of the hash chain, as stored: which journal stands at which position, written once.</summary>
internal sealed class SealRow : IChainLink
{
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>1, 2, 3 and so on, in the order of sealing.</summary>
    public required long Position { get; init; }

    public required Id<Journal> JournalId { get; init; }

    /// <summary>SHA-256 of <see cref="SealText"/>, 64 small hexadecimal digits.</summary>
    public required string Hash { get; init; }

    public required string PreviousHash { get; init; }
    public required DateTimeOffset SealedAt { get; init; }
}

/// <summary>
/// A journal that waits to be sealed: written with it, removed with its seal. It is seen exactly when its journal is, however
/// late that commits, so the sealer needs no guess about how old a journal can be and still be unseen.
/// </summary>
internal sealed class UnsealedRow
{
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }
    public required Id<Journal> JournalId { get; init; }
}

/// <summary>
/// What the counted journals moved over one account on one day of UTC, in minor units, so that a balance need not add up every
/// transfer there ever was. A sum and no more: what counts are the transfers.
/// </summary>
internal sealed class TurnoverRow
{
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }
    public required DateOnly Day { get; init; }
    public required Currency Currency { get; init; }
    public required Account Account { get; init; }
    public long DebitMinor { get; set; }
    public long CreditMinor { get; set; }
}

/// <summary>
/// Up to which seal the journals of one application and mode are counted in <see cref="TurnoverRow"/>s: each of them once, and none
/// left out. Without it there are no turnovers either: to remove it is to have everything counted anew.
/// </summary>
internal sealed class CountedRow
{
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>Of the last seal that is counted.</summary>
    public long Position { get; set; }

    public int Version { get; set; }
}

public static class LedgerTable
{
    /// <summary>What the database itself must keep from ever being changed or removed.</summary>
    public static readonly IReadOnlyList<string> AppendOnlyTables = ["ledger_journals", "ledger_transfers", "ledger_seals"];

    extension(ModelBuilder model)
    {
        public void AddLedger() => model
            .Entity<JournalRow>(Configure).Entity<TransferRow>(Configure).Entity<SealRow>(Configure).Entity<UnsealedRow>(Configure)
            .Entity<TurnoverRow>(Configure).Entity<CountedRow>(Configure);
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

    private static void Configure(EntityTypeBuilder<SealRow> seal)
    {
        seal.ToTable("ledger_seals");
        seal.HasKey(s => new { s.ApplicationId, s.Mode, s.Position });
        seal.HasIndex(s => new { s.ApplicationId, s.JournalId }).IsUnique();
        seal.HasOne<JournalRow>()
            .WithOne()
            .HasForeignKey<SealRow>(s => new { s.ApplicationId, s.JournalId })
            .OnDelete(DeleteBehavior.Restrict);
        seal.Property(s => s.Hash).HasMaxLength(HashChain.HashLength);
        seal.Property(s => s.PreviousHash).HasMaxLength(HashChain.HashLength);
    }

    private static void Configure(EntityTypeBuilder<UnsealedRow> unsealed)
    {
        unsealed.ToTable("ledger_unsealed");
        unsealed.HasKey(u => new { u.ApplicationId, u.JournalId });
        unsealed.HasOne<JournalRow>()
            .WithOne()
            .HasForeignKey<UnsealedRow>(u => new { u.ApplicationId, u.JournalId })
            .OnDelete(DeleteBehavior.Restrict);
    }

    private static void Configure(EntityTypeBuilder<TurnoverRow> turnover)
    {
        turnover.ToTable("ledger_turnovers");

        // By day before all else: balances read days up to one, or one alone.
        turnover.HasKey(t => new { t.ApplicationId, t.Mode, t.Day, t.Currency, t.Account });
        turnover.HasOne<CountedRow>().WithMany().HasForeignKey(t => new { t.ApplicationId, t.Mode }).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<CountedRow> counted)
    {
        counted.ToTable("ledger_counted");
        counted.HasKey(c => new { c.ApplicationId, c.Mode });
        counted.Property(c => c.Version).IsConcurrencyToken();
    }
}
