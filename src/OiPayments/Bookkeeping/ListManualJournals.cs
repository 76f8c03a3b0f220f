using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/journals</c>: the journals that operators asked for.</summary>
internal sealed class ListManualJournals(OiPaymentsDb db, DescribeManualJournals describe)
{
    public static void Map(RouteGroupBuilder admin) => admin.MapGet("/journals", HandleAsync)
        .WithName("listManualJournals")
        .WithSummary("List manual journals")
        .WithDescription("Journals that operators asked for in the books of the applications you were granted, newest first: those that "
            + "wait for another operator, those in the books, and those that were rejected. Strongly consistent.")
        .Query<long>("applicationId", "Only of this application's books.")
        .Query<Mode>("mode", "Only of the books of this mode.")
        .Query<ManualJournalStatus>("status", "Only manual journals in this status.")
        .WithinPeriod("manual journals asked for")
        .Produces<Envelope<IReadOnlyList<ManualJournalDto>>>()
        .Paged()
        .Needs(Permission.LedgerRead)
        .Refuses(ErrorCode.ValidationError);

    /// <summary>Refused to who may see books nowhere; everybody else sees those of their applications.</summary>
    public async Task<Outcome<Page<ManualJournalDto>>> RunAsync(
        SignedInOperator who, ManualJournalFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.LedgerRead) is { } refusal) return refusal;

        var found = await db.PageAcrossAsync<ManualJournal>(
            db.OwnersFor(who, Permission.LedgerRead, filter.ApplicationId), filter.Mode, filter.Narrow, page, ct);
        return found.With(await describe.AllAsync(who, found.Items, ct));
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListManualJournals list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (Page: query.Page(), Filter: ManualJournalFilter.From(query))).IsRefused(
            out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(
                await list.RunAsync(who, asked.Filter, asked.Page, ct), ManualJournalsJson.Default.IReadOnlyListManualJournalDto, clock);
}
