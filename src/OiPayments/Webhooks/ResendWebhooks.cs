using System.ComponentModel;
using System.Security.Cryptography;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>
/// <c>POST /admin/webhooks/{id}/resend</c> and <c>POST /admin/webhooks/resend</c>: events become due again, at the beginning of the
/// schedule, whatever became of them before. Id and body stay, and each try is signed afresh.
/// </summary>
internal sealed partial class ResendWebhooks(
    OiPaymentsDb db, AuditTrail audit, DueSignal<WebhookDispatcher> signal, IBusinessClock clock, ILogger<WebhookEvent> log)
{
    private const int BatchSize = 500;

    public sealed record Request(
        [property: Description("Only this application's.")] ApplicationId? ApplicationId,
        [property: Description("Only events of this mode.")] Mode? Mode,
        [property: Description("Only events of this type, such as payment.succeeded.")] string? Type,
        [property: Description("Only events whose delivery stands so, such as PARKED.")] DeliveryStatus? DeliveryStatus,
        [property: Description("Only events that happened at or after this instant, or from this day on.")] string? From,
        [property: Description("Only events that happened before this instant, or up to this day, itself included.")] string? To,
        [property: Description("Whose midnight begins a day: a name of the IANA list; Asia/Dhaka when left out.")] string? TimeZone);

    public sealed record Response([property: Description("How many events are sent again.")] int Resent);

    public static void Map(RouteGroupBuilder webhooks)
    {
        webhooks.MapPost("/{id}/resend", HandleOneAsync)
            .WithName("resendWebhook")
            .WithSummary("Re-send a webhook")
            .WithDescription("""
                The event is due at once and its schedule starts over, also when it was delivered before. Its id and body stay the same. An application
                without a URL, or with delivery switched off, gets it once that changes. A try that is under way goes on, and this is another.
                """)
            .Produces<Envelope<WebhookDto>>()
            .Refuses(ErrorCode.ResourceNotFound)
            .Needs(Permission.AppManage);
        webhooks.MapPost("/resend", HandleManyAsync)
            .WithName("resendWebhooks")
            .WithSummary("Re-send webhooks by filter")
            .WithDescription("As re-sending one, for every event the filter selects, oldest first. A filter without any field is refused. They change some hundreds at a time, not all together.")
            .Accepts<Request>("application/json")
            .Produces<Envelope<Response>>()
            .Refuses(ErrorCode.ValidationError)
            .Needs(Permission.AppManage);
    }

    /// <param name="who">Needs app:manage for the application.</param>
    /// <param name="name">The event's number or reference.</param>
    /// <param name="ct">Ends it before anything is changed.</param>
    public async Task<Outcome<WebhookDto>> RunAsync(SignedInOperator who, string name, CancellationToken ct)
    {
        if ((await db.FindEventAsync(who, Permission.AppManage, name, ct)).IsRefused(out var refusal, out var found)) return refusal;

        await ResendAsync(who, found.Scope.ApplicationId, [found.Id], ct);

        // Read before anybody is woken, so that the answer is what was done and not what came of it.
        var row = await db.Of<WebhookEvent>(found.Scope).AsNoTracking().Where(e => e.Id == found.Id)
            .With(db.Of<WebhookDelivery>(found.Scope).AsNoTracking()).SingleAsync(ct);
        signal.Wake(found.Scope.ApplicationId);
        return WebhookDto.From(row.Event, row.Delivery);
    }

    /// <summary>Everything the filter selects, application by application, among those that the operator manages.</summary>
    public async Task<Outcome<Response>> RunAsync(SignedInOperator who, WebhookFilter filter, CancellationToken ct)
    {
        if (who.Lacks(Permission.AppManage) is { } forbidden) return forbidden;
        if (filter.IsEmpty)
        {
            return new Refusal(ErrorCode.ValidationError, "Some fields are not valid; data names each of them.", new Dictionary<string, string>
            {
                ["applicationId"] = "Say which events: at least one of applicationId, mode, type, deliveryStatus, from and to. Nothing was sent.",
            });
        }

        var resent = 0;
        var managed = db.ApplicationsFor(who, Permission.AppManage);
        if (filter.ApplicationId is { } only) managed = managed.Where(a => a.Id == only);
        foreach (var application in await managed.OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(ct)) resent += await ResendAsync(who, application, filter, ct);
        return new Response(resent);
    }

    private static async Task<Reply> HandleOneAsync(string id, SignedInOperator who, ResendWebhooks resend, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await resend.RunAsync(who, id, ct), WebhooksJson.Default.WebhookDto, clock);

    private static async Task<Reply> HandleManyAsync(JsonBody body, SignedInOperator who, ResendWebhooks resend, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var filter = WebhookFilter.From(new JsonFields(body.Root, errors));
        return errors.Refusal is { } refusal ? Reply.Refused(refusal, clock) : Reply.Ok(await resend.RunAsync(who, filter, ct), WebhooksJson.Default.Resent, clock);
    }

    /// <summary>Some hundred at a time in the order of their ids, which is the order in which deliveries are claimed, so that neither waits long for the other.</summary>
    private async Task<int> ResendAsync(SignedInOperator who, ApplicationId application, WebhookFilter filter, CancellationToken ct)
    {
        var events = filter.Of(db.Of<WebhookEvent>(application));
        var deliveries = filter.Of(db.Of<WebhookDelivery>(application)).Where(d => events.Any(e => e.Id == d.EventId));
        var (resent, last) = (0, new Id<WebhookEvent>(0));
        while (true)
        {
            var after = last;
            var some = await deliveries.Where(d => d.EventId > after).OrderBy(d => d.EventId).Take(BatchSize).Select(d => d.EventId).ToListAsync(ct);
            if (some.Count == 0) return resent;

            resent += await ResendAsync(who, application, some, ct);
            signal.Wake(application);
            last = some[^1];
        }
    }

    /// <summary>These become due, and the audit log says so, together.</summary>
    private async Task<int> ResendAsync(SignedInOperator who, ApplicationId application, List<Id<WebhookEvent>> some, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var count = await MakeDueAsync(db.Of<WebhookDelivery>(application).Where(d => some.Contains(d.EventId)), clock.Of(application), ct);
        await audit.RecordAsync(who.Actor, application, some.Count == 1
            ? new(AuditAction.WebhookResend, AuditTarget.Webhook, some[0].ToString())
            : new(AuditAction.WebhookResendMany, AuditTarget.Application, application.ToString()) { After = new { count, firstEvent = some[0].Value, lastEvent = some[^1].Value } }, ct);
        await db.SaveAsync(ct);
        await db.CommitAsync();

        Resent(log, count, application, who.Id);
        return count;
    }

    // A new token and no lease: what is under way cannot write "done" over this.
    private static Task<int> MakeDueAsync(IQueryable<WebhookDelivery> deliveries, ApplicationTime now, CancellationToken ct)
    {
        var token = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        return deliveries.ExecuteUpdateAsync(
            set => set
                .SetProperty(d => d.Status, DeliveryStatus.Pending)
                .SetProperty(d => d.ScheduledAttempts, 0)
                .SetProperty(d => d.DueAt, d => d.Mode == Mode.Live ? now.Live : now.Test)
                .SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null)
                .SetProperty(d => d.LeasedBy, (long?)null)
                .SetProperty(d => d.LeaseToken, token)
                .SetProperty(d => d.UpdatedAt, d => d.Mode == Mode.Live ? now.Live : now.Test),
            ct);
    }

    [LoggerMessage(LogLevel.Information, "{Count} events of application {ApplicationId} sent again by operator {OperatorId}")]
    private static partial void Resent(ILogger log, int count, ApplicationId applicationId, Id<Operator> operatorId);
}
