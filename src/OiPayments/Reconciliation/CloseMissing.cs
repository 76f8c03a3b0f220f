using OiPayments.Persistence;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>
/// Closes the flags of payments and refunds that no file had named, or that the gateway had denied, once a file that counts names them.
/// </summary>
internal sealed class CloseMissing(OiPaymentsDb db)
{
    private const string Named = "A later settlement file names it.";

    /// <summary>May run any number of times.</summary>
    public async Task RunAsync(SettlementStatement statement, CancellationToken ct)
    {
        foreach (var owner in await db.OwnersOfRowsAsync(ct))
        {
            var rows = db.Of<SettlementResult>(owner).Where(r => r.StatementId == statement.Id && r.Status == ResultStatus.Matched);
            await db.Of<SettlementResult>(owner)
                .Where(m => m.Mode == statement.Mode && m.Status == ResultStatus.Flagged
                    && (m.Reason == ResultReason.MissingInSettlement || m.Reason == ResultReason.NotPaidThere))
                .Where(m => rows.Any(r => r.AttemptId == m.AttemptId
                    && (m.OurRefundId == null ? r.Kind == SettlementRowKind.Payment : r.OurRefundId == m.OurRefundId)))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(m => m.Status, ResultStatus.Matched).SetProperty(m => m.Detail, Named)
                        .SetProperty(m => m.Version, m => m.Version + 1), ct);
        }
    }
}
