using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Webhooks;

/// <summary>
/// Where features say what happened. The event joins the caller's unit of work, so it exists exactly if what it tells of does;
/// delivery starts the moment that commits.
/// </summary>
internal sealed class Outbox(OiPaymentsDb db, IIdSource ids, DueSignal<WebhookDispatcher> signal, IBusinessClock clock)
{
    private const int SchemaVersion = 1;
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = WireJson.Encoder };

    /// <param name="scope">Whom it happened to.</param>
    /// <param name="type">What happened, such as <c>payment.succeeded</c>.</param>
    /// <param name="subject">The public reference of the record it happened to.</param>
    /// <param name="data">The record as it is from now on.</param>
    /// <param name="dataType">How <paramref name="data"/> is written.</param>
    /// <param name="ct">Ends the wait for an id.</param>
    /// <param name="taken">The event's id, where it was taken before something was locked.</param>
    /// <returns>Both rows; they are there once the caller has saved.</returns>
    public async ValueTask<(WebhookEvent Event, WebhookDelivery Delivery)> RaiseAsync<T>(
        Scope scope, string type, string subject, T data, JsonTypeInfo<T> dataType, CancellationToken ct,
        Id<WebhookEvent>? taken = null)
    {
        var id = taken ?? await ids.NextAsync<WebhookEvent>(ct);
        var reference = Reference.New(WebhookEvent.ReferencePrefix, scope.ApplicationId);
        var now = clock.Now(scope);
        var raised = new WebhookEvent
        {
            ApplicationId = scope.ApplicationId,
            Id = id,
            Reference = reference.Text,
            Mode = scope.Mode,
            Type = type,
            Subject = subject,
            SchemaVersion = SchemaVersion,
            Payload = Write(reference, scope, type, data, dataType, now),
            CreatedAt = now,
        };
        var delivery = new WebhookDelivery
        {
            ApplicationId = scope.ApplicationId,
            EventId = id,
            Mode = scope.Mode,
            DueAt = now,
            UpdatedAt = now,
            TraceContext = ProductTraces.ContextToKeep(),
        };
        db.Add(raised);
        db.Add(delivery);
        db.AfterCommit(() => signal.Wake(scope.ApplicationId));
        return (raised, delivery);
    }

    /// <summary>The body of an event; of one whose body was removed its envelope, without data.</summary>
    public static string BodyOf(WebhookEvent e) => e.IsPayloadRemoved
        ? Write<object?>(
            Reference.Parse(e.Reference, WebhookEvent.ReferencePrefix), new(e.ApplicationId, e.Mode), e.Type, null,
            WebhooksJson.Default.Object, e.CreatedAt)
        : e.Payload;

    private static string Write<T>(Reference reference, Scope scope, string type, T data, JsonTypeInfo<T> dataType, DateTimeOffset now)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(bytes, Relaxed);
        writer.WriteStartObject();
        writer.WriteString("id"u8, reference.Text);
        writer.WriteString("type"u8, type);
        writer.WriteNumber("schemaVersion"u8, SchemaVersion);
        writer.WriteString("mode"u8, WireNames<Mode>.Of(scope.Mode));
        writer.WriteNumber("applicationId"u8, scope.ApplicationId.Value);
        writer.WriteString("createdAt"u8, IsoTime.Instant(now));
        writer.WritePropertyName("data"u8);
        JsonSerializer.Serialize(writer, data, dataType);
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
