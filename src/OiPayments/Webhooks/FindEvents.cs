using System.Globalization;
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
        /// <summary>Where an event named by an operator lives, by its number or its reference; null when there is none.</summary>
        public async Task<(Scope Scope, Id<WebhookEvent> Id)?> FindEventAsync(string name, CancellationToken ct)
        {
            IQueryable<WebhookEvent> wanted;
            if (Reference.TryParse(name, WebhookEvent.ReferencePrefix, out var reference))
            {
                wanted = db.Of<WebhookEvent>(reference.ApplicationId).Where(e => e.Reference == reference.Text);
            }
            else if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                // A number does not say whose it is: one step into the key of each application, instead of a walk through all events.
                var id = new Id<WebhookEvent>(number);
                wanted = db.Directory<Application>().SelectMany(a => db.AcrossApplications<WebhookEvent>().Where(e => e.ApplicationId == a.Id && e.Id == id));
            }
            else
            {
                return null;
            }

            var found = await wanted.Select(e => new { e.ApplicationId, e.Mode, e.Id }).SingleOrDefaultAsync(ct);
            return found is null ? null : (new(found.ApplicationId, found.Mode), found.Id);
        }
    }
}
