using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary><c>GET /admin/reconciliation/results</c>: what the gateway's word and ours were compared about.</summary>
internal sealed class ListResults(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapGet("/results", HandleAsync)
        .WithName("listSettlementResults")
        .WithSummary("List the results of settlement")
        .WithDescription("Rows of settlement files that count, what remains of payouts, and payments and refunds that no file has named: "
            + "of the applications you may read reports of; what belongs to no known application is for who may read all reports. Strongly "
            + "consistent.")
        .FiltersResults()
        .Produces<Envelope<IReadOnlyList<SettlementResultDto>>>()
        .Paged()
        .Needs(Permission.ReportRead)
        .Refuses(ErrorCode.ValidationError);

    public async Task<Outcome<Page<SettlementResultDto>>> RunAsync(
        SignedInOperator who, ResultFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRead) is { } missing) return missing;
        var found = await db.PageAcrossAsync<SettlementResult>(
            db.OwnersFor(who, Permission.ReportRead, filter.ApplicationId), filter.Mode, all => filter.Narrow(db, all), page, ct);
        return found.Select(SettlementResultDto.From);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListResults list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (Page: query.Page(), Filter: ResultFilter.From(query)))
            .IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(
                await list.RunAsync(who, asked.Filter, asked.Page, ct), ReconciliationJson.Default.IReadOnlyListSettlementResultDto, clock);
}
