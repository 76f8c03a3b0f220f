using System.ComponentModel;
using System.Security.Cryptography;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Webhooks;

/// <summary>
/// <c>POST /admin/webhooks/{id}/resend</c> and <c>POST /admin/webhooks/resend</c>: events become due again, at the beginning of the
/// schedule, whatever became of them before. Id and body stay, and each try is signed afresh.
/// </summary>
internal static partial class ResendWebhooks
{
    private const int BatchSize = 500;

    public sealed record Request(
        [property: Description("Only this application's.")] ApplicationId? ApplicationId,
        [property: Description("Only events of this mode.")] Mode? Mode,
        [property: Description("Only events of this type, such as payment.succeeded.")] string? Type,
        [property: Description("Only events whose delivery stands so, such as PARKED.")] DeliveryStatus? DeliveryStatus,
        [property: Description("Only events that happened at or after this instant, UTC.")] DateTimeOffset? From,
        [property: Description("Only events that happened before this instant, UTC.")] DateTimeOffset? To);

    public sealed record Response([property: Description("How many events are sent again.")] int Resent);

    public static void Map(RouteGroupBuilder webhooks)
    {
        webhooks.MapPost("/{id}/resend", ResendOneAsync)
            .WithName("resendWebhook")
            .WithSummary("Re-send a webhook")
            .WithDescription("""
                The event is due at once and its schedule starts over, also when it was delivered before. Its id and body stay the same. An application
                without a URL, or with delivery switched off, gets it once that changes. A try that is under way goes on, and this is another.
                """)
            .Produces<Envelope<WebhookDto>>()
            .Refuses(ErrorCode.ResourceNotFound);
        webhooks.MapPost("/resend", ResendManyAsync)
            .WithName("resendWebhooks")
            .WithSummary("Re-send webhooks by filter")
            .WithDescription("As re-sending one, for every event the filter selects, oldest first. A filter without any field is refused. They change some hundreds at a time, not all together.")
            .Accepts<Request>("application/json")
            .Produces<Envelope<Response>>()
            .Refuses(ErrorCode.ValidationError);
    }

    private static async Task<Reply> ResendOneAsync(
        string id, SignedInOperator who, OiPaymentsDb db, DueSignal<WebhookDispatcher> signal, TimeProvider clock, ILogger<WebhookEvent> log, CancellationToken ct)
    {
        if (await db.FindEventAsync(id, ct) is not { } found) return Reply.Refused(Refusal.NotFound("event"), clock);

        await MakeDueAsync(db.Of<WebhookDelivery>(found.Scope).Where(d => d.EventId == found.Id), clock.GetUtcNow(), ct);
        var row = await db.Of<WebhookEvent>(found.Scope).AsNoTracking().Where(e => e.Id == found.Id)
            .With(db.Of<WebhookDelivery>(found.Scope).AsNoTracking()).SingleAsync(ct);

        signal.Wake(found.Scope.ApplicationId);
        Resent(log, 1, found.Scope.ApplicationId, who.Id);
        return Reply.Ok(WebhookDto.From(row.Event, row.Delivery), WebhooksJson.Default.WebhookDto, clock);
    }

    private static async Task<Reply> ResendManyAsync(
        JsonBody body, SignedInOperator who, OiPaymentsDb db, DueSignal<WebhookDispatcher> signal, TimeProvider clock, ILogger<WebhookEvent> log, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var filter = WebhookFilter.From(new JsonFields(body.Root, errors));
        if (filter.IsEmpty && errors.Refusal is null)
            errors.Add("applicationId", "Say which events: at least one of applicationId, mode, type, deliveryStatus, from and to. Nothing was sent.");
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        var resent = 0;
        var applications = filter.ApplicationId is { } only ? [only] : await db.Directory<Application>().OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(ct);
        foreach (var application in applications)
        {
            var count = await ResendAsync(db, application, filter, clock, ct);
            if (count == 0) continue;

            resent += count;
            signal.Wake(application);
            Resent(log, count, application, who.Id);
        }

        return Reply.Ok(new Response(resent), WebhooksJson.Default.Resent, clock);
    }

    /// <summary>Some hundred at a time in the order of their ids, which is the order in which deliveries are claimed, so that neither waits long for the other.</summary>
    private static async Task<int> ResendAsync(OiPaymentsDb db, ApplicationId application, WebhookFilter filter, TimeProvider clock, CancellationToken ct)
    {
        var events = filter.Of(db.Of<WebhookEvent>(application));
        var deliveries = filter.Of(db.Of<WebhookDelivery>(application)).Where(d => events.Any(e => e.Id == d.EventId));
        var (resent, last) = (0, new Id<WebhookEvent>(0));
        while (true)
        {
            var after = last;
            var some = await deliveries.Where(d => d.EventId > after).OrderBy(d => d.EventId).Take(BatchSize).Select(d => d.EventId).ToListAsync(ct);
            if (some.Count == 0) return resent;

            resent += await MakeDueAsync(db.Of<WebhookDelivery>(application).Where(d => some.Contains(d.EventId)), clock.GetUtcNow(), ct);
            last = some[^1];
        }
    }

    // A new token and no lease: what is under way cannot write "done" over this.
    private static Task<int> MakeDueAsync(IQueryable<WebhookDelivery> deliveries, DateTimeOffset now, CancellationToken ct)
    {
        var token = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        return deliveries.ExecuteUpdateAsync(
            set => set
                .SetProperty(d => d.Status, DeliveryStatus.Pending)
                .SetProperty(d => d.ScheduledAttempts, 0)
                .SetProperty(d => d.DueAt, now)
                .SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null)
                .SetProperty(d => d.LeasedBy, (long?)null)
                .SetProperty(d => d.LeaseToken, token)
                .SetProperty(d => d.UpdatedAt, now),
            ct);
    }

    [LoggerMessage(LogLevel.Information, "{Count} events of application {ApplicationId} sent again by operator {OperatorId}")]
    private static partial void Resent(ILogger log, int count, ApplicationId applicationId, Id<Operator> operatorId);
}
