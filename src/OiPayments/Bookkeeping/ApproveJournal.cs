using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>
/// <c>POST /admin/ledger/journals/{id}/approve</c>: an operator agrees to a journal that another asked for, which posts it.
/// </summary>
internal sealed class ApproveJournal(
    OiPaymentsDb db, ChangeManualJournal change, SecondPerson second, DateJournals dates, Book book, TimeProvider clock)
{
    public static void Map(RouteGroupBuilder admin) => admin.MapPost("/journals/{id:long}/approve", HandleAsync)
        .WithName("approveJournal")
        .WithSummary("Approve a manual journal")
        .WithDescription("Posts it, once. The operator who asked for it cannot approve it. Without a `date` it counts from this moment; "
            + "with one, from the last moment of that day in Dhaka; if the month of that day is closed, from this moment, and `postedLate` "
            + "says so. Needs a sign-in of the last five minutes.")
        .Produces<Envelope<ManualJournalDto>>()
        .Needs(Permission.LedgerAdjust)
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired);

    /// <summary>Takes <see cref="Permission.LedgerAdjust"/> for the application, and a sign-in of the last five minutes.</summary>
    public async Task<Outcome<ManualJournalDto>> RunAsync(SignedInOperator who, Id<ManualJournal> id, CancellationToken ct)
    {
        if ((who.Lacks(Permission.LedgerAdjust) ?? who.MustProveThemselves(clock.GetUtcNow())) is { } missing) return missing;
        return await change.RunAsync(who, (AuditAction.JournalApprove, Reason: null), id, ApproveOnceAsync, ct);

        async Task<Refusal?> ApproveOnceAsync(ManualJournal it)
        {
            var now = clock.GetUtcNow();
            if (it.Approve(who.Key, now) is { } refusal) return refusal;
            if (await second.RefuseAsync(who, [it.CreatedBy], ct) is { } notSecond) return notSecond;

            await PostAsync(it, now, ct);
            return null;
        }
    }

    private async Task PostAsync(ManualJournal it, DateTimeOffset now, CancellationToken ct)
    {
        var transfers = await db.Of<ManualTransfer>(it.Scope)
            .AsNoTracking()
            .Where(t => t.ManualJournalId == it.Id)
            .OrderBy(t => t.Line)
            .ToListAsync(ct);
        var journal = Journal.Of(
            it.Scope, ManualJournalLifecycle.Steps.JournalInto(ManualJournalStatus.Posted), it.Subject,
            [.. transfers.Select(t => new Transfer(t.Debit, t.Credit, new(t.AmountMinor, it.Currency)))]);
        var postedAt = await dates.InstantOfAsync(it.Scope, it.Date, now, ct);
        it.Post(await book.PostDatedAsync(journal, postedAt, ct), postedAt);
    }

    private static async Task<Reply> HandleAsync(
        long id, SignedInOperator who, ApproveJournal approve, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await approve.RunAsync(who, new(id), ct), ManualJournalsJson.Default.ManualJournalDto, clock);
}
