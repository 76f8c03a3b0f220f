using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace OiPayments.Ledger;

/// <summary>
/// The double-entry book. The only code that can name a ledger row: the row types are internal to this assembly, so no
/// feature can change a balance any other way than by posting a journal.
/// </summary>
public sealed class Book(DbContext db, IIdSource ids, TimeProvider clock)
{
    private readonly Balances balances = new(db);

    /// <summary>
    /// Adds the journal to the caller's unit of work: saved with whatever caused it, or not at all. A cause that is booked
    /// already makes that save fail as a lost race. Appends only, so journals never wait for each other.
    /// </summary>
    public async ValueTask PostAsync(Journal journal, CancellationToken ct) => await AddAsync(journal, clock.GetUtcNow(), ct);

    /// <summary>
    /// As <see cref="PostAsync"/>, and dated by the caller: balances as of that instant and later hold it, whenever it is saved.
    /// </summary>
    /// <param name="journal">What to post.</param>
    /// <param name="postedAt">When it counts from, UTC; not in the future.</param>
    /// <param name="ct">Ends the wait for an id.</param>
    /// <returns>The journal's number in the books.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The instant is in the future: a bug in the caller.</exception>
    public ValueTask<Id<Journal>> PostDatedAsync(Journal journal, DateTimeOffset postedAt, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(postedAt, clock.GetUtcNow());
        return AddAsync(journal, postedAt, ct);
    }

    /// <summary>Every account of the chart, with its turnover and balance in each currency that was ever moved, as of an instant.</summary>
    public Task<IReadOnlyList<AccountBalance>> BalancesAsync(Scope scope, DateTimeOffset asOf, CancellationToken ct) =>
        balances.AsOfAsync(scope, asOf, ct);

    /// <summary>As <see cref="BalancesAsync"/>, without what was posted at the instant itself, such as the end of a month.</summary>
    public Task<IReadOnlyList<AccountBalance>> BalancesBeforeAsync(Scope scope, DateTimeOffset time, CancellationToken ct) =>
        balances.BeforeAsync(scope, time, ct);

    /// <summary>
    /// One account's statement in one currency: what it held before <paramref name="from"/>, the entries in order, and what it
    /// held at the end. An entry at <paramref name="to"/> itself is the next period's, so
    /// that one period's closing balance is the next one's opening.
    /// </summary>
    public async Task<Statement> StatementAsync(
        Scope scope, Account account, Currency currency, DateTimeOffset? from, DateTimeOffset? to, int skip, int take, CancellationToken ct)
    {
        var all = Transfers(scope).Where(t => t.Currency == currency && (t.Debit == account || t.Credit == account));
        var inside = all.Where(t => (from == null || t.PostedAt >= from) && (to == null || t.PostedAt < to));
        var before = from is { } begin ? await BalanceBeforeAsync(scope, account, currency, begin, ct) : 0L;
        var ordered = inside.OrderBy(t => t.PostedAt).ThenBy(t => t.JournalId).ThenBy(t => t.Line);

        var total = await inside.CountAsync(ct);
        var balance = before + await SignedSumAsync(ordered.Take(skip), account, ct);
        var entries = new List<StatementEntry>(Math.Min(take, total));
        foreach (var row in await Entries(ordered.Skip(skip).Take(take)).ToListAsync(ct))
        {
            entries.Add(EntryOf(row, account, balance));
            balance = entries[^1].BalanceMinor;
        }

        return new(
            account, currency, before, entries,
            await BalanceBeforeAsync(scope, account, currency, to ?? DateTimeOffset.MaxValue, ct), total);
    }

    /// <summary>
    /// The entries of <see cref="StatementAsync"/>, however many, read while they are used. The database reads them by one statement: what
    /// is posted meanwhile is not among them.
    /// </summary>
    /// <param name="scope">Whose books.</param>
    /// <param name="account">Which account.</param>
    /// <param name="currency">In which currency.</param>
    /// <param name="period">From when, and until when; at the end itself is the next period's. Null where that end is open.</param>
    /// <param name="openingMinor">What the account held before the first one, in minor units.</param>
    /// <param name="ct">Ends it.</param>
    public async IAsyncEnumerable<StatementEntry> EntriesAsync(
        Scope scope, Account account, Currency currency, (DateTimeOffset? From, DateTimeOffset? To) period, long openingMinor,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var (from, to) = period;
        var all = Transfers(scope).Where(t => t.Currency == currency && (t.Debit == account || t.Credit == account)
            && (from == null || t.PostedAt >= from) && (to == null || t.PostedAt < to));
        var balance = openingMinor;
        await foreach (var row in Entries(all).AsAsyncEnumerable().WithCancellation(ct))
        {
            var entry = EntryOf(row, account, balance);
            balance = entry.BalanceMinor;
            yield return entry;
        }
    }

    /// <summary>What an account held before an instant, in minor units, positive on the side where it grows.</summary>
    public async Task<long> BalanceBeforeAsync(
        Scope scope, Account account, Currency currency, DateTimeOffset time, CancellationToken ct) =>
        (await balances.BeforeAsync(scope, time, ct)).SingleOrDefault(found => found.Account == account
            && found.Currency == currency)?.BalanceMinor ?? 0;

    /// <summary>One journal with its transfers in order; null when these books have none with this number.</summary>
    public async Task<PostedJournal?> FindAsync(Scope scope, Id<Journal> id, CancellationToken ct)
    {
        var journal = await db.Set<JournalRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(j => j.ApplicationId == scope.ApplicationId && j.Mode == scope.Mode && j.Id == id, ct);
        if (journal is null) return null;

        var transfers = await Transfers(scope).Where(t => t.JournalId == id).OrderBy(t => t.Line).ToListAsync(ct);
        return new(
            id.Value, journal.Cause, journal.Kind, journal.Currency, journal.PostedAt,
            [.. transfers.Select(t => new PostedTransfer(t.Line, t.Debit, t.Credit, t.AmountMinor))]);
    }

    private async ValueTask<Id<Journal>> AddAsync(Journal journal, DateTimeOffset postedAt, CancellationToken ct)
    {
        var id = await ids.NextAsync<Journal>(ct);
        db.Add(new JournalRow
        {
            ApplicationId = journal.Scope.ApplicationId,
            Id = id,
            Mode = journal.Scope.Mode,
            Currency = journal.Currency,
            Cause = journal.Cause,
            Kind = journal.Kind,
            PostedAt = postedAt,
        });
        db.AddRange(journal.Transfers.Select((transfer, line) => new TransferRow
        {
            ApplicationId = journal.Scope.ApplicationId,
            JournalId = id,
            Line = line,
            Mode = journal.Scope.Mode,
            Currency = journal.Currency,
            Debit = transfer.Debit,
            Credit = transfer.Credit,
            AmountMinor = transfer.Amount.MinorUnits,
            PostedAt = postedAt,
        }));
        db.Add(new UnsealedRow { ApplicationId = journal.Scope.ApplicationId, Mode = journal.Scope.Mode, JournalId = id });
        return id;
    }

    /// <summary>Transfers in their order, each with what its journal says.</summary>
    private IQueryable<EntryRow> Entries(IQueryable<TransferRow> transfers) => transfers
        .Join(db.Set<JournalRow>(), t => new { t.ApplicationId, Id = t.JournalId }, j => new { j.ApplicationId, j.Id },
            (t, j) => new EntryRow
            {
                JournalId = t.JournalId,
                Line = t.Line,
                Cause = j.Cause,
                Kind = j.Kind,
                Debit = t.Debit,
                Credit = t.Credit,
                AmountMinor = t.AmountMinor,
                PostedAt = t.PostedAt,
            })
        .OrderBy(t => t.PostedAt).ThenBy(t => t.JournalId).ThenBy(t => t.Line);

    private static StatementEntry EntryOf(EntryRow row, Account account, long before)
    {
        var isDebit = row.Debit == account;
        var balance = before + (isDebit == account.GrowsByDebit ? row.AmountMinor : -row.AmountMinor);
        return new(
            row.JournalId.Value, row.Line, row.Cause, row.Kind, isDebit ? row.Credit : row.Debit, isDebit ? row.AmountMinor : 0,
            isDebit ? 0 : row.AmountMinor, balance, row.PostedAt);
    }

    private sealed record EntryRow
    {
        public required Id<Journal> JournalId { get; init; }
        public required int Line { get; init; }
        public required string Cause { get; init; }
        public required JournalKind Kind { get; init; }
        public required Account Debit { get; init; }
        public required Account Credit { get; init; }
        public required long AmountMinor { get; init; }
        public required DateTimeOffset PostedAt { get; init; }
    }

    private IQueryable<TransferRow> Transfers(Scope scope) => db.Set<TransferRow>().AsNoTracking()
        .Where(transfer => transfer.ApplicationId == scope.ApplicationId && transfer.Mode == scope.Mode);

    private static async Task<long> SignedSumAsync(IQueryable<TransferRow> transfers, Account account, CancellationToken ct)
    {
        var debitsLessCredits = await transfers.SumAsync(t => t.Debit == account ? t.AmountMinor : -t.AmountMinor, ct);
        return account.GrowsByDebit ? debitsLessCredits : -debitsLessCredits;
    }
}

/// <summary>
/// What an account turned over and holds, in minor units. <see cref="BalanceMinor"/> is positive on the side where the account
/// grows: a liability of 100 is 100, not −100.
/// </summary>
public sealed record AccountBalance(Account Account, Currency Currency, long DebitMinor, long CreditMinor)
{
    public long BalanceMinor => Account.GrowsByDebit ? DebitMinor - CreditMinor : CreditMinor - DebitMinor;
}

/// <summary>A journal as it stands in the books.</summary>
public sealed record PostedJournal(
    long Id, string Cause, JournalKind Kind, Currency Currency, DateTimeOffset PostedAt, IReadOnlyList<PostedTransfer> Transfers);

/// <summary>One transfer of a journal, in minor units: so much left <see cref="Credit"/>'s side for <see cref="Debit"/>'s.</summary>
public sealed record PostedTransfer(int Line, Account Debit, Account Credit, long AmountMinor);

/// <summary>A page of one account's entries between an opening and a closing balance, in minor units.</summary>
public sealed record Statement(
    Account Account, Currency Currency, long OpeningMinor, IReadOnlyList<StatementEntry> Entries, long ClosingMinor, int TotalEntries);

/// <summary>One side of one transfer, seen from the account: one of debit and credit is zero.</summary>
public sealed record StatementEntry(
    long JournalId, int Line, string Cause, JournalKind Kind, Account Counterpart,
    long DebitMinor, long CreditMinor, long BalanceMinor, DateTimeOffset PostedAt);
