using Microsoft.EntityFrameworkCore;

namespace OiPayments.Ledger;

/// <summary>
/// What the books say, as rows that can be joined and compared and never changed: for checking them against everything else,
/// and for writing them out. Across applications; an application's own questions go to <see cref="Book"/>.
/// </summary>
public sealed class LedgerFacts(DbContext db)
{
    public IQueryable<JournalFact> Journals => db.Set<JournalRow>().AsNoTracking().Select(j => new JournalFact
    {
        ApplicationId = j.ApplicationId,
        Id = j.Id,
        Mode = j.Mode,
        Currency = j.Currency,
        Cause = j.Cause,
        Kind = j.Kind,
        PostedAt = j.PostedAt,
    });

    public IQueryable<TransferFact> Transfers => db.Set<TransferRow>().AsNoTracking().Select(t => new TransferFact
    {
        ApplicationId = t.ApplicationId,
        JournalId = t.JournalId,
        Line = t.Line,
        Mode = t.Mode,
        Currency = t.Currency,
        Debit = t.Debit,
        Credit = t.Credit,
        AmountMinor = t.AmountMinor,
        PostedAt = t.PostedAt,
    });

    /// <summary>Journals without a seal, those included that nothing ever asked to be sealed.</summary>
    public IQueryable<JournalFact> UnsealedJournals => Journals
        .Where(j => !db.Set<SealRow>().Any(seal => seal.ApplicationId == j.ApplicationId && seal.JournalId == j.Id));
}

/// <summary>A journal, read.</summary>
public sealed record JournalFact
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<Journal> Id { get; init; }
    public required Mode Mode { get; init; }
    public required Currency Currency { get; init; }
    public required string Cause { get; init; }
    public required JournalKind Kind { get; init; }
    public required DateTimeOffset PostedAt { get; init; }
}

/// <summary>One transfer of a journal, read. <see cref="AmountMinor"/> is in minor units of <see cref="Currency"/>.</summary>
public sealed record TransferFact
{
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
