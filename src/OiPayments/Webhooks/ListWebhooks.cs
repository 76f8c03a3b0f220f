using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary><c>GET /admin/webhooks</c>: the events of every application that an operator was granted, and what became of them.</summary>
internal sealed class ListWebhooks(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapGet("", HandleAsync)
        .WithName("listWebhooks")
        .WithSummary("List webhooks")
        .WithDescription(
            "Newest first. Strongly consistent. Follow `pagination.nextCursor` for long lists: every page then costs the same.")
        .Query<ApplicationId>("applicationId", "Only this application's.")
        .Query<Mode>("mode", "Only events of this mode.")
        .Query<string>("type", "Only events of this type, such as `payment.succeeded`.")
        .Query<DeliveryStatus>("deliveryStatus", "Only events whose delivery stands so.")
        .WithinPeriod("events that happened")
        .Produces<Envelope<IReadOnlyList<WebhookDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError)
        .Needs(Permission.PaymentRead);

    public async Task<Outcome<Page<WebhookDto>>> RunAsync(
        SignedInOperator who, WebhookFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.PaymentRead) is { } forbidden) return forbidden;

        var found = await db.PageAcrossAsync<WebhookEvent>(
            db.OwnersFor(who, Permission.PaymentRead, filter.ApplicationId), filter.Mode,
            events => filter.Of(events, db.AcrossApplications<WebhookDelivery>()), page, ct);

        // How far each has come, once it is known which are shown.
        var (owners, ids) = (found.Items.Select(e => e.ApplicationId).Distinct().ToList(), found.Items.Select(e => e.Id).ToList());
        var deliveries = await db.RecordsFor<WebhookDelivery>(who, Permission.PaymentRead).AsNoTracking()
            .Where(d => owners.Contains(d.ApplicationId) && ids.Contains(d.EventId))
            .ToDictionaryAsync(d => (d.ApplicationId, d.EventId), ct);
        return found.Select(e => WebhookDto.From(e, deliveries[(e.ApplicationId, e.Id)]));
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListWebhooks list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (Page: query.Page(), Filter: WebhookFilter.From(query))).IsRefused(
            out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(who, asked.Filter, asked.Page, ct), WebhooksJson.Default.IReadOnlyListWebhookDto, clock);
}
