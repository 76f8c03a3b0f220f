using System.Runtime.CompilerServices;
using OiPayments.Persistence;
using OiPayments.Reconciliation;
using OiPayments.Reconciliation.Banks;

namespace OiPayments.Verification;

/// <summary>
/// What rows of settlement files agree about, and lines of the bank show, is what the books moved for it, and nothing is left of a file that
/// does not count.
/// </summary>
internal sealed class SettlementsAreBooked(OiPaymentsDb db, CompareWithBooks compare) : IInvariant
{
    public string Name => "What settlement files and bank statements agree about is booked, and nothing is left of files that do not count";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<SettlementResult>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var difference in await compare.RunAsync(ct)) yield return difference.Sentence;
        var left = db.AcrossApplications<SettlementStatement>().Where(s => s.DueAt == null && s.Status != StatementStatus.Imported
            && db.AcrossApplications<SettlementResult>().Any(r => r.StatementOwner == s.ApplicationId && r.StatementId == s.Id));
        await foreach (var statement in left.Select(s => new { s.Id, s.Status }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Settlement file {statement.Id} is {WireNames<StatementStatus>.Of(statement.Status)}, and rows of it are left.";

        // Settled is not in the bank before the bank says so.
        var unshown = db.AcrossApplications<Payout>().Where(p => p.Status == PayoutStatus.Arrived
            && !db.AcrossApplications<BankEntry>().Any(e => e.ApplicationId == p.ApplicationId && e.PayoutId == p.Id
                && e.Status == BankEntryStatus.Arrived && e.Currency == p.Currency));
        await foreach (var payout in unshown.Select(p => new { p.Id, p.Reference }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Payout {payout.Id} ({payout.Reference}) has arrived, and no line of a bank statement is its arrival.";
    }
}
