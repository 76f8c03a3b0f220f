using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using OiPayments.Api;

namespace OiPayments.Webhooks;

/// <summary>An event as its application reads it: what was, or will be, posted, and how far that has come.</summary>
internal sealed record EventDto(
    [property: Description("The event's id, evt_…: the same in webhook-id, over every retry and re-send.")] string Id,
    [property: Description(
        "Its number in your application and mode: 1, 2, 3… without a gap. Null for the moment between its commit and its numbering.")]
    long? Sequence,
    [property: Description("What happened, such as payment.succeeded.")] string Type,
    [property: Description("The version of the body's shape.")] int SchemaVersion,
    [property: Description("Whether real money moved.")] Mode Mode,
    [property: Description("Whose event it is.")] ApplicationId ApplicationId,
    [property: Description("When it happened, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("The record as it was at that moment. Null once it was removed: it was old, or its customer was erased.")]
    JsonElement Data,
    [property: Description("PENDING: not tried, or to be sent again; RETRYING: failed and due again; PARKED: every try used up.")]
    DeliveryStatus DeliveryStatus,
    [property: Description("How often it was tried, re-sends included.")] int Attempts,
    [property: Description("The HTTP status of your last answer; null when there was none.")] int? LastResponseStatus,
    [property: Description("Why the last try failed; null when it did not.")] string? LastError,
    [property: Description("When it is tried next, UTC; null when nothing is left to do.")] DateTimeOffset? NextAttemptAt,
    [property: Description("When it was last tried, UTC.")] DateTimeOffset? LastAttemptAt,
    [property: Description("When you last answered 2xx, UTC; null: never.")] DateTimeOffset? DeliveredAt)
{
    public static EventDto From(WebhookEvent e, WebhookDelivery d)
    {
        using var body = JsonDocument.Parse(e.IsPayloadRemoved ? """{ "data": null }""" : e.Payload);
        return new(
            e.Reference, d.Sequence, e.Type, e.SchemaVersion, e.Mode, e.ApplicationId, e.CreatedAt,
            body.RootElement.GetProperty("data").Clone(), d.Status, d.Attempts, d.LastResponseStatus, d.LastError, d.DueAt, d.LastAttemptAt,
            d.DeliveredAt);
    }
}

/// <summary>An event and its delivery as operators see them.</summary>
internal sealed record WebhookDto(
    [property: Description("The number of the event: what the paths of this API take, as they do its reference.")] Id<WebhookEvent> Id,
    [property: Description("The event's id on the wire, evt_….")] string Reference,
    [property: Description("Its number in its application and mode, without a gap; null for the moment until it is given.")] long? Sequence,
    [property: Description("Whose event it is.")] ApplicationId ApplicationId,
    [property: Description("Whether real money moved.")] Mode Mode,
    [property: Description("What happened, such as payment.succeeded.")] string Type,
    [property: Description("The version of the body's shape.")] int SchemaVersion,
    [property: Description("The body exactly as it is sent and signed, as text. Empty once it was removed.")] string Payload,
    [property: Description("Whether the body was removed, because it was old or its customer was erased. It cannot be sent again.")]
    bool PayloadRemoved,
    [property: Description("PENDING: not tried, or to be sent again; RETRYING: failed and due again; PARKED: every try used up.")]
    DeliveryStatus DeliveryStatus,
    [property: Description("How often it was tried, re-sends included.")] int Attempts,
    [property: Description("The HTTP status of the receiver's last answer; null when there was none.")] int? LastResponseStatus,
    [property: Description("Why the last try failed; null when it did not.")] string? LastError,
    [property: Description("When it is tried next, UTC; null when nothing is left to do.")] DateTimeOffset? NextAttemptAt,
    [property: Description("When it was last tried, UTC.")] DateTimeOffset? LastAttemptAt,
    [property: Description("When the receiver last answered 2xx, UTC; null: never.")] DateTimeOffset? DeliveredAt,
    [property: Description("When it happened, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When the delivery last changed, UTC.")] DateTimeOffset UpdatedAt)
{
    public static WebhookDto From(WebhookEvent e, WebhookDelivery d) => new(
        e.Id, e.Reference, d.Sequence, e.ApplicationId, e.Mode, e.Type, e.SchemaVersion, e.Payload, e.IsPayloadRemoved,
        d.Status, d.Attempts, d.LastResponseStatus, d.LastError, d.DueAt, d.LastAttemptAt, d.DeliveredAt, e.CreatedAt, d.UpdatedAt);
}

/// <summary>One try to deliver an event.</summary>
internal sealed record AttemptDto(
    [property: Description("The number of the attempt.")] Id<WebhookAttempt> Id,
    [property: Description("When it was sent and signed, UTC.")] DateTimeOffset StartedAt,
    [property: Description("How long it took, in milliseconds.")] long DurationMs,
    [property: Description("The headers that were sent.")] IReadOnlyDictionary<string, string> RequestHeaders,
    [property: Description("The HTTP status of the answer; null when there was none.")] int? ResponseStatus,
    [property: Description("The first 4 KiB of the answer's body, as text; null when it had none.")] string? ResponseBody,
    [property: Description("Why it failed; null when it did not.")] string? Error)
{
    public static AttemptDto From(WebhookAttempt a) => new(
        a.Id, a.StartedAt, a.DurationMs, JsonSerializer.Deserialize(a.RequestHeaders, WebhooksJson.Default.IReadOnlyDictionaryStringString)
            ?? new Dictionary<string, string>(),
        a.ResponseStatus, a.ResponseBody, a.Error);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<DeliveryStatus>)])]
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(EventDto))]
[JsonSerializable(typeof(IReadOnlyList<EventDto>))]
[JsonSerializable(typeof(WebhookDto))]
[JsonSerializable(typeof(IReadOnlyList<WebhookDto>))]
[JsonSerializable(typeof(IReadOnlyList<AttemptDto>))]
[JsonSerializable(typeof(ResendWebhooks.Response), TypeInfoPropertyName = "Resent")]
[JsonSerializable(typeof(SendPing.Ping), TypeInfoPropertyName = "Ping")]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class WebhooksJson : JsonSerializerContext;
