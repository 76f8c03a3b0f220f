using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OiPayments.Client;

/// <summary>
/// Something that happened: a <see cref="PaymentEvent"/>, <see cref="RefundEvent"/>, <see cref="InvoiceEvent"/> or
/// <see cref="PingEvent"/>, or an <see cref="UnknownEvent"/> of a kind that is newer than this client.
/// </summary>
public abstract record OiPaymentsEvent
{
    /// <summary>The shape of the data that this client knows.</summary>
    private const int KnownVersion = 1;

    private protected OiPaymentsEvent()
    {
    }

    [SetsRequiredMembers]
    private protected OiPaymentsEvent(EventBody body) => (Id, Type, SchemaVersion, Mode, ApplicationId, CreatedAt) =
        (body.Id, body.Type, body.SchemaVersion, body.Mode, body.ApplicationId, body.CreatedAt);

    /// <summary>The event's id, <c>evt_…</c>: the same over every retry and re-send.</summary>
    public required string Id { get; init; }

    /// <summary>What happened.</summary>
    public required EventType Type { get; init; }

    /// <summary>The version of the data's shape.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Whether real money moved.</summary>
    public required Mode Mode { get; init; }

    /// <summary>Whose event it is.</summary>
    public required long ApplicationId { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Reads the body of a webhook. Verify its signature first: see <see cref="WebhookVerifier"/>.</summary>
    /// <exception cref="JsonException">It is no event.</exception>
    public static OiPaymentsEvent Parse(ReadOnlySpan<byte> body) => Of(
        JsonSerializer.Deserialize(body, OiPaymentsJson.Default.EventBody) ?? throw new JsonException("An event is an object."));

    // What a newer version means by the same fields, nobody here can know; nor what stood in data that was removed.
    internal static OiPaymentsEvent Of(EventBody body) =>
        body.SchemaVersion != KnownVersion || body.Data.ValueKind is JsonValueKind.Null ? new UnknownEvent(body)
        : PaymentEvent.Types.Contains(body.Type) ? new PaymentEvent(body)
        : RefundEvent.Types.Contains(body.Type) ? new RefundEvent(body)
        : InvoiceEvent.Types.Contains(body.Type) ? new InvoiceEvent(body)
        : body.Type == EventType.Ping ? new PingEvent(body)
        : new UnknownEvent(body);

    private protected static T Read<T>(EventBody body, JsonTypeInfo<T> type) =>
        body.Data.Deserialize(type) ?? throw new JsonException($"{body.Type} has no data.");
}

/// <summary>Something happened to a payment.</summary>
public sealed record PaymentEvent : OiPaymentsEvent
{
    internal static readonly HashSet<EventType> Types =
    [
        EventType.PaymentSucceeded, EventType.PaymentFailed, EventType.PaymentExpired, EventType.PaymentCancelled, EventType.PaymentHeld,
    ];

    /// <summary>One to be filled in, for tests.</summary>
    public PaymentEvent()
    {
    }

    [SetsRequiredMembers]
    internal PaymentEvent(EventBody body)
        : base(body) =>
        Data = Read(body, OiPaymentsJson.Default.Payment);

    /// <summary>The payment as it was at that moment, without its customer.</summary>
    public required Payment Data { get; init; }
}

/// <summary>Something happened to a refund.</summary>
public sealed record RefundEvent : OiPaymentsEvent
{
    internal static readonly HashSet<EventType> Types = [EventType.RefundSucceeded, EventType.RefundFailed];

    /// <summary>One to be filled in, for tests.</summary>
    public RefundEvent()
    {
    }

    [SetsRequiredMembers]
    internal RefundEvent(EventBody body)
        : base(body) =>
        Data = Read(body, OiPaymentsJson.Default.Refund);

    /// <summary>The refund as it was at that moment.</summary>
    public required Refund Data { get; init; }
}

/// <summary>Something happened to an invoice.</summary>
public sealed record InvoiceEvent : OiPaymentsEvent
{
    internal static readonly HashSet<EventType> Types =
    [
        EventType.InvoiceIssued, EventType.InvoicePartiallyPaid, EventType.InvoicePaid, EventType.InvoiceOverdue,
        EventType.InvoiceCredited, EventType.InvoiceVoided,
    ];

    /// <summary>One to be filled in, for tests.</summary>
    public InvoiceEvent()
    {
    }

    [SetsRequiredMembers]
    internal InvoiceEvent(EventBody body)
        : base(body) =>
        Data = Read(body, OiPaymentsJson.Default.Invoice);

    /// <summary>The invoice as it was at that moment, without its customer.</summary>
    public required Invoice Data { get; init; }
}

/// <summary>A test event that you asked for.</summary>
public sealed record PingEvent : OiPaymentsEvent
{
    /// <summary>One to be filled in, for tests.</summary>
    public PingEvent()
    {
    }

    [SetsRequiredMembers]
    internal PingEvent(EventBody body)
        : base(body) =>
        Message = Read(body, OiPaymentsJson.Default.PingData).Message ?? "";

    /// <summary>Who asked for it.</summary>
    public required string Message { get; init; }
}

/// <summary>
/// Something of a kind, or in a shape, that is newer than this client: answer its webhook as if you had handled it. Or one from a list of
/// past events whose data was removed since, because it was old or its customer was erased.
/// </summary>
public sealed record UnknownEvent : OiPaymentsEvent
{
    /// <summary>One to be filled in, for tests.</summary>
    public UnknownEvent()
    {
    }

    [SetsRequiredMembers]
    internal UnknownEvent(EventBody body)
        : base(body) =>
        Data = body.Data.Clone();

    /// <summary>What it is about, as it came; JSON's null where that was removed.</summary>
    public required JsonElement Data { get; init; }
}

/// <summary>An event as it comes.</summary>
internal sealed record EventBody
{
    public required string Id { get; init; }

    public required EventType Type { get; init; }

    public required int SchemaVersion { get; init; }

    public required Mode Mode { get; init; }

    public required long ApplicationId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public JsonElement Data { get; init; }

    // Of its delivery, in answers of the API alone.
    public long? Sequence { get; init; }

    public DeliveryStatus DeliveryStatus { get; init; }

    public int Attempts { get; init; }

    public int? LastResponseStatus { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }
}

/// <summary>The data of a ping.</summary>
internal sealed record PingData(string? Message);
