using Microsoft.EntityFrameworkCore;

namespace OiPayments.Ledger;

/// <summary>
/// What the books say, as rows that can be joined and compared and never changed: for checking them against everything else,
/// and for writing them out. Across applications; an application's own questions go to <see cref="Book"/>.
/// </summary>
public sealed class LedgerFacts(DbContext db)
{
    public IQueryable<JournalFact> Journals => db.Set<JournalRow>().AsNoTracking();

    public IQueryable<TransferFact> Transfers => db.Set<TransferRow>().AsNoTracking();

    /// <summary>Journals without a seal, those included that nothing ever asked to be sealed.</summary>
    public IQueryable<JournalFact> UnsealedJournals => Journals
        .Where(j => !db.Set<SealRow>().Any(seal => seal.ApplicationId == j.ApplicationId && seal.JournalId == j.Id));
}

/// <summary>A journal, to be read: its stored row is the ledger's own type, so nobody else can write one.</summary>
public class JournalFact
{
    private protected JournalFact()
    {
    }

    public required ApplicationId ApplicationId { get; init; }
    public required Id<Journal> Id { get; init; }
    public required Mode Mode { get; init; }
    public required Currency Currency { get; init; }
    public required string Cause { get; init; }
    public required JournalKind Kind { get; init; }
    public required DateTimeOffset PostedAt { get; init; }
}

/// <summary>One transfer of a journal, to be read. <see cref="AmountMinor"/> is in minor units of <see cref="Currency"/>.</summary>
public class TransferFact
{
    private protected TransferFact()
    {
    }

    public required ApplicationId ApplicationId { get; init; }
    public required Id<Journal> JournalId { get; init; }
    public required int Line { get; init; }
    public required Mode Mode { get; init; }
    public required Currency Currency { get; init; }
    public required Account Debit { get; init; }
    public required Account Credit { get; init; }
    public required long AmountMinor { get; init; }
    public required DateTimeOffset PostedAt { get; init; }
}
