using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>Compares rows of a file with what is known here, and stages what came of it.</summary>
internal sealed class StageRows(OiPaymentsDb db, IIdSource ids, TimeProvider clock)
{
    /// <summary>Adds what became of the rows to the caller's unit of work.</summary>
    /// <param name="statement">The file.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="looked">Some of its rows.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    /// <returns>How many came to what, and what they settle.</returns>
    public async Task<(StatementProgress Progress, SettledBefore Settled)> RunAsync(
        SettlementStatement statement, SettlementAccount account, LookedUpRows looked, CancellationToken ct)
    {
        var compare = new CompareRow(statement.ApplicationId, (statement.Gateway, statement.Mode), looked.Settled);
        var (now, calendar) = (clock.GetUtcNow(), account.Calendar);
        var results = new List<SettlementResult>(looked.Rows.Count);
        var id = (await ids.NextOfManyAsync<SettlementResult>(looked.Rows.Count, ct)).Value;
        foreach (var (one, transaction) in looked.Rows.Zip(looked.Found))
        {
            if (looked.Known.Contains((one.Fingerprint, one.Occurrence))) continue;
            var result = Describe(statement, new(id++), one, transaction);
            result.Conclude(compare.Run(one.Row, transaction, now, calendar.EndOfWait(result.Period, account.ExpectedDays)));
            results.Add(result);
        }

        db.AddMany(results);
        var progress = new StatementProgress(
            looked.Rows.Count, looked.Rows.Count - results.Count, results.Count(r => r.Status is ResultStatus.Matched),
            results.Count(r => r.Status is ResultStatus.Flagged), results.Count(r => r.Status is ResultStatus.Deferred));
        return (progress, SettledBefore.By(results));
    }

    private static SettlementResult Describe(
        SettlementStatement statement, Id<SettlementResult> id, NumberedRow numbered, KnownTransaction? known)
    {
        var row = numbered.Row;
        return new()
        {
            ApplicationId = known?.Attempt.ApplicationId ?? ApplicationId.Nobody,
            Id = id,
            Mode = statement.Mode,
            Gateway = statement.Gateway,
            CreatedAt = statement.CreatedAt,
            Period = row.SettledOn ?? TimeZones.DayOf(TimeZones.Default, row.TransactedAt ?? statement.CreatedAt),
            StatementId = statement.Id,
            StatementOwner = statement.ApplicationId,
            Row = row.Number,
            Kind = row.Kind,
            Fingerprint = numbered.Fingerprint,
            Occurrence = numbered.Occurrence,
            TransactionId = row.TransactionId,
            ValidationId = row.ValidationId,
            BankTransactionId = row.BankTransactionId,
            RefundId = row.RefundId,
            Currency = row.Currency,
            PayoutReference = row.PayoutReference?.CutTo(Payout.MaxReferenceLength),
            SettledOn = row.SettledOn,
            Label = row.Label?.CutTo(SettlementResult.MaxTextLength),
        };
    }
}
