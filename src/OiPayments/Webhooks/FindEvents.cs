using System.Globalization;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>An event with its delivery, as one row.</summary>
internal sealed class EventRow
{
    public required WebhookEvent Event { get; init; }
    public required WebhookDelivery Delivery { get; init; }
}

/// <summary>The queries that reads and re-sends share.</summary>
internal static class FindEvents
{
    extension(IQueryable<WebhookEvent> events)
    {
        public IQueryable<EventRow> With(IQueryable<WebhookDelivery> deliveries) => events.Join(
            deliveries, e => new { e.ApplicationId, EventId = e.Id }, d => new { d.ApplicationId, d.EventId }, (e, d) => new EventRow { Event = e, Delivery = d });
    }

    extension(OiPaymentsDb db)
    {
        /// <summary>Where an event that an operator names lives, by its number or its reference; refused when it is not within their reach.</summary>
        public async Task<Outcome<EventPlace>> FindEventAsync(SignedInOperator who, Permission permission, string name, CancellationToken ct)
        {
            if (who.Lacks(permission) is { } forbidden) return forbidden;

            IQueryable<WebhookEvent> wanted;
            if (Reference.TryParse(name, WebhookEvent.ReferencePrefix, out var reference))
                wanted = db.RecordsFor<WebhookEvent>(who, permission).Where(e => e.ApplicationId == reference.ApplicationId && e.Reference == reference.Text);
            else if (Id<WebhookEvent>.TryParse(name, CultureInfo.InvariantCulture, out var id))
                wanted = db.RecordFor(who, permission, id);
            else
                return Refusal.NotFound("event");

            return await wanted.Select(e => new EventPlace(new(e.ApplicationId, e.Mode), e.Id)).SingleOrDefaultAsync(ct) is { } found ? found : Refusal.NotFound("event");
        }
    }
}

/// <summary>Whose event it is, and which.</summary>
internal sealed record EventPlace(Scope Scope, Id<WebhookEvent> Id);
