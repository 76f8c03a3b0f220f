using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary><c>GET /admin/reconciliation/payouts</c>: the transfers of gateways to the bank.</summary>
internal sealed class ListPayouts(OiPaymentsDb db)
{
    /// <summary>Which ones. What is null is not asked about.</summary>
    public sealed record Filter(ApplicationId? ApplicationId, Mode? Mode, PayoutStatus? Status);

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapGet("/payouts", HandleAsync)
        .WithName("listPayouts")
        .WithSummary("List payouts")
        .WithDescription("What gateways paid out, as their settlement files tell, newest first: to the stores of the applications you may "
            + "read reports of, and to the service's own store for who may read all reports. Strongly consistent.")
        .Query<long>("applicationId", "Only payouts to this application's own store.")
        .Query<Mode>("mode", "Only payouts of this mode.")
        .Query<PayoutStatus>("status", "Only payouts that have come so far.")
        .Produces<Envelope<IReadOnlyList<PayoutDto>>>()
        .Paged()
        .Needs(Permission.ReportRead)
        .Refuses(ErrorCode.ValidationError);

    public async Task<Outcome<Page<PayoutDto>>> RunAsync(SignedInOperator who, Filter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRead) is { } missing) return missing;
        var found = await db.PageAcrossAsync<Payout>(
            db.OwnersFor(who, Permission.ReportRead, filter.ApplicationId), filter.Mode,
            all => filter.Status is { } status ? all.Where(p => p.Status == status) : all, page, ct);
        return found.Select(PayoutDto.From);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListPayouts list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(
            request,
            (query, _) => (
                Page: query.Page(),
                Filter: new Filter(query.Application("applicationId"), query.Enum<Mode>("mode"), query.Enum<PayoutStatus>("status"))))
            .IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(who, asked.Filter, asked.Page, ct), ReconciliationJson.Default.IReadOnlyListPayoutDto, clock);
}
