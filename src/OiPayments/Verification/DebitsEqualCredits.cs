using OiPayments.Ledger;

namespace OiPayments.Verification;

/// <summary>
/// Adds up the debits of each book under what the journals say of mode and currency, and the credits under what the transfers
/// themselves say: a transfer that has left its journal, or says something else than it, tips the scales.
/// </summary>
internal sealed class DebitsEqualCredits(LedgerFacts books) : IInvariant
{
    public string Name => "Debits equal credits in each application, mode and currency, and every transfer agrees with its journal";

    public Task<long> CountAsync(CancellationToken ct) => books.Transfers.LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var debits = await books.Transfers
            .Join(books.Journals, t => new { t.ApplicationId, Id = t.JournalId }, j => new { j.ApplicationId, j.Id },
                (t, j) => new { j.ApplicationId, j.Mode, j.Currency, t.AmountMinor })
            .GroupBy(side => new { side.ApplicationId, side.Mode, side.Currency })
            .Select(book => new { book.Key, Sum = book.Sum(side => side.AmountMinor) })
            .ToDictionaryAsync(book => book.Key, book => book.Sum, ct);
        var credits = await books.Transfers.GroupBy(t => new { t.ApplicationId, t.Mode, t.Currency })
            .Select(book => new { book.Key, Sum = book.Sum(side => side.AmountMinor) })
            .ToDictionaryAsync(book => book.Key, book => book.Sum, ct);
        foreach (var book in debits.Keys.Union(credits.Keys)
            .OrderBy(book => book.ApplicationId.Value)
            .ThenBy(book => book.Mode)
            .ThenBy(book => book.Currency.Code, StringComparer.Ordinal))
        {
            var (debit, credit) = (debits.GetValueOrDefault(book), credits.GetValueOrDefault(book));
            if (debit != credit)
                yield return $"Application {book.ApplicationId}, {WireNames<Mode>.Of(book.Mode)}: debits "
                    + $"{new Money(debit, book.Currency)}, credits {new Money(credit, book.Currency)}.";
        }

        var strays = books.Transfers.Where(t => !books.Journals.Any(j =>
            j.ApplicationId == t.ApplicationId
                && j.Id == t.JournalId
                && j.Mode == t.Mode
                && j.Currency == t.Currency
                && j.PostedAt == t.PostedAt));
        await foreach (var stray in strays.Select(t => new { t.ApplicationId, t.JournalId, t.Line })
            .AsAsyncEnumerable()
            .WithCancellation(ct))
            yield return $"Application {stray.ApplicationId}: transfer {stray.Line} of journal {stray.JournalId} has no journal of its "
                + "mode, currency and time.";

        var empty = books.Journals.Where(j => !books.Transfers.Any(t => t.ApplicationId == j.ApplicationId && t.JournalId == j.Id));
        await foreach (var journal in empty.Select(j => new { j.ApplicationId, j.Id, j.Cause }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {journal.ApplicationId}: journal {journal.Id} ({journal.Cause}) moves nothing.";
    }
}
