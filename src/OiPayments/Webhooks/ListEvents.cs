using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary><c>GET /events</c>: an application's own events, of its credential's mode, by their numbers.</summary>
internal sealed class ListEvents(OiPaymentsDb db)
{
    private static readonly SortKey<WebhookDelivery> BySequence = SortKey.By<WebhookDelivery>(d => d.Sequence);

    /// <summary>Which of them. What is null is not asked about; everything else must hold.</summary>
    /// <param name="Type">What happened.</param>
    /// <param name="Status">How their deliveries stand.</param>
    /// <param name="FromTime">Happened at or after this instant.</param>
    /// <param name="ToTime">Happened before this instant.</param>
    /// <param name="AfterSequence">With a higher number.</param>
    public sealed record Request(
        string? Type, DeliveryStatus? Status, DateTimeOffset? FromTime, DateTimeOffset? ToTime, long? AfterSequence)
    {
        public static Request Read(QueryFields query)
        {
            var (from, to) = query.Period();
            return new(
                query.Text("type", WebhookEvent.MaxTypeLength), query.Enum<DeliveryStatus>("deliveryStatus"), from, to,
                query.Number("afterSequence"));
        }
    }

    public static void Map(RouteGroupBuilder events) => events.MapGet("", HandleAsync)
        .WithName("listEvents")
        .WithSummary("List events")
        .WithDescription("""
            By `sequence`, newest first. To follow what happens without webhooks, or to find what you missed, ask with `order=ASC` and
            `afterSequence`, the highest you have handled: no event is ever skipped, since numbers become visible in order and without a gap.
            Eventually consistent: an event is listed once it is numbered, usually within milliseconds of its commit.
            """)
        .Query<string>("type", "Only events of this type, such as `payment.succeeded`.")
        .Query<DeliveryStatus>("deliveryStatus", "Only events whose delivery stands so.")
        .WithinPeriod("events that happened")
        .Query<long>("afterSequence", "Only events with a higher sequence.")
        .Produces<Envelope<IReadOnlyList<EventDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError);

    public async Task<Page<EventDto>> RunAsync(CallingApplication caller, Request request, PageRequest page, CancellationToken ct)
    {
        var deliveries = db.Of<WebhookDelivery>(caller.Scope).Where(d => d.Sequence != null);
        if (request.Status is { } status) deliveries = deliveries.Where(d => d.Status == status);
        if (request.AfterSequence is { } last) deliveries = deliveries.Where(d => d.Sequence > last);

        // The numbers are the deliveries': no event is read that is not shown, unless it is asked which events are meant.
        var filter = new WebhookFilter(ApplicationId: null, Mode: null, request.Type, Status: null, request.FromTime, request.ToTime);
        if (!filter.IsEmpty)
        {
            var events = filter.Of(db.Of<WebhookEvent>(caller.Scope));
            deliveries = deliveries.Where(d => events.Any(e => e.Id == d.EventId));
        }

        var found = await deliveries.TakePageAsync(BySequence, page, ct);
        var ids = found.Items.Select(d => d.EventId).ToList();
        var told = await db.Of<WebhookEvent>(caller.Scope).AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
        return found.Select(d => EventDto.From(told[d.EventId], d));
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, CallingApplication caller, ListEvents list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (Page: query.Page(), Wanted: Request.Read(query))).IsRefused(
            out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(caller, asked.Wanted, asked.Page, ct), WebhooksJson.Default.IReadOnlyListEventDto, clock);
}
