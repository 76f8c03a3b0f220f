using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>
/// <c>GET /events/{id}/attempts</c>: how often one of an application's own events was delivered, and what its receiver answered.
/// </summary>
internal sealed class ListEventAttempts(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder events) => events.MapGet("/{id}/attempts", HandleAsync)
        .WithName("listEventAttempts")
        .WithSummary("List an event's delivery attempts")
        .WithDescription("What was sent and what your receiver answered, newest first. "
            + "Kept for 30 days unless the service is set otherwise. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<AttemptDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);

    public async Task<Outcome<Page<AttemptDto>>> RunAsync(CallingApplication caller, string id, PageRequest page, CancellationToken ct) =>
        await db.FindOwnEventAsync(caller, id, ct) is { } row
            ? await db.PageOfAttemptsAsync(caller.Scope, row.Event.Id, page, ct)
            : Refusal.NotFound("event");

    private static async Task<Reply> HandleAsync(
        string id, HttpRequest request, CallingApplication caller, ListEventAttempts list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.PageOf(request).IsRefused(out var unreadable, out var page)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(caller, id, page, ct), WebhooksJson.Default.IReadOnlyListAttemptDto, clock);
}
