using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation.Banks;

/// <summary>
/// The journals of a payout that arrived at the bank, or came back from it: in the books of each application that has a share of it. What
/// of a payout is nobody's moves no books.
/// </summary>
internal sealed class BookArrival(OiPaymentsDb db, Book book)
{
    /// <summary>Adds what the line moves to the caller's unit of work.</summary>
    /// <param name="entry">The line; its cause.</param>
    /// <param name="found">What it is about.</param>
    /// <param name="now">Since when it counts.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task RunAsync(BankEntry entry, MatchEntries.Found found, DateTimeOffset now, CancellationToken ct)
    {
        var (payout, status) = (found.Payout, found.Status);
        if (status is BankEntryStatus.Flagged)
        {
            entry.Flag(found.Reason, found.Detail, payout);
            return;
        }

        entry.Count(payout, status, now);
        var isArrival = status is BankEntryStatus.Arrived;
        if (isArrival) payout.Arrive(entry.BookedOn, entry.BankReference ?? entry.Reference);
        else payout.ComeBack(entry.Text ?? entry.Reference ?? "The bank gave no reason.");
        foreach (var share in await SharesAsync(payout, ct))
        {
            var moved = isArrival ? Arriving(share) : [Move(share, Account.GatewayClearing, Account.Bank, share.ComeBack())];
            await PostAsync(share, isArrival ? JournalKind.BankArrival : JournalKind.BankReturn, SubjectOf(entry), moved, now, ct);
        }
    }

    /// <summary>A row that came to agree later, of a payout that is not on its way any more: its money goes where that went.</summary>
    public async Task FollowAsync(Payout payout, PayoutShare share, SettlementResult row, DateTimeOffset now, CancellationToken ct)
    {
        if (payout.Status is PayoutStatus.InTransit) return;
        var (isReturned, net) = (payout.Status is PayoutStatus.Returned, row.NetMinor.GetValueOrDefault());
        share.Follow(net, isReturned);
        await PostAsync(
            share, isReturned ? JournalKind.BankReturn : JournalKind.BankArrival, BookSettlement.SubjectOf(row),
            [Move(share, isReturned ? Account.GatewayClearing : Account.Bank, Account.BankInTransit, net)], now, ct);
    }

    private static Transfer?[] Arriving(PayoutShare share)
    {
        var (onItsWay, cameBack) = share.Arrive();
        return [Move(share, Account.Bank, Account.BankInTransit, onItsWay), Move(share, Account.Bank, Account.GatewayClearing, cameBack)];
    }

    /// <summary>Null for nothing; the other way round for less than nothing, where refunds had come to more.</summary>
    private static Transfer? Move(PayoutShare share, Account to, Account from, long minor) => minor switch
    {
        0 => null,
        > 0 => new(to, from, new(minor, share.Currency)),
        < 0 => new(from, to, new(-minor, share.Currency)),
    };

    private static string SubjectOf(BankEntry entry) => $"bank_entry_{entry.Id}";

    private async Task<List<PayoutShare>> SharesAsync(Payout payout, CancellationToken ct)
    {
        var shares = new List<PayoutShare>();
        var owners = await db.AcrossApplications<PayoutShare>().AsNoTracking()
            .Where(s => s.PayoutId == payout.Id && s.PayoutOwner == payout.ApplicationId).Select(s => s.ApplicationId).ToListAsync(ct);
        foreach (var owner in owners.Order())
            shares.Add(await db.Of<PayoutShare>(new Scope(owner, payout.Mode)).SingleAsync(s => s.PayoutId == payout.Id, ct));
        return shares;
    }

    private async ValueTask PostAsync(
        PayoutShare share, JournalKind kind, string subject, IEnumerable<Transfer?> moved, DateTimeOffset now, CancellationToken ct)
    {
        List<Transfer> transfers = [.. moved.OfType<Transfer>()];
        if (transfers.Count > 0) await book.PostDatedAsync(Journal.Of(share.Scope, kind, subject, transfers), now, ct);
    }
}
