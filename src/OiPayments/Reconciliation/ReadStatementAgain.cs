using System.Text.Json;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>
/// An operator has a file that is kept here read once more, as its store's mapping is by now: tried out again, or so that its rows count.
/// It becomes a file of its own, as if it had been uploaded again.
/// </summary>
internal sealed class ReadStatementAgain(OiPaymentsDb db, UploadStatement upload, RetentionOptions retention)
{
    private static readonly Refusal NotYet = new(
        ErrorCode.InvalidOperationState, "The file is still being read. Nothing was changed; wait until it has been.");

    private Refusal NotKept => new(
        ErrorCode.InvalidOperationState,
        $"The file is not kept any more: what was only tried out is deleted after {retention.TriedFiles.TotalDays} days. "
            + "Nothing was changed; upload it again.");

    /// <param name="who">Needs report:run for the application, or for every one.</param>
    /// <param name="id">Which file.</param>
    /// <param name="isDryRun">Whether it is tried out only.</param>
    /// <param name="ct">Ends it; what was kept of the new file is deleted.</param>
    public async Task<Outcome<SettlementStatementDto>> RunAsync(
        SignedInOperator who, Id<SettlementStatement> id, bool isDryRun, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRun) is { } missing) return missing;
        if (await db.RecordsFor<SettlementStatement>(who, Permission.ReportRun).AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == id, ct) is not { } statement) return Refusal.NotFound("settlement file");
        if (statement.DueAt is not null) return NotYet;
        if (!await IsKeptAsync(statement, ct)) return NotKept;
        await using var content = new StatementContent(db, statement);
        var request = new UploadStatement.Request(
            statement.Mode, statement.Gateway, statement.ApplicationId == ApplicationId.Nobody ? null : statement.ApplicationId, isDryRun,
            statement.FileName);

        // What the gateway was asked for is read as it was written, whatever mapping was saved meanwhile for the gateway's own files.
        var known = statement.Preview is { } preview
            ? JsonSerializer.Deserialize(preview, ReconciliationJson.Default.StatementPreview)
            : null;
        return await upload.TakeAsync(who, request, content, known is not null && SettledFile.IsOne(known) ? known : null, ct);
    }

    /// <summary>Whether every piece of it is still there: old ones are deleted piece by piece.</summary>
    private async Task<bool> IsKeptAsync(SettlementStatement statement, CancellationToken ct) =>
        await db.Of<StatementChunk>(statement.ApplicationId).CountAsync(c => c.StatementId == statement.Id, ct)
            == (statement.SizeBytes + StatementChunk.Size - 1) / StatementChunk.Size;
}
