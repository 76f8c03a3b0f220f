using System.Runtime.CompilerServices;
using OiPayments.Bookkeeping;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>
/// A manual journal that was approved is in the books, once and with the transfers that were approved; one that waits or was rejected is
/// not; and one that undoes another moves the same the other way round.
/// </summary>
internal sealed class ManualJournalsAreBooked(OiPaymentsDb db, LedgerFacts books) : IInvariant
{
    private const JournalKind Kind = JournalKind.Manual;

    public string Name => "Every approved manual journal is booked once, with exactly its transfers, and no other is";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<ManualJournal>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var (manual, asked) = (db.AcrossApplications<ManualJournal>().AsNoTracking(), db.AcrossApplications<ManualTransfer>());
        var posted = manual.Where(m => m.Status == ManualJournalStatus.Posted).Select(m => new
        {
            Manual = m,
            Booked = books.Journals.FirstOrDefault(j => j.ApplicationId == m.ApplicationId && j.Id == m.JournalId),
            Wanted = asked.Count(t => t.ApplicationId == m.ApplicationId && t.ManualJournalId == m.Id),
            Moved = books.Transfers.Count(t => t.ApplicationId == m.ApplicationId && t.JournalId == m.JournalId),
            Same = asked.Count(a => a.ApplicationId == m.ApplicationId && a.ManualJournalId == m.Id && books.Transfers.Any(
                t => t.ApplicationId == a.ApplicationId
                    && t.JournalId == m.JournalId
                    && t.Line == a.Line
                    && t.Debit == a.Debit
                    && t.Credit == a.Credit
                    && t.AmountMinor == a.AmountMinor)),
        });
        await foreach (var it in posted.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!IsOf(it.Manual, it.Booked))
                yield return $"Application {it.Manual.ApplicationId}: manual journal {it.Manual.Id} is POSTED, and the books have no "
                    + "journal of it.";
            else if (it.Wanted == 0 || it.Wanted != it.Same || it.Moved != it.Same)
                yield return $"Application {it.Manual.ApplicationId}: journal {it.Manual.JournalId} does not move what manual journal "
                    + $"{it.Manual.Id} asks for.";
        }

        var strays = books.Journals.Where(j => j.Kind == Kind && !manual.Any(
            m => m.ApplicationId == j.ApplicationId && m.JournalId == j.Id && m.Status == ManualJournalStatus.Posted));
        await foreach (var journal in strays.Select(j => new { j.ApplicationId, j.Id, j.Cause }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {journal.ApplicationId}: journal {journal.Id} ({journal.Cause}) belongs to no approved manual "
                + "journal.";

        var lopsided = manual.Where(m => m.Reverses != null && !manual.Any(
            of => of.ApplicationId == m.ApplicationId
                && of.Id == m.Reverses
                && of.Mode == m.Mode
                && of.Currency == m.Currency
                && of.Status == ManualJournalStatus.Posted
                && asked.Count(t => t.ApplicationId == of.ApplicationId && t.ManualJournalId == of.Id) == asked.Count(
                    a => a.ApplicationId == m.ApplicationId && a.ManualJournalId == m.Id && asked.Any(
                        t => t.ApplicationId == of.ApplicationId
                            && t.ManualJournalId == of.Id
                            && t.Line == a.Line
                            && t.Debit == a.Credit
                            && t.Credit == a.Debit
                            && t.AmountMinor == a.AmountMinor))));
        await foreach (var it in lopsided.Select(m => new { m.ApplicationId, m.Id, m.Reverses }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {it.ApplicationId}: manual journal {it.Id} does not undo manual journal {it.Reverses}.";
    }

    private static bool IsOf(ManualJournal manual, JournalFact? booked) => booked is not null
        && booked.Kind == Kind
        && booked.Cause == JournalCause.Of(Kind, manual.Subject)
        && booked.Mode == manual.Mode
        && booked.Currency == manual.Currency
        && booked.PostedAt == manual.PostedAt;
}
