using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Hosting;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>How many follow the events of each scope on this node.</summary>
internal sealed class OpenStreams
{
    /// <summary>A program needs one, and a team some; each costs a query every half second.</summary>
    public const int MostOfOne = 20;

    private readonly ConcurrentDictionary<Scope, int> open = new();

    public bool TryBegin(Scope scope)
    {
        if (open.AddOrUpdate(scope, 1, (_, count) => count + 1) <= MostOfOne) return true;
        End(scope);
        return false;
    }

    public void End(Scope scope)
    {
        // One that is back at nothing needs no room.
        while (open.TryGetValue(scope, out var count))
        {
            if (count > 1 ? open.TryUpdate(scope, count - 1, count) : open.TryRemove(new(scope, count))) return;
        }
    }
}

/// <summary>
/// <c>GET /events/stream</c>: an application's own events as they get their numbers, as server-sent events. Whoever comes back with the id
/// of the last one goes on behind it, at any node.
/// </summary>
internal sealed class StreamEvents(
    OiPaymentsDb db, OpenStreams streams, KnownCredentials credentials, DatabaseOutage outage, IHostApplicationLifetime lifetime)
{
    public const string MediaType = "text/event-stream";

    /// <summary>A stream whose reader is gone is noticed at its next sign of life.</summary>
    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(10);

    private static readonly Refusal TooMany = new(
        ErrorCode.RateLimited,
        $"{OpenStreams.MostOfOne} streams of this application are open here already. Nothing was opened; close one, and come back.")
    {
        RetryAfter = ComeBackAfter
    };

    public static void Map(RouteGroupBuilder events) => events.MapGet("/stream", HandleAsync)
        .WithName("streamEvents")
        .WithSummary("Follow events")
        .WithDescription("""
            A stream of server-sent events that stays open: each event of your application and mode as it gets its number. `id` is the
            event's id, `event` its type, and `data` the very text that webhooks carry. It begins with what happens from now on. Send the
            last `id` you have handled as `Last-Event-ID`, as browsers and libraries do by themselves, and it begins behind that one: no
            event is skipped, whichever node answers. Before the first event comes an `id` without an event, the place the stream begins at:
            send that when the connection breaks before you got any event. A comment every 10 seconds keeps the connection alive. The stream
            ends when the node ends or the credential does; come back then. Eventually consistent, as the list of events.
            """)
        .Produces<string>(StatusCodes.Status200OK, MediaType)
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.RateLimited);

    /// <param name="caller">Whose events.</param>
    /// <param name="lastEventId">The one to begin behind, or the place that a stream began at; null: the newest there is.</param>
    /// <param name="ct">Ends the look, not the stream.</param>
    public async Task<Outcome<EventStream>> RunAsync(CallingApplication caller, string? lastEventId, CancellationToken ct)
    {
        long? after = string.IsNullOrEmpty(lastEventId)
            ? await db.Of<EventSequence>(caller.Scope).Select(s => s.Last).SingleOrDefaultAsync(ct)
            : lastEventId.StartsWith(EventStream.PlacePrefix, StringComparison.Ordinal)
                && long.TryParse(lastEventId.AsSpan(EventStream.PlacePrefix.Length), NumberStyles.None, null, out var place)
            ? place
            : (await db.FindOwnEventAsync(caller, lastEventId, ct))?.Delivery.Sequence;
        if (after is not { } begin) return Refusal.NotFound("event");
        return streams.TryBegin(caller.Scope) ? new EventStream(db, caller, begin, streams, credentials, outage, lifetime) : TooMany;
    }

    private static async Task<IResult> HandleAsync(
        HttpRequest request, CallingApplication caller, StreamEvents stream, TimeProvider clock, CancellationToken ct) =>
        (await stream.RunAsync(caller, request.Headers["Last-Event-ID"], ct)).IsRefused(out var refusal, out var opened)
            ? Reply.Refused(refusal, clock)
            : opened;
}

/// <summary>An open stream, until the caller hangs up, the credential ends or the node does.</summary>
internal sealed class EventStream(
    OiPaymentsDb db, CallingApplication caller, long begin, OpenStreams streams, KnownCredentials credentials, DatabaseOutage outage,
    IHostApplicationLifetime lifetime) : IResult
{
    /// <summary>Names the place behind the event with this number, in place of an event's id.</summary>
    public const string PlacePrefix = "after_";

    private const int BatchSize = 100;
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Proxies close what is silent for half a minute.</summary>
    private const int LooksBetweenSigns = 20;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await FollowAsync(httpContext, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Whoever comes back says where they were.
        }
        catch (Exception failure) when (outage.Notice(failure) is not null)
        {
            // As above, once the database is back.
        }
        finally
        {
            streams.End(caller.Scope);
        }
    }

    private async Task FollowAsync(HttpContext context, CancellationToken ct)
    {
        var response = context.Response;
        response.ContentType = StreamEvents.MediaType;
        response.Headers.CacheControl = "no-store";

        // What nginx would otherwise keep back until it has a bufferful.
        response.Headers["X-Accel-Buffering"] = "no";
        // An id without data is no event, and what readers come back with until they got one: what happens before that is not missed.
        await SendAsync(response, $"retry: 1000\n: following\nid: {PlacePrefix}{begin}\n\n", ct);
        var after = begin;
        for (var looks = 1; await MayGoOnAsync(context); looks++)
        {
            var found = await NextAsync(after, ct);
            foreach (var (sequence, id, type, payload) in found)
            {
                await SendAsync(response, $"id: {id}\nevent: {type}\ndata: {payload}\n\n", ct);
                after = sequence;
            }

            if (found.Count == BatchSize) continue;
            if (looks % LooksBetweenSigns == 0) await SendAsync(response, ":\n\n", ct);

            // In real time: who listens does, whatever the clock shows.
            await Task.Delay(LooksEvery, ct);
        }
    }

    /// <summary>A key that is revoked, or has ended, ends what it opened.</summary>
    private async ValueTask<bool> MayGoOnAsync(HttpContext context) => (await credentials.CheckAsync(
        context.Request.Headers[CredentialHeaders.Key], context.Request.Headers[CredentialHeaders.Secret],
        context.Connection.RemoteIpAddress, context.RequestAborted)).Caller is not null;

    private async Task<IReadOnlyList<(long Sequence, string Id, string Type, string Payload)>> NextAsync(long after, CancellationToken ct)
    {
        var numbered = db.Of<WebhookDelivery>(caller.Scope).Where(d => d.Sequence > after).OrderBy(d => d.Sequence).Take(BatchSize);
        var found = await numbered.Join(
            db.Of<WebhookEvent>(caller.Scope), d => d.EventId, e => e.Id, (d, e) => new { d.Sequence, Event = e })
            .OrderBy(row => row.Sequence).AsNoTracking().ToListAsync(ct);
        return [.. found.Select(row => (row.Sequence ?? after, row.Event.Reference, row.Event.Type, Outbox.BodyOf(row.Event)))];
    }

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken ct)
    {
        Encoding.UTF8.GetBytes(text, response.BodyWriter);
        await response.BodyWriter.FlushAsync(ct);
    }
}
