using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace OiPayments.Client;

/// <summary>Keeps a stream of events open over every interruption that passes.</summary>
internal sealed class EventFollower(ApiConnection api, FollowOptions options)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private string? last = options.LastEventId;
    private bool wasOpen;
    private int failures;

    public async IAsyncEnumerable<StreamedEvent> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var request = ApiRequest.Follow("events/stream", last);
            if (await OpenAsync(request, ct).ConfigureAwait(false) is not { } response) continue;
            using (response)
            {
                var stream = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
                using var reader = new EventStreamReader(stream);
                while (await NextAsync(reader, request, ct).ConfigureAwait(false) is { } item)
                {
                    failures = 0;
                    if (item.Data is { } body) yield return Read(item.Id, item.Type, body);

                    // Not before it was handled: whoever stops in between goes on behind the one before.
                    last = item.Id ?? last;
                }
            }
        }
    }

    private async Task<HttpResponseMessage?> OpenAsync(ApiRequest request, CancellationToken ct)
    {
        try
        {
            var response = await api.OpenAsync(request, ct).ConfigureAwait(false);
            wasOpen = true;
            options.Connected?.Invoke();
            return response;
        }
        catch (OiPaymentsException failure) when (wasOpen && Passes(failure))
        {
            await WaitAsync(failure, ct).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Null: the connection is over, and it is time to open another.</summary>
    private async Task<EventStreamItem?> NextAsync(EventStreamReader reader, ApiRequest request, CancellationToken ct)
    {
        try
        {
            return await reader.ReadAsync(ct).ConfigureAwait(false)
                ?? throw new HttpRequestException("It ended the stream, as when it is restarted.");
        }
        catch (Exception failure) when (!ct.IsCancellationRequested
            && failure is IOException or HttpRequestException or TimeoutException or OperationCanceledException)
        {
            var told = failure as HttpRequestException ?? new HttpRequestException(failure.Message, failure);
            await WaitAsync(ApiConnection.Interrupted(request, told), ct).ConfigureAwait(false);
            return null;
        }
    }

    private static bool Passes(OiPaymentsException failure) =>
        failure is OiPaymentsUnavailableException || failure.Status == HttpStatusCode.TooManyRequests;

    private Task WaitAsync(OiPaymentsException failure, CancellationToken ct)
    {
        var wait = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(failures++, 5)));
        if (failure.RetryAfter > wait) wait = failure.RetryAfter.Value;
        options.Interrupted?.Invoke(failure, wait);
        return Task.Delay(wait, ct);
    }

    private static StreamedEvent Read(string? id, string? type, string body) => new()
    {
        Id = id ?? throw new JsonException("An event of the stream has no id."),
        Type = new(type ?? ""),
        Body = body,
        Event = OiPaymentsEvent.Parse(Encoding.UTF8.GetBytes(body)),
    };
}
