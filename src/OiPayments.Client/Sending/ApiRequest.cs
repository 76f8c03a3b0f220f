using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OiPayments.Client;

/// <summary>One request to the API, and whether doing it twice does what doing it once does.</summary>
internal sealed class ApiRequest
{
    private const int MaxKeyLength = 255;

    private static readonly MediaTypeHeaderValue Json = new("application/json") { CharSet = "utf-8" };

    private ApiRequest(HttpMethod method, string path) => (Method, Path) = (method, path);

    public HttpMethod Method { get; }

    /// <summary>Relative to the API's address, with its query.</summary>
    public string Path { get; }

    /// <summary>Whether it changes nothing.</summary>
    public bool IsRead => Method == HttpMethod.Get;

    /// <summary>Whether it may be sent again although an earlier try may have been done.</summary>
    public bool IsRepeatable { get; private init; }

    public byte[]? Body { get; private init; }

    public MediaTypeHeaderValue? BodyType { get; private init; }

    public string? IdempotencyKey { get; private init; }

    public int? IfVersion { get; private init; }

    /// <summary>How long a try may take where that is longer than usual; null for as usual.</summary>
    public TimeSpan? Patience { get; private init; }

    /// <summary>Where a stream of events goes on; null for what is no stream.</summary>
    public string? LastEventId { get; private init; }

    private bool Streams { get; init; }

    public static ApiRequest Get(string path) => new(HttpMethod.Get, path) { IsRepeatable = true };

    /// <summary>Whose answer stays open.</summary>
    public static ApiRequest Follow(string path, string? lastEventId) =>
        new(HttpMethod.Get, path) { Streams = true, LastEventId = lastEventId };

    /// <summary>What creates something, once for each key.</summary>
    public static ApiRequest Create<T>(string path, T body, JsonTypeInfo<T> type, string idempotencyKey)
    {
        ArgumentNullException.ThrowIfNull(idempotencyKey);
        if (idempotencyKey.Length is 0 or > MaxKeyLength || idempotencyKey.Any(letter => letter is < '!' or > '~'))
            throw new ArgumentException($"A key has 1 to {MaxKeyLength} visible ASCII characters.", nameof(idempotencyKey));
        return new(HttpMethod.Post, path)
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, type),
            BodyType = Json,
            IdempotencyKey = idempotencyKey,
            IsRepeatable = true,
        };
    }

    /// <summary>A step that happens once: doing it again would be refused, or do more.</summary>
    public static ApiRequest Once(HttpMethod method, string path) => new(method, path);

    /// <inheritdoc cref="Once(HttpMethod, string)"/>
    public static ApiRequest Once<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type, int? ifVersion = null) =>
        new(method, path) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type), BodyType = Json, IfVersion = ifVersion };

    /// <summary>What leaves the same behind however often it is done.</summary>
    public static ApiRequest Put(string path, byte[] body, MediaTypeHeaderValue type) =>
        new(HttpMethod.Put, path) { Body = body, BodyType = type, IsRepeatable = true };

    /// <inheritdoc cref="Put"/>
    public static ApiRequest Remove(string path) => new(HttpMethod.Delete, path) { IsRepeatable = true };

    /// <summary>A move to an instant may be asked for again, and is then waited for; a move by a time would be a second one.</summary>
    public static ApiRequest MoveClock(TestClockMove move) => new(HttpMethod.Post, "test-clock/advance")
    {
        Body = JsonSerializer.SerializeToUtf8Bytes(move, OiPaymentsJson.Default.TestClockMove),
        BodyType = Json,
        IsRepeatable = move.To is not null,
        Patience = TimeSpan.FromMinutes(1),
    };

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Path);
        if (Body is not null) message.Content = new ByteArrayContent(Body) { Headers = { ContentType = BodyType } };
        if (IfVersion is { } version) message.Headers.IfMatch.Add(new($"\"{version}\""));
        if (IdempotencyKey is not null)
        {
            message.Headers.Add("Idempotency-Key", IdempotencyKey);

            // Whoever lost the connection while the first try was running gets its answer, instead of being told to come back.
            message.Headers.Add("Prefer", "wait=5");
        }

        if (Streams) message.Headers.Accept.Add(new("text/event-stream"));
        if (LastEventId is not null) message.Headers.Add("Last-Event-ID", LastEventId);
        message.Options.Set(Attempt.Repeatable, IsRepeatable);
        message.Options.Set(Attempt.Streams, Streams);
        if (Patience is { } patience) message.Options.Set(Attempt.Patience, patience);
        return message;
    }
}
