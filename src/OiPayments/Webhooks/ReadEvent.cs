using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary><c>GET /events/{id}</c>: one of an application's own events, of its credential's mode.</summary>
internal sealed class ReadEvent(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder events) => events.MapGet("/{id}", HandleAsync)
        .WithName("readEvent")
        .WithSummary("Read an event")
        .WithDescription("Strongly consistent. An event of another application, or of the other mode, is not found.")
        .Produces<Envelope<EventDto>>()
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<EventDto>> RunAsync(CallingApplication caller, string id, CancellationToken ct) =>
        await db.FindOwnEventAsync(caller, id, ct) is { } row ? EventDto.From(row.Event, row.Delivery) : Refusal.NotFound("event");

    private static async Task<Reply> HandleAsync(
        string id, CallingApplication caller, ReadEvent read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(caller, id, ct), WebhooksJson.Default.EventDto, clock);
}
