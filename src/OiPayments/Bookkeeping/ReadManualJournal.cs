using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/journals/{id}/request</c>: a manual journal as it was asked for, and what became of it.</summary>
internal sealed class ReadManualJournal(OiPaymentsDb db, DescribeManualJournals describe)
{
    public static void Map(RouteGroupBuilder admin) => admin.MapGet("/journals/{id:long}/request", HandleAsync)
        .WithName("readManualJournal")
        .WithSummary("Read a manual journal")
        .WithDescription("A manual journal by its own number: who asked for it, why, and what became of it. In the books it is the journal "
            + "`journalId`. Strongly consistent.")
        .Produces<Envelope<ManualJournalDto>>()
        .Needs(Permission.LedgerRead)
        .Refuses(ErrorCode.ResourceNotFound);

    /// <summary>Takes <see cref="Permission.LedgerRead"/> for the application whose books they are.</summary>
    public async Task<Outcome<ManualJournalDto>> RunAsync(SignedInOperator who, Id<ManualJournal> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.LedgerRead) is { } refusal) return refusal;
        return await db.RecordFor(who, Permission.LedgerRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is { } journal
            ? await describe.OneAsync(who, journal, ct)
            : Refusal.NotFound("manual journal");
    }

    private static async Task<Reply> HandleAsync(
        long id, SignedInOperator who, ReadManualJournal read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(who, new(id), ct), ManualJournalsJson.Default.ManualJournalDto, clock);
}
