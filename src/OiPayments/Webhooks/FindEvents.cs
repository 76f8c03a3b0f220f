using System.Globalization;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Lists;
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
    private static readonly SortKey<WebhookAttempt> ByStart = Lists.SortKey.By<WebhookAttempt, WebhookAttempt>(a => a.StartedAt, a => a.Id);

    extension(IQueryable<WebhookEvent> events)
    {
        public IQueryable<EventRow> With(IQueryable<WebhookDelivery> deliveries) => events.Join(
            deliveries, e => new { e.ApplicationId, EventId = e.Id }, d => new { d.ApplicationId, d.EventId },
            (e, d) => new EventRow { Event = e, Delivery = d });
    }

    extension(OiPaymentsDb db)
    {
        /// <summary>
        /// An application's own event by its reference. A mistyped one, or another application's, is refused by its own digits.
        /// </summary>
        public async Task<EventRow?> FindOwnEventAsync(CallingApplication caller, string name, CancellationToken ct) =>
            Reference.TryParse(name, WebhookEvent.ReferencePrefix, out var reference) && reference.ApplicationId == caller.Id
                ? await db.Of<WebhookEvent>(caller.Scope).AsNoTracking().Where(e => e.Reference == reference.Text)
                    .With(db.Of<WebhookDelivery>(caller.Scope).AsNoTracking()).SingleOrDefaultAsync(ct)
                : null;

        /// <summary>One page of an event's attempts, newest first.</summary>
        public async Task<Page<AttemptDto>> PageOfAttemptsAsync(Scope scope, Id<WebhookEvent> id, PageRequest page, CancellationToken ct)
        {
            var found = await db.Of<WebhookAttempt>(scope).Where(a => a.EventId == id).TakePageAsync(ByStart, page, ct);
            return found.Select(AttemptDto.From);
        }

        /// <summary>
        /// Where an event that an operator names lives, by its number or its reference; refused when it is not within their reach.
        /// </summary>
        public async Task<Outcome<EventPlace>> FindEventAsync(
            SignedInOperator who, Permission permission, string name, CancellationToken ct)
        {
            if (who.Lacks(permission) is { } forbidden) return forbidden;

            IQueryable<WebhookEvent> wanted;
            if (Reference.TryParse(name, WebhookEvent.ReferencePrefix, out var reference))
                wanted = db.RecordsFor<WebhookEvent>(who, permission).Where(e => e.ApplicationId == reference.ApplicationId
                    && e.Reference == reference.Text);
            else if (Id<WebhookEvent>.TryParse(name, CultureInfo.InvariantCulture, out var id))
                wanted = db.RecordFor(who, permission, id);
            else
                return Refusal.NotFound("event");

            return await wanted.Select(e => new EventPlace(new(e.ApplicationId, e.Mode), e.Id)).SingleOrDefaultAsync(ct) is { } found
                ? found
                : Refusal.NotFound("event");
        }
    }
}

/// <summary>Whose event it is, and which.</summary>
internal sealed record EventPlace(Scope Scope, Id<WebhookEvent> Id);
