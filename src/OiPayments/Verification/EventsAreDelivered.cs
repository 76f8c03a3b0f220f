using System.Runtime.CompilerServices;
using OiPayments.Persistence;
using OiPayments.Webhooks;

namespace OiPayments.Verification;

/// <summary>No event can be forgotten: it has a delivery, and a delivery that is not done has an hour when it is tried.</summary>
internal sealed class EventsAreDelivered(OiPaymentsDb db) : IInvariant
{
    public string Name => "Every event has a delivery, and every delivery is done or due";

    public Task<long> CountAsync(CancellationToken ct) => db.AcrossApplications<WebhookEvent>().LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var events = db.AcrossApplications<WebhookEvent>();
        var deliveries = db.AcrossApplications<WebhookDelivery>();
        var untold = events.Where(e => !deliveries.Any(d => d.ApplicationId == e.ApplicationId && d.EventId == e.Id && d.Mode == e.Mode));
        await foreach (var lost in untold.Select(e => new { e.ApplicationId, e.Reference }).AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {lost.ApplicationId}: event {lost.Reference} has no delivery.";

        var stranded = deliveries.Where(d => DeliveryLifecycle.Waiting.Contains(d.Status) && d.DueAt == null)
            .Join(
                events, d => new { d.ApplicationId, Id = d.EventId }, e => new { e.ApplicationId, e.Id },
                (d, e) => new { e.ApplicationId, e.Reference });
        await foreach (var lost in stranded.AsAsyncEnumerable().WithCancellation(ct))
            yield return $"Application {lost.ApplicationId}: the delivery of event {lost.Reference} is neither done nor due.";
    }
}
