using System.Runtime.CompilerServices;

namespace OiPayments.Client;

/// <summary>What happened, as the API lists it: for those who have no webhook, or missed one.</summary>
public sealed class EventsClient
{
    private readonly ApiConnection api;

    internal EventsClient(ApiConnection api) => this.api = api;

    /// <summary>
    /// All events that are meant, page by page as they are asked for. To follow what happens, ask with
    /// <see cref="EventFilter.AfterSequence"/>, the highest you have handled, and <see cref="ListFilter.OldestFirst"/>: nothing is skipped.
    /// </summary>
    /// <param name="filter">Which; all when left out.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public async IAsyncEnumerable<EventRecord> ListAsync(
        EventFilter? filter = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var events = api.ListAsync("events", filter ?? new(), OiPaymentsJson.Default.IReadOnlyListEventBody, ct);
        await foreach (var body in events.ConfigureAwait(false)) yield return EventRecord.Of(body);
    }

    /// <summary>Reads an event.</summary>
    /// <param name="id">Its id, <c>evt_…</c>.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public async Task<EventRecord> ReadAsync(string id, CancellationToken ct = default) =>
        EventRecord.Of(await api.SendAsync(ApiRequest.Get(PathOf(id)), OiPaymentsJson.Default.EventBody, ct).ConfigureAwait(false));

    /// <summary>Every try to deliver an event, the newest first. Kept for 30 days.</summary>
    /// <param name="id">The event's id, <c>evt_…</c>.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public IAsyncEnumerable<DeliveryAttempt> ListAttemptsAsync(string id, CancellationToken ct = default) =>
        api.ListAsync($"{PathOf(id)}/attempts", new ListFilter(), OiPaymentsJson.Default.IReadOnlyListDeliveryAttempt, ct);

    /// <summary>Has a <see cref="PingEvent"/> sent to your webhook, the way every event goes.</summary>
    /// <param name="ct">Gives up waiting; it may be sent all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public async Task<EventRecord> SendTestAsync(CancellationToken ct = default) => EventRecord.Of(await api
        .SendAsync(ApiRequest.Once(HttpMethod.Post, "webhooks/test"), OiPaymentsJson.Default.EventBody, ct).ConfigureAwait(false));

    /// <summary>
    /// Follows what happens from now on, for programs that no webhook can reach, such as one on a developer's machine. A connection that
    /// breaks is opened again behind the last event, after a second at first and ever later, so that no event is missed; ends only when
    /// <paramref name="ct"/> says so.
    /// </summary>
    /// <param name="options">Where to begin, and whom to tell of interruptions.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="OiPaymentsException">
    /// It was refused, such as after the key was revoked; or not answered the first time.
    /// </exception>
    public IAsyncEnumerable<StreamedEvent> FollowAsync(FollowOptions? options = null, CancellationToken ct = default) =>
        new EventFollower(api, options ?? new()).RunAsync(ct);

    private static string PathOf(string id) => $"events/{RecordName.FromString(id).InPath()}";
}
