using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>
/// Puts beside manual journals what whoever decides about them has to know: what they move, people and applications by name, what undoes
/// them, and what the reader may do now. A page of them takes as many queries as one.
/// </summary>
internal sealed class DescribeManualJournals(OiPaymentsDb db)
{
    public async Task<ManualJournalDto> OneAsync(SignedInOperator who, ManualJournal journal, CancellationToken ct) =>
        (await AllAsync(who, [journal], ct))[0];

    public async Task<IReadOnlyList<ManualJournalDto>> AllAsync(
        SignedInOperator who, IReadOnlyList<ManualJournal> journals, CancellationToken ct)
    {
        if (journals.Count == 0) return [];

        var (owners, ids) = (journals.Select(j => j.ApplicationId).Distinct().ToList(), journals.Select(j => j.Id).ToList());
        var transfers = (await db.AcrossApplications<ManualTransfer>()
            .AsNoTracking()
            .Where(t => owners.Contains(t.ApplicationId) && ids.Contains(t.ManualJournalId))
            .OrderBy(t => t.Line).ToListAsync(ct)).ToLookup(t => (t.ApplicationId, t.ManualJournalId));
        var reversals = await db.AcrossApplications<ManualJournal>()
            .Where(j => owners.Contains(j.ApplicationId) && j.Reverses != null && ids.Contains(j.Reverses.Value)
                && j.Status != ManualJournalStatus.Rejected)
            .Select(j => new { j.ApplicationId, Of = j.Reverses!.Value, j.Id })
            .ToDictionaryAsync(j => (j.ApplicationId, j.Of), j => j.Id, ct);
        var names = await db.Directory<Application>().Where(a => owners.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, ct);
        var people = await db.OperatorNamesAsync(journals.SelectMany(j => new[] { j.CreatedBy, j.DecidedBy }), ct);
        return [.. journals.Select(Describe)];

        ManualJournalDto Describe(ManualJournal j)
        {
            var mayDecide = j.Status is ManualJournalStatus.AwaitingApproval && who.May(Permission.LedgerAdjust, j.ApplicationId);
            return new(
                j.Id, j.ApplicationId, names.GetValueOrDefault(j.ApplicationId, ""), j.Mode, j.Status, j.Currency.Code,
                [.. transfers[(j.ApplicationId, j.Id)].Select(t => new TransferDto(t.Line, t.Debit, t.Credit, t.AmountMinor))],
                j.Reason, j.Date, j.Reverses, reversals.TryGetValue((j.ApplicationId, j.Id), out var reversal) ? reversal : null,
                j.CreatedBy, people.GetValueOrDefault(j.CreatedBy, j.CreatedBy), j.CreatedAt, j.DecidedBy,
                j.DecidedBy is { } decider ? people.GetValueOrDefault(decider, decider) : null, j.DecidedAt, j.RejectionReason,
                j.JournalId, j.PostedAt, j.IsPostedLate, CanApprove: mayDecide && who.Key != j.CreatedBy, CanReject: mayDecide);
        }
    }
}
