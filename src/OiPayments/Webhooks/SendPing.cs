using System.ComponentModel;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary><c>POST /webhooks/test</c> sends the caller a <c>ping</c>, the way every event goes.</summary>
internal sealed class SendPing(UnitOfWork unit, Outbox outbox)
{
    /// <summary>The data of a ping.</summary>
    public sealed record Ping([property: Description("Who asked for it, for the one who reads the receiver's log.")] string Message);

    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapPost("/test", HandleAsync)
        .WithName("sendTestEvent")
        .WithSummary("Send a test event")
        .WithDescription("""
            Raises an event of type `ping` in your application and mode; signed, retried and kept like any other. The answer comes before the
            delivery: `GET /events/{id}` and its attempts say what became of it. Without a webhook URL, or while delivery is switched off, it
            waits.
            """)
        .Produces<Envelope<EventDto>>(StatusCodes.Status201Created);

    public async Task<EventDto> RunAsync(CallingApplication caller, CancellationToken ct) =>
        (await unit.RunAsync<EventDto>(async () => await RaiseAsync(caller, ct), ct)).IsSaved(out var ping)
            ? ping
            : throw new InvalidOperationException("An event that nobody else can raise lost a race.");

    private async Task<EventDto> RaiseAsync(CallingApplication caller, CancellationToken ct)
    {
        var (raised, delivery) = await outbox.RaiseAsync(
            caller.Scope, EventTypes.Ping, $"application:{caller.Id}", new Ping($"{caller.Name} asked for this test event."),
            WebhooksJson.Default.Ping, ct);

        // As it is before it is saved: from then on others work on it.
        return EventDto.From(raised, delivery);
    }

    private static async Task<Reply> HandleAsync(CallingApplication caller, SendPing send, TimeProvider clock, CancellationToken ct) =>
        Reply.Created(await send.RunAsync(caller, ct), WebhooksJson.Default.EventDto, clock);
}
