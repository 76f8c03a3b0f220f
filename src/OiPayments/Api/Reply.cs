using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Lists;

namespace OiPayments.Api;

/// <summary>
/// An answer in the envelope, as the bytes that go out: <c>{ data, meta: { success, message, errorCode, timestamp, docUrl, warnings },
/// pagination }</c>. Made before the save, so that an idempotency record can keep exactly what the first caller was told.
/// </summary>
internal sealed class Reply : IResult
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = WireJson.Encoder };

    /// <summary>
    /// Where in the body warnings go: before the brace that ends <c>meta</c>. None for a stored answer, which has its own.
    /// </summary>
    private readonly int? metaEnd;

    private Reply(int status, byte[] body, int? metaEnd) => (Status, Body, this.metaEnd) = (status, body, metaEnd);

    private Reply(int status, (byte[] Bytes, int MetaEnd) written)
        : this(status, written.Bytes, written.MetaEnd)
    {
    }

    public int Status { get; }

    /// <summary>What a handler has to tell beside its answer, one sentence each.</summary>
    private IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The envelope, UTF-8, without what is only known of the request.</summary>
    public byte[] Body { get; }

    /// <summary>Set when this is the stored answer of an earlier request with the same idempotency key.</summary>
    public bool IsReplay { get; private init; }

    /// <summary>Why the request was refused; null when it was not, and for a replayed answer.</summary>
    public ErrorCode? RefusedFor { get; private init; }

    /// <summary>Seconds for <c>Retry-After</c>, where coming back later helps.</summary>
    public int? RetryAfterSeconds { get; private init; }

    /// <summary>The version of what it tells of, for <c>ETag</c>; null where nothing is counted.</summary>
    public int? Version { get; private init; }

    public static Reply Ok<T>(T data, JsonTypeInfo<T> type, TimeProvider clock) => Success(StatusCodes.Status200OK, data, type, clock);

    public static Reply Created<T>(T data, JsonTypeInfo<T> type, TimeProvider clock) =>
        Success(StatusCodes.Status201Created, data, type, clock);

    /// <summary>Nothing was changed yet: what was asked for is kept, and waits for somebody.</summary>
    public static Reply Accepted<T>(T data, JsonTypeInfo<T> type, TimeProvider clock) =>
        Success(StatusCodes.Status202Accepted, data, type, clock);

    /// <summary>What a use case came to: what it answers, or why it does not.</summary>
    public static Reply Ok<T>(Outcome<T> outcome, JsonTypeInfo<T> type, TimeProvider clock)
        where T : notnull => outcome.IsRefused(out var refusal, out var data) ? Refused(refusal, clock) : Ok(data, type, clock);

    /// <inheritdoc cref="Ok{T}(Outcome{T}, JsonTypeInfo{T}, TimeProvider)"/>
    public static Reply Created<T>(Outcome<T> outcome, JsonTypeInfo<T> type, TimeProvider clock)
        where T : notnull => outcome.IsRefused(out var refusal, out var data) ? Refused(refusal, clock) : Created(data, type, clock);

    /// <inheritdoc cref="Ok{T}(Outcome{T}, JsonTypeInfo{T}, TimeProvider)"/>
    public static Reply Page<T>(Outcome<Page<T>> outcome, JsonTypeInfo<IReadOnlyList<T>> type, TimeProvider clock) =>
        outcome.IsRefused(out var refusal, out var page) ? Refused(refusal, clock) : Page(page, type, clock);

    public static Reply Page<T>(Page<T> page, JsonTypeInfo<IReadOnlyList<T>> type, TimeProvider clock) => new(
        StatusCodes.Status200OK,
        Write(clock, success: true, null, writer => JsonSerializer.Serialize(writer, page.Items, type), page.WritePagination));

    /// <summary>One thing that holds a page of a list, such as a statement.</summary>
    public static Reply PageOf<T>(T data, JsonTypeInfo<T> type, PageRequest page, long total, TimeProvider clock) => new(
        StatusCodes.Status200OK,
        Write(
            clock, success: true, null, writer => JsonSerializer.Serialize(writer, data, type),
            new Page<T>([], page, total, null).WritePagination));

    /// <param name="refusal">Why, for programs and for people.</param>
    /// <param name="clock">Stamps the answer.</param>
    /// <param name="retryAfter">When coming back helps, where that is known better than the code tells.</param>
    public static Reply Refused(Refusal refusal, TimeProvider clock, TimeSpan? retryAfter = null) => new(
        ErrorCodes.StatusOf(refusal.Code),
        Write(clock, success: false, refusal, writer => WriteData(writer, refusal), null))
    {
        RefusedFor = refusal.Code,
        RetryAfterSeconds = (retryAfter ?? refusal.RetryAfter) is { } wait
            ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
            : refusal.Code switch
            {
                ErrorCode.GatewayUnavailable => 30,
                ErrorCode.ServiceUnavailable => 5,
                ErrorCode.IdempotencyInProgress => 1,
                _ => null,
            },
    };

    /// <summary>The very answer an earlier request got.</summary>
    public static Reply Replay(int status, byte[] body) => new(status, body, metaEnd: null) { IsReplay = true };

    /// <summary>The same answer, with sentences that warn.</summary>
    public Reply Warn(IReadOnlyList<string> warnings) => warnings.Count == 0 ? this : new(Status, Body, metaEnd)
    {
        IsReplay = IsReplay,
        RefusedFor = RefusedFor,
        RetryAfterSeconds = RetryAfterSeconds,
        Warnings = [.. Warnings, .. warnings],
    };

    /// <summary>The envelope as it goes out, UTF-8: with a warning for every name in the request that nobody here knows.</summary>
    public byte[] BodyFor(HttpContext context)
    {
        if (metaEnd is not { } end) return Body;

        // Whoever was not let in is told nothing about what there would be.
        IReadOnlyList<string> warnings = Status == StatusCodes.Status401Unauthorized ? [] : [.. Warnings, .. UnknownNames.In(context)];
        var help = RefusedFor is { } code ? context.RequestServices.GetService<ErrorHelp>()?.AddressOf(code) : null;
        return warnings.Count == 0 && help is null ? Body : WithMore(end, warnings, help);
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var body = BodyFor(httpContext);
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        if (Version is { } version) response.Headers.ETag = IfMatch.TagOf(version);
        if (RefusedFor is { } code) httpContext.Features.Set(new RefusedWith(code));
        if (IsReplay) response.Headers["Idempotency-Replayed"] = "true";
        if (RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    private static Reply Success<T>(int status, T data, JsonTypeInfo<T> type, TimeProvider clock) =>
        new(status, Write(clock, success: true, null, writer => JsonSerializer.Serialize(writer, data, type), null))
        {
            Version = (data as IVersioned)?.Version
        };

    private byte[] WithMore(int end, IReadOnlyList<string> warnings, string? help)
    {
        var more = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(more, Relaxed))
        {
            // An object of its own, whose inside is what the envelope lacks.
            writer.WriteStartObject();
            if (help is not null) writer.WriteString("docUrl"u8, help);
            if (warnings.Count > 0)
            {
                writer.WriteStartArray("warnings"u8);
                foreach (var warning in warnings) writer.WriteStringValue(warning);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return [.. Body.AsSpan(0, end), .. ","u8, .. more.WrittenSpan[1..^1], .. Body.AsSpan(end)];
    }

    private static (byte[] Bytes, int MetaEnd) Write(
        TimeProvider clock, bool success, Refusal? refusal, Action<Utf8JsonWriter> writeData, Action<Utf8JsonWriter>? writePagination)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(bytes, Relaxed);
        writer.WriteStartObject();

        writer.WritePropertyName("data"u8);
        writeData(writer);

        writer.WriteStartObject("meta"u8);
        writer.WriteBoolean("success"u8, success);
        if (refusal is not null)
        {
            writer.WriteString("message"u8, refusal.Message);
            writer.WriteString("errorCode"u8, WireNames<ErrorCode>.Of(refusal.Code));
        }

        writer.WriteString("timestamp"u8, IsoTime.Instant(clock.GetUtcNow()));
        var metaEnd = (int)(writer.BytesCommitted + writer.BytesPending);
        writer.WriteEndObject();

        writePagination?.Invoke(writer);
        writer.WriteEndObject();
        writer.Flush();
        return (bytes.WrittenSpan.ToArray(), metaEnd);
    }

    private static void WriteData(Utf8JsonWriter writer, Refusal refusal)
    {
        if (refusal is { Fields: null, Conflicts: null })
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        foreach (var (field, message) in refusal.Fields ?? new Dictionary<string, string>()) writer.WriteString(field, message);
        foreach (var (field, conflict) in refusal.Conflicts ?? new Dictionary<string, FieldConflict>())
        {
            writer.WriteStartObject(field);
            writer.WritePropertyName("yours"u8);
            conflict.Yours.WriteTo(writer);
            writer.WritePropertyName("current"u8);
            conflict.Current.WriteTo(writer);
            if (conflict.ChangedBy is { } who) writer.WriteString("changedBy"u8, who);
            if (conflict.ChangedAt is { } when) writer.WriteString("changedAt"u8, IsoTime.Instant(when));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}

/// <summary>Where people read what an error code means and what to do about it: its place in the documentation.</summary>
internal sealed record ErrorHelp(Func<ErrorCode, string> AddressOf);

/// <summary>Why this request was refused, for whoever keeps a list of requests.</summary>
internal sealed record RefusedWith(ErrorCode Code);
