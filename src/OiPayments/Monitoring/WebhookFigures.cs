using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OiPayments.Applications;
using OiPayments.Persistence;
using OiPayments.Webhooks;

namespace OiPayments.Monitoring;

/// <summary>
/// Events that are not delivered, by what their receiver is at: only where it is <c>enabled</c> is a wait of the service's making. Without
/// an address, or switched off, events wait by the application's own will; <c>paused</c> is a receiver that failed too often for this node
/// to ask it just now.
/// </summary>
internal sealed class WebhookFigures : Figures
{
    /// <summary>Of one application and mode, by when they are due: whoever has more waiting is behind by any measure.</summary>
    private const int LooksAt = 1_000;

    private static readonly string[] Classes = ["enabled", "paused", "switched_off", "no_address"];
    private static readonly Mode[] Modes = [Mode.Live, Mode.Test];

    private readonly Lazy<WebhookDispatcher> dispatcher;
    private readonly Figure<long> waiting;
    private readonly Figure<double> lag;

    public WebhookFigures(Meter meter, IServiceProvider services)
        : base(meter)
    {
        dispatcher = new(() => services.GetServices<IHostedService>().OfType<WebhookDispatcher>().Single());
        waiting = Add<long>(
            "oi.webhook.events.waiting", "{event}",
            "Events that are not delivered, by what their receiver is at. Counted up to 1,000 for each application.");
        lag = Add<double>("oi.webhook.lag", "s", "Age of the oldest event that is not delivered, by what its receiver is at.");
    }

    public override string Name => "webhooks";

    public override async Task ReadAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var undelivered = db.AcrossApplications<WebhookDelivery>().Where(d => d.DueAt != null);
        var events = db.AcrossApplications<WebhookEvent>();
        var found = new List<(string Class, Mode Mode, long Count, DateTimeOffset? Oldest)>();
        foreach (var mode in Modes)
        {
            var receivers = await db.Directory<Application>().AsNoTracking()
                .Where(a => undelivered.Any(d => d.ApplicationId == a.Id && d.Mode == mode))
                .Select(a => new
                {
                    a.Id,
                    a.WebhooksEnabled,
                    a.WebhookUrl,
                    a.TestWebhookUrl,
                    Count = undelivered.Where(d => d.ApplicationId == a.Id && d.Mode == mode).OrderBy(d => d.DueAt).Take(LooksAt).Count(),
                    Oldest = undelivered.Where(d => d.ApplicationId == a.Id && d.Mode == mode).OrderBy(d => d.DueAt).Take(LooksAt)
                        .Join(events, d => new { d.ApplicationId, Id = d.EventId }, e => new { e.ApplicationId, e.Id }, (_, e) => e)
                        .Min(e => (DateTimeOffset?)e.CreatedAt),
                })
                .ToListAsync(ct);
            found.AddRange(receivers.Select(one => (
                !one.WebhooksEnabled ? "switched_off"
                    : one.WebhookUrl is null && (mode is Mode.Live || one.TestWebhookUrl is null) ? "no_address"
                    : dispatcher.Value.IsPaused(new(one.Id, mode)) ? "paused" : "enabled",
                mode, (long)one.Count, one.Oldest)));
        }

        var byClass = Classes.SelectMany(_ => Modes, (name, mode) => (
            Name: name, Mode: mode, Some: found.Where(one => one.Class == name && one.Mode == mode).ToList())).ToList();
        waiting.Show([.. byClass.Select(one => new Measurement<long>(
            one.Some.Sum(receiver => receiver.Count), WaitingRecords.Tag(one.Mode), new("receiver", one.Name)))]);
        lag.Show([.. byClass.Select(one => new Measurement<double>(
            one.Some.Min(receiver => receiver.Oldest).AgeAt(now).TotalSeconds, WaitingRecords.Tag(one.Mode), new("receiver", one.Name)))]);
    }
}
