using System.Runtime.CompilerServices;
using OiPayments.Ledger;
using OiPayments.Persistence;
using OiPayments.Reconciliation;
using OiPayments.Statements;

namespace OiPayments.Verification;

/// <summary>
/// What rows of settlement files agree about is what the books moved for it: net amounts on their way to the bank, the differences of fees,
/// and each application's shares of payouts. And nothing is left of a file that does not count.
/// </summary>
internal sealed class SettlementsAreBooked(OiPaymentsDb db, LedgerFacts books) : IInvariant
{
    public string Name => "What settlement files agree about is booked, and nothing is left of files that do not count";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<SettlementResult>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var rows = db.Counting(db.AcrossApplications<SettlementResult>()).Where(r => r.Status == ResultStatus.Matched
            && (r.Kind == SettlementRowKind.Payment || r.Kind == SettlementRowKind.Refund || r.Kind == SettlementRowKind.FeeReversal));
        var agreed = await rows.GroupBy(r => new { r.ApplicationId, r.Mode, r.Currency })
            .Select(group => new
            {
                group.Key,
                Net = group.Sum(r => r.NetMinor ?? 0),
                Correction = group.Sum(r => (r.FeeMinor ?? 0) - r.BookedFeeMinor),
            }).ToListAsync(ct);
        var nets = agreed.ToDictionary(one => (one.Key.ApplicationId, one.Key.Mode, one.Key.Currency), one => one.Net);
        var corrections = agreed.ToDictionary(one => (one.Key.ApplicationId, one.Key.Mode, one.Key.Currency), one => one.Correction);
        var shares = (await db.AcrossApplications<PayoutShare>().GroupBy(s => new { s.ApplicationId, s.Mode, s.Currency })
            .Select(group => new { group.Key, Minor = group.Sum(s => s.SettledMinor) }).ToListAsync(ct))
            .ToDictionary(one => (one.Key.ApplicationId, one.Key.Mode, one.Key.Currency), one => one.Minor);
        var settled = await MovedAsync(JournalKind.Settlement, Account.BankInTransit, ct);
        foreach (var (expected, booked, what) in new[]
        {
            (nets, settled, "rows of settlement files agree about"), (shares, settled, "shares of payouts come to"),
            (corrections, await MovedAsync(JournalKind.FeeCorrection, Account.GatewayFees, ct), "fees of settlement files differ by"),
        })
        {
            foreach (var key in expected.Keys.Union(booked.Keys))
            {
                var (minor, moved) = (expected.GetValueOrDefault(key), booked.GetValueOrDefault(key));
                if (minor != moved)
                    yield return $"Application {key.ApplicationId}: {what} {minor} {key.Currency} minor units of "
                        + $"{WireNames<Mode>.Of(key.Mode)}, and the books moved {moved}.";
            }
        }

        var left = db.AcrossApplications<SettlementStatement>().Where(s => s.DueAt == null && s.Status != StatementStatus.Imported
            && db.AcrossApplications<SettlementResult>().Any(r => r.StatementOwner == s.ApplicationId && r.StatementId == s.Id));
        await foreach (var statement in left.Select(s => new { s.Id, s.Status }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Settlement file {statement.Id} is {WireNames<StatementStatus>.Of(statement.Status)}, and rows of it are left.";
    }

    private async Task<Dictionary<(ApplicationId ApplicationId, Mode Mode, Currency Currency), long>> MovedAsync(
        JournalKind kind, Account account, CancellationToken ct) => (await books.Transfers
            .Join(
                books.Journals.Where(j => j.Kind == kind), t => new { t.ApplicationId, Id = t.JournalId },
                j => new { j.ApplicationId, j.Id }, (t, _) => t)
            .GroupBy(t => new { t.ApplicationId, t.Mode, t.Currency })
            .Select(group => new { group.Key, Minor = group.Sum(t => t.Debit == account ? t.AmountMinor : -t.AmountMinor) })
            .ToListAsync(ct))
        .ToDictionary(group => (group.Key.ApplicationId, group.Key.Mode, group.Key.Currency), group => group.Minor);
}
