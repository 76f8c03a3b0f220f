using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary><c>GET /events</c>, <c>GET /events/{id}</c> and <c>GET /events/{id}/attempts</c>: an application's own events, of its credential's mode.</summary>
internal static class ReadEvents
{
    private static readonly SortKey<WebhookDelivery> BySequence = SortKey.By<WebhookDelivery>(d => d.Sequence);
    private static readonly SortKey<WebhookAttempt> ByStart = SortKey.By<WebhookAttempt, WebhookAttempt>(a => a.StartedAt, a => a.Id);

    public static void Map(RouteGroupBuilder events)
    {
        events.MapGet("", ListAsync)
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
        events.MapGet("/{id}", ReadAsync)
            .WithName("readEvent")
            .WithSummary("Read an event")
            .WithDescription("Strongly consistent. Another application's event, or one of the other mode, is not found.")
            .Produces<Envelope<EventDto>>()
            .Refuses(ErrorCode.ResourceNotFound);
        events.MapGet("/{id}/attempts", ListAttemptsAsync)
            .WithName("listEventAttempts")
            .WithSummary("List an event's delivery attempts")
            .WithDescription("What was sent and what your receiver answered, newest first. Kept for 30 days. Strongly consistent.")
            .Produces<Envelope<IReadOnlyList<AttemptDto>>>()
            .Paged()
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);
    }

    /// <summary>One page of an event's attempts.</summary>
    public static async Task<Page<AttemptDto>> PageOfAttemptsAsync(OiPaymentsDb db, Scope scope, Id<WebhookEvent> id, PageRequest page, CancellationToken ct)
    {
        var found = await db.Of<WebhookAttempt>(scope).Where(a => a.EventId == id).TakePageAsync(ByStart, page, ct);
        return found.Select(AttemptDto.From);
    }

    private static async Task<Reply> ListAsync(HttpRequest request, CallingApplication caller, OiPaymentsDb db, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var page = query.Page();
        var deliveries = db.Of<WebhookDelivery>(caller.Scope).Where(d => d.Sequence != null);
        var events = db.Of<WebhookEvent>(caller.Scope);
        var type = query.Text("type", WebhookEvent.MaxTypeLength);
        if (type is not null) events = events.Where(e => e.Type == type);
        if (query.Enum<DeliveryStatus>("deliveryStatus") is { } status) deliveries = deliveries.Where(d => d.Status == status);
        var (begin, end) = query.Period();
        if (begin is { } from) events = events.Where(e => e.CreatedAt >= from);
        if (end is { } to) events = events.Where(e => e.CreatedAt < to);
        if (query.Number("afterSequence") is { } last) deliveries = deliveries.Where(d => d.Sequence > last);
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        // The numbers are the deliveries': no event is read that is not shown, unless it is asked which events are meant.
        if (type is not null || begin is not null || end is not null) deliveries = deliveries.Where(d => events.Any(e => e.Id == d.EventId));
        var found = await deliveries.TakePageAsync(BySequence, page, ct);
        var ids = found.Items.Select(d => d.EventId).ToList();
        var told = await db.Of<WebhookEvent>(caller.Scope).AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
        return Reply.Page(found.Select(d => EventDto.From(told[d.EventId], d)), WebhooksJson.Default.IReadOnlyListEventDto, clock);
    }

    private static async Task<Reply> ReadAsync(string id, CallingApplication caller, OiPaymentsDb db, TimeProvider clock, CancellationToken ct) =>
        await FindAsync(id, caller, db, ct) is { } row
            ? Reply.Ok(EventDto.From(row.Event, row.Delivery), WebhooksJson.Default.EventDto, clock)
            : Reply.Refused(Refusal.NotFound("event"), clock);

    private static async Task<Reply> ListAttemptsAsync(
        string id, HttpRequest request, CallingApplication caller, OiPaymentsDb db, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var page = new QueryFields(request.Query, errors).Page();
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);
        return await FindAsync(id, caller, db, ct) is { } row
            ? Reply.Page(await PageOfAttemptsAsync(db, caller.Scope, row.Event.Id, page, ct), WebhooksJson.Default.IReadOnlyListAttemptDto, clock)
            : Reply.Refused(Refusal.NotFound("event"), clock);
    }

    // A mistyped reference, or another application's, is refused by its own digits.
    private static async Task<EventRow?> FindAsync(string id, CallingApplication caller, OiPaymentsDb db, CancellationToken ct) =>
        Reference.TryParse(id, WebhookEvent.ReferencePrefix, out var reference) && reference.ApplicationId == caller.Id
            ? await db.Of<WebhookEvent>(caller.Scope).AsNoTracking().Where(e => e.Reference == reference.Text)
                .With(db.Of<WebhookDelivery>(caller.Scope).AsNoTracking()).SingleOrDefaultAsync(ct)
            : null;
}
