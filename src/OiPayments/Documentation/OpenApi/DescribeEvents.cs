using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Documentation.OpenApi;

/// <summary>The webhooks section: what an application's own endpoint receives.</summary>
internal static class DescribeEvents
{
    public static void Add(OpenApiDocument document)
    {
        document.Webhooks = new Dictionary<string, IOpenApiPathItem>();
        foreach (var events in EventTypes.All.GroupBy(type => type.Subject)) Add(document, $"{events.Key}Event", [.. events]);
    }

    private static void Add(OpenApiDocument document, string schema, IReadOnlyList<EventType> events)
    {
        document.AddComponent(schema, Envelope(document, events));
        foreach (var type in events)
        {
            document.Webhooks![type.Name] = new OpenApiPathItem
            {
                Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = Receive(document, type, schema) },
            };
        }
    }

    private static (string Description, IOpenApiSchema Data) DataOf(OpenApiDocument document, EventSubject subject) => subject switch
    {
        EventSubject.Payment => ("Something that happened to a payment.", Moment(document, nameof(EventSubject.Payment))),
        EventSubject.Refund => ("Something that happened to a refund.", Moment(document, nameof(EventSubject.Refund))),
        EventSubject.Invoice => ("Something that happened to an invoice.", Moment(document, nameof(EventSubject.Invoice))),
        EventSubject.Ping => ("You asked for a test event.", Ping()),
    };

    private static OpenApiSchemaReference Moment(OpenApiDocument document, string subject) =>
        new(subject, document) { Description = $"The {subject.ToLowerInvariant()} as it was at that moment." };

    private static JsonObject Example(EventType type) => new()
    {
        ["id"] = "evt_1Vq3Zr8bWw5nKc2LmYt7Xe9P",
        ["type"] = type.Name,
        ["schemaVersion"] = 1,
        ["mode"] = "TEST",
        ["applicationId"] = 42,
        ["createdAt"] = "2026-06-04T10:02:11Z",
        ["data"] = OpenApi.Examples.Of(
            type.Subject switch
            {
                EventSubject.Payment =>
                typeof(PaymentDto),
                EventSubject.Refund => typeof(RefundDto),
                EventSubject.Invoice => typeof(InvoiceDto),
                EventSubject.Ping => typeof(SendPing.Ping)
            }, type.Name),
    };

    private static OpenApiOperation Receive(OpenApiDocument document, EventType type, string schema) => new()
    {
        OperationId = $"receive{string.Concat(type.Name.Split('.').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}",
        Summary = type.Meaning,
        // No credential of ours: the signature says who sent it.
        Security = [],
        Description =
            "Sent at least once and in no order; the id stays the same over every retry. Check the signature before you believe it.",
        Parameters =
        [
            Header("webhook-id", "The event's id; `X-Webhook-Id` repeats it. Remember those you have handled."),
            Header("webhook-timestamp", "When this try was signed, in seconds since 1970. Refuse what is older than five minutes."),
            Header(
                "webhook-signature",
                "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, after the Standard Webhooks specification. Several, "
                    + "separated by spaces, while your secret rotates."),
            Header("X-Webhook-Sequence", "The event's number in your application and mode, without a gap. Not part of what is signed."),
        ],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = new OpenApiSchemaReference(schema, document), Example = Example(type) },
            },
        },
        Responses = new()
        {
            ["2XX"] = new OpenApiResponse { Description = "Received, within 15 seconds. Anything else is tried again over four days." },
        },
    };

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = true,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiSchema Ping() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A word about who asked.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "message" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["message"] = Text("Who asked for it, for the one who reads your receiver's log.")
        },
    };

    private static OpenApiSchema Envelope(OpenApiDocument document, IReadOnlyList<EventType> types)
    {
        var (description, data) = DataOf(document, types[0].Subject);
        return new()
        {
            Type = JsonSchemaType.Object,
            Description = description,
            Required = new HashSet<string>(StringComparer.Ordinal)
            {
                "id", "type", "schemaVersion", "mode", "applicationId", "createdAt", "data"
            },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["id"] = Text("The event's id, `evt_…`; the same over every retry."),
                ["type"] = Text("What happened.", [.. types.Select(type => type.Name)]),
                ["schemaVersion"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int32",
                    Description = "The version of this shape, now 1."
                },
                ["mode"] = new OpenApiSchemaReference(nameof(Mode), document) { Description = "Whether real money moved." },
                ["applicationId"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int64",
                    Description = "Whose event it is."
                },
                ["createdAt"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Format = "date-time",
                    Description = "When it happened, UTC."
                },
                ["data"] = data,
            },
            Examples = [Example(types[0])],
        };
    }

    private static OpenApiSchema Text(string description, params IReadOnlyList<string> values) => new()
    {
        Type = JsonSchemaType.String,
        Description = description,
        Enum = values.Count == 0 ? null : [.. values.Select(value => (JsonNode)value)],
    };
}
