using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary><c>GET /admin/webhooks</c>, <c>GET /admin/webhooks/{id}</c> and <c>GET /admin/webhooks/{id}/attempts</c>: every application's events and what became of them.</summary>
internal sealed class ReadWebhooks(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder webhooks)
    {
        webhooks.MapGet("", HandleListAsync)
            .WithName("listWebhooks")
            .WithSummary("List webhooks")
            .WithDescription("Newest first. Strongly consistent. Follow `pagination.nextCursor` for long lists: every page then costs the same.")
            .Query<ApplicationId>("applicationId", "Only this application's.")
            .Query<Mode>("mode", "Only events of this mode.")
            .Query<string>("type", "Only events of this type, such as `payment.succeeded`.")
            .Query<DeliveryStatus>("deliveryStatus", "Only events whose delivery stands so.")
            .WithinPeriod("events that happened")
            .Produces<Envelope<IReadOnlyList<WebhookDto>>>()
            .Paged()
            .Refuses(ErrorCode.ValidationError)
            .Needs(Permission.PaymentRead);
        webhooks.MapGet("/{id}", HandleReadAsync)
            .WithName("readWebhook")
            .WithSummary("Read a webhook")
            .WithDescription("By its number or its reference, `evt_…`, with the body exactly as it is sent. Strongly consistent.")
            .Produces<Envelope<WebhookDto>>()
            .Refuses(ErrorCode.ResourceNotFound)
            .Needs(Permission.PaymentRead);
        webhooks.MapGet("/{id}/attempts", HandleListAttemptsAsync)
            .WithName("listWebhookAttempts")
            .WithSummary("List a webhook's delivery attempts")
            .WithDescription("What was sent and what the receiver answered, newest first. Kept for 30 days. Strongly consistent.")
            .Produces<Envelope<IReadOnlyList<AttemptDto>>>()
            .Paged()
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound)
            .Needs(Permission.PaymentRead);
    }

    public async Task<Outcome<Page<WebhookDto>>> ListAsync(SignedInOperator who, WebhookFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.PaymentRead) is { } forbidden) return forbidden;

        var found = await db.PageAcrossAsync<WebhookEvent>(
            db.OwnersFor(who, Permission.PaymentRead, filter.ApplicationId), filter.Mode, events => filter.Of(events, db.AcrossApplications<WebhookDelivery>()), page, ct);

        // How far each has come, once it is known which are shown.
        var (owners, ids) = (found.Items.Select(e => e.ApplicationId).Distinct().ToList(), found.Items.Select(e => e.Id).ToList());
        var deliveries = await db.RecordsFor<WebhookDelivery>(who, Permission.PaymentRead).AsNoTracking()
            .Where(d => owners.Contains(d.ApplicationId) && ids.Contains(d.EventId)).ToDictionaryAsync(d => (d.ApplicationId, d.EventId), ct);
        return found.Select(e => WebhookDto.From(e, deliveries[(e.ApplicationId, e.Id)]));
    }

    /// <param name="who">Needs payment:read.</param>
    /// <param name="name">The event's number or reference.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<WebhookDto>> ReadAsync(SignedInOperator who, string name, CancellationToken ct)
    {
        if ((await db.FindEventAsync(who, Permission.PaymentRead, name, ct)).IsRefused(out var refusal, out var found)) return refusal;
        var row = await db.Of<WebhookEvent>(found.Scope).AsNoTracking().Where(e => e.Id == found.Id).With(db.Of<WebhookDelivery>(found.Scope).AsNoTracking()).SingleAsync(ct);
        return WebhookDto.From(row.Event, row.Delivery);
    }

    /// <inheritdoc cref="ReadAsync"/>
    public async Task<Outcome<Page<AttemptDto>>> ListAttemptsAsync(SignedInOperator who, string name, PageRequest page, CancellationToken ct) =>
        (await db.FindEventAsync(who, Permission.PaymentRead, name, ct)).IsRefused(out var refusal, out var found)
            ? refusal
            : await ReadEvents.PageOfAttemptsAsync(db, found.Scope, found.Id, page, ct);

    private static async Task<Reply> HandleListAsync(HttpRequest request, SignedInOperator who, ReadWebhooks read, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, filter) = (query.Page(), WebhookFilter.From(query));
        return errors.Refusal is { } refusal
            ? Reply.Refused(refusal, clock)
            : Reply.Page(await read.ListAsync(who, filter, page, ct), WebhooksJson.Default.IReadOnlyListWebhookDto, clock);
    }

    private static async Task<Reply> HandleReadAsync(string id, SignedInOperator who, ReadWebhooks read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.ReadAsync(who, id, ct), WebhooksJson.Default.WebhookDto, clock);

    private static async Task<Reply> HandleListAttemptsAsync(string id, HttpRequest request, SignedInOperator who, ReadWebhooks read, TimeProvider clock, CancellationToken ct) =>
        QueryFields.PageOf(request).IsRefused(out var refusal, out var page)
            ? Reply.Refused(refusal, clock)
            : Reply.Page(await read.ListAttemptsAsync(who, id, page, ct), WebhooksJson.Default.IReadOnlyListAttemptDto, clock);
}

/// <summary>Which events an operator means.</summary>
internal sealed record WebhookFilter(ApplicationId? ApplicationId, Mode? Mode, string? Type, DeliveryStatus? Status, DateTimeOffset? FromTime, DateTimeOffset? ToTime)
{
    public bool IsEmpty => this == new WebhookFilter(null, null, null, null, null, null);

    public static WebhookFilter From(QueryFields query)
    {
        var (from, to) = query.Period();
        return new(
            query.Application("applicationId"), query.Enum<Mode>("mode"), query.Text("type", WebhookEvent.MaxTypeLength),
            query.Enum<DeliveryStatus>("deliveryStatus"), from, to);
    }

    public static WebhookFilter From(JsonFields fields)
    {
        var (from, to) = fields.Period();
        return new(
            fields.OptionalWholeNumber("applicationId", 1, uint.MaxValue) is { } application ? new ApplicationId((uint)application) : null, fields.OptionalEnum<Mode>("mode"),
            fields.OptionalText("type", WebhookEvent.MaxTypeLength), fields.OptionalEnum<DeliveryStatus>("deliveryStatus"), from, to);
    }

    /// <summary>Those events that are meant, and whose deliveries are.</summary>
    public IQueryable<WebhookEvent> Of(IQueryable<WebhookEvent> events, IQueryable<WebhookDelivery> deliveries)
    {
        events = Of(events);

        // The status itself and no parameter: few are in most of them, and a plan that fits each would walk through everything that was delivered.
        return Status is { } status
            ? events.Where(e => deliveries.Any(d => d.ApplicationId == e.ApplicationId && d.EventId == e.Id && d.Status == EF.Constant(status)))
            : events;
    }

    public IQueryable<WebhookEvent> Of(IQueryable<WebhookEvent> events)
    {
        if (Mode is { } mode) events = events.Where(e => e.Mode == mode);
        if (Type is { } type) events = events.Where(e => e.Type == type);
        if (FromTime is { } from) events = events.Where(e => e.CreatedAt >= from);
        if (ToTime is { } to) events = events.Where(e => e.CreatedAt < to);
        return events;
    }

    public IQueryable<WebhookDelivery> Of(IQueryable<WebhookDelivery> deliveries)
    {
        if (Mode is { } mode) deliveries = deliveries.Where(d => d.Mode == mode);
        if (Status is { } status) deliveries = deliveries.Where(d => d.Status == status);
        return deliveries;
    }
}
