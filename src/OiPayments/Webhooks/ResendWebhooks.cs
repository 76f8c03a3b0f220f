using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary><c>POST /admin/webhooks/resend</c>: every event that a filter selects becomes due again.</summary>
internal sealed class ResendWebhooks(OiPaymentsDb db, SendAgain send, DueSignal<WebhookDispatcher> signal)
{
    private const int BatchSize = 500;

    public sealed record Request(
        [property: Description("Only this application's.")] ApplicationId? ApplicationId,
        [property: Description("Only events of this mode.")] Mode? Mode,
        [property: Description("Only events of this type, such as payment.succeeded.")] string? Type,
        [property: Description("Only events whose delivery stands so, such as PARKED.")] DeliveryStatus? DeliveryStatus,
        [property: Description("Only events that happened at or after this instant, or from this day on.")] string? From,
        [property: Description("Only events that happened before this instant, or up to this day, itself included.")] string? To,
        [property: Description("Whose midnight begins a day: a name of the IANA list; Asia/Dhaka when left out.")]
        string? TimeZone) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.OptionalWholeNumber("applicationId", 1, uint.MaxValue) is { } application ? new ApplicationId((uint)application) : null,
            fields.OptionalEnum<Mode>("mode"), fields.OptionalText("type"), fields.OptionalEnum<DeliveryStatus>("deliveryStatus"),
            fields.OptionalText("from"), fields.OptionalText("to"), fields.OptionalText("timeZone"));

        public void Check(FieldErrors errors)
        {
            errors.CheckText("type", Type, WebhookEvent.MaxTypeLength);
            PeriodOf(errors);
        }

        /// <summary>What a request without mistakes asks for.</summary>
        public WebhookFilter Filter()
        {
            var (from, to) = PeriodOf(new());
            return new(ApplicationId, Mode, Type, DeliveryStatus, from, to);
        }

        private (DateTimeOffset? From, DateTimeOffset? To) PeriodOf(FieldErrors errors)
        {
            var zone = TimeZones.Default;
            if (errors.CheckText("timeZone", TimeZone, TimeZones.MaxNameLength)
                && TimeZone is not null
                && !TimeZones.TryFind(TimeZone, out zone)) errors.Add("timeZone", TimeZones.WhyUnknown);
            return (
                errors.CheckText("from", From, InstantText.MaxLength) ? InstantText.Begin("from", From, zone, errors) : null,
                errors.CheckText("to", To, InstantText.MaxLength) ? InstantText.End("to", To, zone, errors) : null);
        }
    }

    public sealed record Response([property: Description("How many events are sent again.")] int Resent);

    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapPost("/resend", HandleAsync)
        .WithName("resendWebhooks")
        .WithSummary("Re-send webhooks by filter")
        .WithDescription("Re-sends every event that the filter selects, oldest first. A filter without any field is refused. Events are "
            + "re-sent in batches of some hundreds, not all in one transaction. Events whose body was removed are left out.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<Response>>()
        .Refuses(ErrorCode.ValidationError)
        .Needs(Permission.AppManage);

    /// <summary>Everything the filter selects, application by application, among those that the operator manages.</summary>
    public async Task<Outcome<Response>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        if (who.Lacks(Permission.AppManage) is { } forbidden) return forbidden;
        if (FieldErrors.In(request) is { } invalid) return invalid;

        var filter = request.Filter();
        if (filter.IsEmpty)
        {
            return new Refusal(ErrorCode.ValidationError,
                "Some fields are not valid; data names each of them.", new Dictionary<string, string>
                {
                    ["applicationId"] =
                    "Say which events: at least one of applicationId, mode, type, deliveryStatus, from and to. Nothing was sent.",
                });
        }

        var resent = 0;
        var managed = db.ApplicationsFor(who, Permission.AppManage);
        if (filter.ApplicationId is { } only) managed = managed.Where(a => a.Id == only);
        foreach (var application in await managed.OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(ct))
            resent += await ResendAsync(who, application, filter, ct);
        return new Response(resent);
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, SignedInOperator who, ResendWebhooks resend, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await resend.RunAsync(who, body.Request, ct), WebhooksJson.Default.Resent, clock);

    /// <summary>
    /// Some hundred at a time in the order of their ids, which is the order in which deliveries are claimed, so that neither waits long for
    /// the other.
    /// </summary>
    private async Task<int> ResendAsync(SignedInOperator who, ApplicationId application, WebhookFilter filter, CancellationToken ct)
    {
        var events = filter.Of(db.Of<WebhookEvent>(application)).Where(e => e.Payload != "");
        var deliveries = filter.Of(db.Of<WebhookDelivery>(application)).Where(d => events.Any(e => e.Id == d.EventId));
        var (resent, last) = (0, new Id<WebhookEvent>(0));
        while (true)
        {
            var after = last;
            var some = await deliveries.Where(d => d.EventId > after)
                .OrderBy(d => d.EventId)
                .Take(BatchSize)
                .Select(d => d.EventId)
                .ToListAsync(ct);
            if (some.Count == 0) return resent;

            resent += await send.RunAsync(who, application, some, ct);
            signal.Wake(application);
            last = some[^1];
        }
    }
}
