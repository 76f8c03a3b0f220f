using OiPayments.Persistence;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>Reads what is known here of some rows of a file, before they are compared with it. Changes nothing.</summary>
internal sealed class LookUpRows(OiPaymentsDb db, FindTransactions find)
{
    /// <summary>Whether earlier files named what is nobody's. While one file of an account is read, no other of it brings more.</summary>
    private bool? hasNobodys;

    /// <param name="statement">The file.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="rows">Some of it.</param>
    /// <param name="ct">Ends the look-up.</param>
    public async Task<LookedUpRows> RunAsync(
        SettlementStatement statement, SettlementAccount account, IReadOnlyList<NumberedRow> rows, CancellationToken ct)
    {
        var (found, settled) = await find.RunAsync(account, [.. rows.Select(one => one.Row)], ct);
        var owners = found.Select(one => one?.Attempt.ApplicationId ?? ApplicationId.Nobody).ToList();
        var known = await KnownAsync(statement, [.. rows.Select((one, place) => (owners[place], one.Fingerprint))], ct);
        return new(rows, found, settled, known);
    }

    /// <summary>Which of the rows earlier files had brought.</summary>
    private async Task<HashSet<(string Print, int Occurrence)>> KnownAsync(
        SettlementStatement statement, List<(ApplicationId Owner, string Print)> rows, CancellationToken ct)
    {
        var known = new HashSet<(string, int)>();
        var (mode, gateway, id) = (statement.Mode, statement.Gateway, statement.Id);

        // What an earlier file named may have been nobody's then.
        hasNobodys ??= await Earlier(ApplicationId.Nobody).AnyAsync(ct);
        var nobodys = rows.Where(_ => hasNobodys.Value).Select(row => (Owner: ApplicationId.Nobody, row.Print));
        foreach (var group in rows.Concat(nobodys).Distinct().GroupBy(row => row.Owner, row => row.Print))
        {
            var prints = group.ToList();
            var found = await Earlier(group.Key).Where(r => EF.Parameter(prints).Contains(r.Fingerprint!))
                .Select(r => new { r.Fingerprint, r.Occurrence }).ToListAsync(ct);
            known.UnionWith(found.Select(one => (one.Fingerprint!, one.Occurrence)));
        }

        return known;

        IQueryable<SettlementResult> Earlier(ApplicationId owner) => db.Of<SettlementResult>(owner).AsNoTracking()
            .Where(r => r.Mode == mode && r.Gateway == gateway && r.Fingerprint != null && r.StatementId != id);
    }
}

/// <summary>Some rows of a file, and what is known here of them.</summary>
/// <param name="Rows">In the order of the file.</param>
/// <param name="Found">For each row the transaction that it names; null where nobody here knows it.</param>
/// <param name="Settled">What of all that is settled already.</param>
/// <param name="Known">Rows that earlier files had brought.</param>
internal sealed record LookedUpRows(
    IReadOnlyList<NumberedRow> Rows, IReadOnlyList<KnownTransaction?> Found, SettledBefore Settled,
    IReadOnlySet<(string Fingerprint, int Occurrence)> Known);

/// <summary>A row of a file with what it is known again by.</summary>
/// <param name="Row">As the file says it.</param>
/// <param name="Fingerprint">See <see cref="RowFingerprint"/>.</param>
/// <param name="Occurrence">The how-many-eth row of the file that says exactly this, from 1.</param>
internal sealed record NumberedRow(SettlementRow Row, string Fingerprint, int Occurrence);
