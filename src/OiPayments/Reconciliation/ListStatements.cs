using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary><c>GET /admin/reconciliation/statements</c>: the settlement files that were uploaded.</summary>
internal sealed class ListStatements(OiPaymentsDb db)
{
    /// <summary>Which ones. What is null is not asked about.</summary>
    public sealed record Filter(ApplicationId? ApplicationId, Mode? Mode, StatementStatus? Status);

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapGet("/statements", HandleAsync)
        .WithName("listSettlementStatements")
        .WithSummary("List settlement files")
        .WithDescription("Settlement files, newest first: about the stores of the applications you may read reports of, and about the "
            + "service's own store for who may read all reports. Strongly consistent.")
        .Query<long>("applicationId", "Only files about this application's own store.")
        .Query<Mode>("mode", "Only files of this mode.")
        .Query<StatementStatus>("status", "Only files that have come so far.")
        .Produces<Envelope<IReadOnlyList<SettlementStatementDto>>>()
        .Paged()
        .Needs(Permission.ReportRead)
        .Refuses(ErrorCode.ValidationError);

    public async Task<Outcome<Page<SettlementStatementDto>>> RunAsync(
        SignedInOperator who, Filter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRead) is { } missing) return missing;
        var found = await db.PageAcrossAsync<SettlementStatement>(
            db.OwnersFor(who, Permission.ReportRead, filter.ApplicationId), filter.Mode,
            all => filter.Status is { } status ? all.Where(s => s.Status == status) : all, page, ct);
        return found.Select(SettlementStatementDto.From);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListStatements list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(
            request,
            (query, _) => (
                Page: query.Page(),
                Filter: new Filter(query.Application("applicationId"), query.Enum<Mode>("mode"), query.Enum<StatementStatus>("status"))))
            .IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(
                await list.RunAsync(who, asked.Filter, asked.Page, ct), ReconciliationJson.Default.IReadOnlyListSettlementStatementDto,
                clock);
}
