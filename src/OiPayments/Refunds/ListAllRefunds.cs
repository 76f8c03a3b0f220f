using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary><c>GET /admin/refunds</c>: the refunds of every application that an operator was granted.</summary>
internal sealed class ListAllRefunds(OiPaymentsDb db, DescribeRefunds describe)
{
    public static void Map(RouteGroupBuilder refunds) => refunds.MapGet("", HandleAsync)
        .WithName("listAllRefunds")
        .WithSummary("List refunds of every application")
        .WithDescription("Refunds of the applications you were granted, newest first. Strongly consistent.")
        .Query<long>("applicationId", "Only refunds of this application.")
        .Query<Mode>("mode", "Only refunds of this mode.")
        .Query<long>("paymentId", "Only refunds of this payment.")
        .Query<RefundStatus>("status", "Only refunds in this status.")
        .Query<RefundAttention>("attention", "Only refunds that a person has to look at for this reason.")
        .WithinPeriod("refunds asked for")
        .Produces<Envelope<IReadOnlyList<RefundDto>>>()
        .Paged()
        .Needs(Permission.RefundRead)
        .Refuses(ErrorCode.ValidationError);

    /// <summary>Refused to who may see refunds nowhere; everybody else sees those of their applications.</summary>
    public async Task<Outcome<Page<RefundDto>>> RunAsync(SignedInOperator who, RefundFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundRead) is { } refusal) return refusal;

        var found = await db.PageAcrossAsync<Refund>(
            db.OwnersFor(who, Permission.RefundRead, filter.ApplicationId), filter.Mode, filter.Narrow, page, ct);
        return found.With(await describe.AllAsync(who, found.Items, ct));
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListAllRefunds list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (Page: query.Page(), Filter: RefundFilter.From(query))).IsRefused(
            out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(who, asked.Filter, asked.Page, ct), RefundsJson.Default.IReadOnlyListRefundDto, clock);
}
