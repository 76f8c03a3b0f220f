using OiPayments.Api;

namespace OiPayments.Webhooks;

/// <summary>Which events an operator means.</summary>
internal sealed record WebhookFilter(
    ApplicationId? ApplicationId, Mode? Mode, string? Type, DeliveryStatus? Status, DateTimeOffset? FromTime, DateTimeOffset? ToTime)
{
    public bool IsEmpty => this == new WebhookFilter(null, null, null, null, null, null);

    public static WebhookFilter From(QueryFields query)
    {
        var (from, to) = query.Period();
        return new(
            query.Application("applicationId"), query.Enum<Mode>("mode"), query.Text("type", WebhookEvent.MaxTypeLength),
            query.Enum<DeliveryStatus>("deliveryStatus"), from, to);
    }

    /// <summary>Those events that are meant, and whose deliveries are.</summary>
    public IQueryable<WebhookEvent> Of(IQueryable<WebhookEvent> events, IQueryable<WebhookDelivery> deliveries)
    {
        events = Of(events);

        // The status itself and no parameter: few are in most of them, and a plan that fits each would walk through everything that was
        // delivered.
        return Status is { } status
            ? events.Where(
                e => deliveries.Any(d => d.ApplicationId == e.ApplicationId && d.EventId == e.Id && d.Status == EF.Constant(status)))
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
