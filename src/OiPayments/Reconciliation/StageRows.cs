using OiPayments.Api;
using OiPayments.Persistence;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>Compares the rows of one file, from the first to the last, with what is known here, and stages what came of it.</summary>
internal sealed class StageRows(OiPaymentsDb db, IIdSource ids, FindTransactions find, TimeProvider clock)
{
    /// <summary>How often the file has said each row: equal rows can be legitimate, and are told apart by their number.</summary>
    private readonly Dictionary<UInt128, int> said = [];

    /// <summary>The next row of the file, each once and in their order: those too that were staged before a node died.</summary>
    public NumberedRow Number(SettlementRow row)
    {
        var print = RowFingerprint.Of(row);
        return new(row, RowFingerprint.Text(print), said[print] = said.GetValueOrDefault(print) + 1);
    }

    /// <summary>Adds what became of the rows to the caller's unit of work.</summary>
    /// <param name="statement">The file.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="rows">Some of it.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<StatementProgress> RunAsync(
        SettlementStatement statement, SettlementAccount account, IReadOnlyList<NumberedRow> rows, CancellationToken ct)
    {
        var (found, settled) = await find.RunAsync(account, [.. rows.Select(one => one.Row)], ct);
        var owners = found.Select(one => one?.Attempt.ApplicationId ?? ApplicationId.Nobody).ToList();
        var known = await KnownAsync(statement, [.. rows.Select((one, place) => (owners[place], one.Fingerprint))], ct);
        var compare = new CompareRow(statement.ApplicationId, (statement.Gateway, statement.Mode), settled);
        var (now, calendar, progress) = (clock.GetUtcNow(), account.Calendar, new StatementProgress(rows.Count, 0, 0, 0, 0));
        foreach (var (one, transaction) in rows.Zip(found))
        {
            if (known.Contains((one.Fingerprint, one.Occurrence)))
            {
                progress = progress with { Known = progress.Known + 1 };
                continue;
            }

            var result = await DescribeAsync(statement, one, transaction, ct);
            result.Conclude(compare.Run(one.Row, transaction, now, calendar.EndOfWait(result.Period, account.ExpectedDays)));
            db.Add(result);
            progress = result.Status switch
            {
                ResultStatus.Matched => progress with { Matched = progress.Matched + 1 },
                ResultStatus.Flagged => progress with { Flagged = progress.Flagged + 1 },
                ResultStatus.Deferred => progress with { Deferred = progress.Deferred + 1 },
            };
        }

        return progress;
    }

    /// <summary>Which of the rows earlier files had brought.</summary>
    private async Task<HashSet<(string Print, int Occurrence)>> KnownAsync(
        SettlementStatement statement, List<(ApplicationId Owner, string Print)> rows, CancellationToken ct)
    {
        var known = new HashSet<(string, int)>();
        var (mode, gateway, id) = (statement.Mode, statement.Gateway, statement.Id);

        // What an earlier file named may have been nobody's then.
        var nobodys = rows.Select(row => (Owner: ApplicationId.Nobody, row.Print));
        foreach (var group in rows.Concat(nobodys).Distinct().GroupBy(row => row.Owner, row => row.Print))
        {
            var prints = group.ToList();
            var found = await db.Of<SettlementResult>(group.Key).AsNoTracking()
                .Where(r => r.Mode == mode && r.Gateway == gateway && r.Fingerprint != null)
                .Where(r => EF.Parameter(prints).Contains(r.Fingerprint!) && r.StatementId != id)
                .Select(r => new { r.Fingerprint, r.Occurrence }).ToListAsync(ct);
            known.UnionWith(found.Select(one => (one.Fingerprint!, one.Occurrence)));
        }

        return known;
    }

    private async Task<SettlementResult> DescribeAsync(
        SettlementStatement statement, NumberedRow numbered, KnownTransaction? known, CancellationToken ct)
    {
        var row = numbered.Row;
        return new()
        {
            ApplicationId = known?.Attempt.ApplicationId ?? ApplicationId.Nobody,
            Id = await ids.NextAsync<SettlementResult>(ct),
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

/// <summary>A row of a file with what it is known again by.</summary>
/// <param name="Row">As the file says it.</param>
/// <param name="Fingerprint">See <see cref="RowFingerprint"/>.</param>
/// <param name="Occurrence">The how-many-eth row of the file that says exactly this, from 1.</param>
internal sealed record NumberedRow(SettlementRow Row, string Fingerprint, int Occurrence);
