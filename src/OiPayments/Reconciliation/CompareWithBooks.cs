using OiPayments.Ledger;
using OiPayments.Persistence;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>
/// Whether the books moved what rows of settlement files agree about: net amounts on their way to the bank, the differences of fees, and
/// each application's shares of payouts, as far as the bank has shown them.
/// </summary>
internal sealed class CompareWithBooks(OiPaymentsDb db, LedgerFacts books)
{
    /// <summary>What differs: of every application and mode, each as a sentence. None when nothing does.</summary>
    public async Task<IReadOnlyList<Difference>> RunAsync(CancellationToken ct)
    {
        var agreed = await db.Counting(db.AcrossApplications<SettlementResult>())
            .Where(r => r.Status == ResultStatus.Matched
                && (r.Kind == SettlementRowKind.Payment || r.Kind == SettlementRowKind.Refund || r.Kind == SettlementRowKind.FeeReversal))
            .GroupBy(r => new { r.ApplicationId, r.Mode, r.Currency })
            .Select(group => new
            {
                group.Key,
                Net = group.Sum(r => r.NetMinor ?? 0),
                Correction = group.Sum(r => (r.FeeMinor ?? 0) - r.BookedFeeMinor),
            }).ToListAsync(ct);
        var shares = await db.AcrossApplications<PayoutShare>().GroupBy(s => new { s.ApplicationId, s.Mode, s.Currency })
            .Select(group => new
            {
                group.Key,
                Settled = group.Sum(s => s.SettledMinor),
                Arrived = group.Sum(s => s.ArrivedMinor),
                Returned = group.Sum(s => s.ReturnedMinor),
            }).ToDictionaryAsync(one => (one.Key.ApplicationId, one.Key.Mode, one.Key.Currency), ct);
        var settled = await MovedAsync([JournalKind.Settlement], Account.BankInTransit, ct);
        var corrected = await MovedAsync([JournalKind.FeeCorrection], Account.GatewayFees, ct);
        JournalKind[] ofBank = [JournalKind.BankArrival, JournalKind.BankReturn];
        return
        [
            .. Differences(
                agreed.ToDictionary(one => (one.Key.ApplicationId, one.Key.Mode, one.Key.Currency), one => one.Net), settled,
                "rows of settlement files agree about"),
            .. Differences(shares.ToDictionary(one => one.Key, one => one.Value.Settled), settled, "shares of payouts come to"),
            .. Differences(
                shares.ToDictionary(one => one.Key, one => one.Value.Arrived), await MovedAsync(ofBank, Account.Bank, ct),
                "shares of payouts that the bank has shown come to"),
            .. Differences(
                shares.ToDictionary(one => one.Key, one => one.Value.Returned), await MovedAsync(ofBank, Account.GatewayClearing, ct),
                "shares of payouts that the bank sent back come to"),
            .. Differences(
                agreed.ToDictionary(one => (one.Key.ApplicationId, one.Key.Mode, one.Key.Currency), one => one.Correction), corrected,
                "fees of settlement files differ by"),
        ];
    }

    private static IEnumerable<Difference> Differences(
        Dictionary<(ApplicationId ApplicationId, Mode Mode, Currency Currency), long> expected,
        Dictionary<(ApplicationId ApplicationId, Mode Mode, Currency Currency), long> moved, string what) =>
        from key in expected.Keys.Union(moved.Keys)
        let pair = (Expected: expected.GetValueOrDefault(key), Moved: moved.GetValueOrDefault(key))
        where pair.Expected != pair.Moved
        select new Difference(
            new(key.ApplicationId, key.Mode),
            $"Application {key.ApplicationId}: {what} {pair.Expected} {key.Currency} minor units of {WireNames<Mode>.Of(key.Mode)}, and the "
                + $"books moved {pair.Moved}.");

    private async Task<Dictionary<(ApplicationId ApplicationId, Mode Mode, Currency Currency), long>> MovedAsync(
        JournalKind[] kinds, Account account, CancellationToken ct) => (await books.Transfers
            .Where(t => t.Debit == account || t.Credit == account)
            .Join(
                books.Journals.Where(j => kinds.Contains(j.Kind)), t => new { t.ApplicationId, Id = t.JournalId },
                j => new { j.ApplicationId, j.Id }, (t, _) => t)
            .GroupBy(t => new { t.ApplicationId, t.Mode, t.Currency })
            .Select(group => new { group.Key, Minor = group.Sum(t => t.Debit == account ? t.AmountMinor : -t.AmountMinor) })
            .ToListAsync(ct))
        .ToDictionary(group => (group.Key.ApplicationId, group.Key.Mode, group.Key.Currency), group => group.Minor);

    /// <summary>Where settlements and the books differ.</summary>
    /// <param name="Scope">Whose books.</param>
    /// <param name="Sentence">How.</param>
    public sealed record Difference(Scope Scope, string Sentence);
}
