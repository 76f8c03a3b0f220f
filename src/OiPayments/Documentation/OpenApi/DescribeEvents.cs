using Microsoft.OpenApi;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Documentation.OpenApi;

/// <summary>The webhooks section: what an application's own endpoint receives.</summary>
internal static class DescribeEvents
{
    private const string PingSummary = "You asked for a test event.";

    private static readonly (string Type, string Summary)[] PaymentEvents =
    [
        ("payment.succeeded", "The gateway confirmed the money, and it is booked. Also when it comes after the payment had ended."),
        ("payment.failed", "Every attempt that was allowed is used up, or an operator gives held money back."),
        ("payment.expired", "The customer's time ran out, and the gateway was asked a last time."),
        ("payment.cancelled", "The customer gave up."),
        ("payment.held", "The gateway took money that cannot simply count: it calls it risky, or charged a wrong amount. An operator decides."),
    ];

    private static readonly (string Type, string Summary)[] RefundEvents =
    [
        ("refund.succeeded", "The gateway gave the money back. With source SUSPENSE it is money that never counted, and the payment is untouched."),
        ("refund.failed", "The gateway did not give the money back; it can be refunded again."),
    ];

    public static void Add(OpenApiDocument document)
    {
        document.Webhooks = new Dictionary<string, IOpenApiPathItem>();
        Add(document, "Payment", typeof(PaymentDto), PaymentEvents);
        Add(document, "Refund", typeof(RefundDto), RefundEvents);
        Add(document, "PingEvent", Envelope(document, PingSummary, [SendPing.EventType], Ping(), OpenApi.Examples.Of(typeof(SendPing.Ping))), [(SendPing.EventType, PingSummary)]);
    }

    private static void Add(OpenApiDocument document, string subject, Type data, IReadOnlyList<(string Type, string Summary)> events)
    {
        var what = subject.ToLowerInvariant();
        var reference = new OpenApiSchemaReference(subject, document) { Description = $"The {what} as it was at that moment." };
        Add(document, $"{subject}Event", Envelope(document, $"Something that happened to a {what}.", [.. events.Select(known => known.Type)], reference, OpenApi.Examples.Of(data)), events);
    }

    private static void Add(OpenApiDocument document, string schema, OpenApiSchema envelope, IReadOnlyList<(string Type, string Summary)> events)
    {
        document.AddComponent(schema, envelope);
        foreach (var (type, summary) in events)
        {
            document.Webhooks![type] = new OpenApiPathItem
            {
                Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = Receive(document, type, summary, schema) },
            };
        }
    }

    private static OpenApiOperation Receive(OpenApiDocument document, string type, string summary, string schema) => new()
    {
        OperationId = $"receive{string.Concat(type.Split('.').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}",
        Summary = summary,
        Description = "Sent at least once and in no order; the id stays the same over every retry. Check the signature before you believe it.",
        Parameters =
        [
            Header("webhook-id", "The event's id; `X-Webhook-Id` repeats it. Remember those you have handled."),
            Header("webhook-timestamp", "When this try was signed, in seconds since 1970. Refuse what is older than five minutes."),
            Header("webhook-signature", "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, after the Standard Webhooks specification. Several, separated by spaces, while your secret rotates."),
            Header("X-Webhook-Sequence", "The event's number in your application and mode, without a gap. Not part of what is signed."),
        ],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = new OpenApiSchemaReference(schema, document) } },
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
        Properties = new Dictionary<string, IOpenApiSchema> { ["message"] = Text("Who asked for it, for the one who reads your receiver's log.") },
    };

    private static OpenApiSchema Envelope(
        OpenApiDocument document, string description, IReadOnlyList<string> types, IOpenApiSchema data, System.Text.Json.Nodes.JsonNode? example) => new()
        {
            Type = JsonSchemaType.Object,
            Description = description,
            Required = new HashSet<string>(StringComparer.Ordinal) { "id", "type", "schemaVersion", "mode", "applicationId", "createdAt", "data" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["id"] = Text("The event's id, `evt_…`; the same over every retry."),
                ["type"] = Text("What happened.", types),
                ["schemaVersion"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The version of this shape, now 1." },
                ["mode"] = new OpenApiSchemaReference(nameof(Mode), document) { Description = "Whether real money moved." },
                ["applicationId"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Description = "Whose event it is." },
                ["createdAt"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "When it happened, UTC." },
                ["data"] = data,
            },
            Examples =
        [
        new System.Text.Json.Nodes.JsonObject
        {
            ["id"] = "evt_1Vq3Zr8bWw5nKc2LmYt7Xe9P",
            ["type"] = types[0],
            ["schemaVersion"] = 1,
            ["mode"] = "TEST",
            ["applicationId"] = 42,
            ["createdAt"] = "2026-06-04T10:02:11Z",
            ["data"] = example,
        },
        ],
        };

    private static OpenApiSchema Text(string description, params IReadOnlyList<string> values) => new()
    {
        Type = JsonSchemaType.String,
        Description = description,
        Enum = values.Count == 0 ? null : [.. values.Select(value => (System.Text.Json.Nodes.JsonNode)value)],
    };
}
