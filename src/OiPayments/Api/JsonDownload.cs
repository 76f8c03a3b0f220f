using System.Text.Json;

namespace OiPayments.Api;

/// <summary>JSON that is written while it is sent.</summary>
internal sealed class JsonStream(Stream destination, Utf8JsonWriter writer)
{
    public Utf8JsonWriter Writer => writer;

    /// <summary>Sends what was written so far on its way.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await writer.FlushAsync(ct);
        await destination.FlushAsync(ct);
    }
}

/// <summary>An answer in the envelope that is written while it is sent, so that it takes the same memory however long it is.</summary>
/// <param name="Now">Stamps the answer.</param>
/// <param name="WriteAsync">Writes the data as one value, flushing as it goes; stops when the reader is gone.</param>
internal sealed record JsonDownload(DateTimeOffset Now, Func<JsonStream, CancellationToken, Task> WriteAsync) : IResult
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = WireJson.Encoder };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        await SendAsync(response.Body, UnknownNames.In(httpContext), httpContext.RequestAborted);
    }

    /// <summary>Writes the whole answer.</summary>
    public async Task SendAsync(Stream body, IReadOnlyList<string> warnings, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(body, Relaxed);
        json.WriteStartObject();
        json.WritePropertyName("data"u8);
        await WriteAsync(new(body, json), ct);
        json.WriteStartObject("meta"u8);
        json.WriteBoolean("success"u8, true);
        json.WriteString("timestamp"u8, IsoTime.Instant(Now));
        if (warnings.Count > 0)
        {
            json.WriteStartArray("warnings"u8);
            foreach (var warning in warnings) json.WriteStringValue(warning);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(ct);
    }
}
