using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>
/// What approving and rejecting share: one decision on one manual journal, saved together with its line in the audit log.
/// </summary>
internal sealed partial class ChangeManualJournal(
    OiPaymentsDb db, UnitOfWork unit, DescribeManualJournals describe, AuditTrail audit, ILogger<ChangeManualJournal> log)
{
    public static readonly Refusal TooManyAtOnce = new(
        ErrorCode.InvalidOperationState, "Too many others were changing these books. Nothing was done; read them again and retry.");

    /// <summary>Made again on what was read again, for as long as others are faster.</summary>
    /// <param name="who">Needs ledger:adjust for the application.</param>
    /// <param name="named">As what, and why.</param>
    /// <param name="id">Which.</param>
    /// <param name="decide">Decides; what it refuses is not saved.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<ManualJournalDto>> RunAsync(
        SignedInOperator who, (AuditAction Action, string? Reason) named, Id<ManualJournal> id,
        Func<ManualJournal, Task<Refusal?>> decide, CancellationToken ct)
    {
        var decided = await unit.RunAsync(DecideOnceAsync, ct);
        return decided.OrRefuse(TooManyAtOnce).IsRefused(out var refused, out var saved)
            ? refused
            : await describe.OneAsync(who, saved, ct);

        async Task<Outcome<ManualJournal>> DecideOnceAsync()
        {
            if (await db.RecordFor(who, Permission.LedgerAdjust, id).SingleOrDefaultAsync(ct) is not { } journal)
                return Refusal.NotFound("manual journal");

            var before = WireNames<ManualJournalStatus>.Of(journal.Status);
            if (await decide(journal) is { } refusal) return refusal;

            await audit.RecordAsync(who.Actor, journal.ApplicationId, new(named.Action, AuditTarget.Journal, journal.Id.ToString())
            {
                Before = new { status = before },
                After = new
                {
                    status = WireNames<ManualJournalStatus>.Of(journal.Status),
                    decidedBy = journal.DecidedBy,
                    journalId = journal.JournalId?.Value,
                    postedAt = journal.PostedAt,
                },
                Reason = named.Reason,
            }, ct);
            db.AfterCommit(() => Decided(
                log, journal.Id, journal.ApplicationId, WireNames<ManualJournalStatus>.Of(journal.Status), who.Id));
            return journal;
        }
    }

    [LoggerMessage(
        LogLevel.Information, "Manual journal {ManualJournalId} of application {ApplicationId} is {Status}, by operator {OperatorId}")]
    private static partial void Decided(
        ILogger log, Id<ManualJournal> manualJournalId, ApplicationId applicationId, string status, Id<Operator> operatorId);
}
