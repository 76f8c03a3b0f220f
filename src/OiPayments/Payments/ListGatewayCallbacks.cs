using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>
/// <c>GET /admin/gateway-callbacks</c>: the evidence. What was matched to nobody is for those alone who may see every application's
/// payments.
/// </summary>
internal sealed class ListGatewayCallbacks(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder callbacks) => callbacks.MapGet("", HandleAsync)
        .WithName("listGatewayCallbacks")
        .WithSummary("List what gateways sent")
        .WithDescription("Newest first. Callbacks that match no application are shown only to operators who may see the payments of every "
            + "application. Strongly consistent.")
        .Query<long>("applicationId", "Only callbacks about this application's payments; 0 for those that were matched to none.")
        .Query<Mode>("mode", "Only callbacks of this mode.")
        .Query<CallbackOutcome>("outcome", "Only callbacks that came to this.")
        .Query<string>("reference", "Only callbacks that claim this transaction id.")
        .WithinPeriod("callbacks that came")
        .Produces<Envelope<IReadOnlyList<GatewayCallbackDto>>>()
        .Paged()
        .Needs(Permission.PaymentRead)
        .Refuses(ErrorCode.ValidationError);

    public async Task<Outcome<Page<GatewayCallbackDto>>> RunAsync(
        SignedInOperator who, CallbackFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.PaymentRead) is { } refusal) return refusal;

        var found = await db.PageAcrossAsync<GatewayCallback>(
            db.OwnersFor(who, Permission.PaymentRead, filter.ApplicationId), filter.Mode, filter.Narrow, page, ct);
        return found.Select(GatewayCallbackDto.From);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListGatewayCallbacks list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (Page: query.Page(), Filter: CallbackFilter.From(query))).IsRefused(
            out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(
                await list.RunAsync(who, asked.Filter, asked.Page, ct), CallbacksJson.Default.IReadOnlyListGatewayCallbackDto, clock);
}
