using Microsoft.OpenApi;
using OiPayments.Payments;

namespace OiPayments.Documentation.OpenApi;

/// <summary>The webhooks section: what an application's own endpoint receives.</summary>
internal static class DescribeEvents
{
    private const string PaymentEvent = "PaymentEvent";

    private static readonly (string Type, string Summary)[] Events =
    [
        ("payment.succeeded", "The gateway confirmed the money, and it is booked. Also when it comes after the payment had ended."),
        ("payment.failed", "Every attempt that was allowed is used up."),
        ("payment.expired", "The customer's time ran out, and the gateway was asked a last time."),
        ("payment.cancelled", "The customer gave up."),
        ("payment.held", "The gateway took the money and calls it risky; an operator decides."),
    ];

    public static void Add(OpenApiDocument document)
    {
        document.AddComponent(PaymentEvent, Envelope(document));
        document.Webhooks = new Dictionary<string, IOpenApiPathItem>();
        foreach (var (type, summary) in Events)
        {
            document.Webhooks[type] = new OpenApiPathItem
            {
                Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = Receive(document, type, summary) },
            };
        }
    }

    private static OpenApiOperation Receive(OpenApiDocument document, string type, string summary) => new()
    {
        OperationId = $"receive{string.Concat(type.Split('.').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}",
        Summary = summary,
        Description = "Sent at least once and in no order; the id stays the same over every retry. Check the signature before you believe it.",
        Parameters =
        [
            Header("webhook-id", "The event's id; `X-Webhook-Id` repeats it. Remember those you have handled."),
            Header("webhook-timestamp", "When this try was signed, in seconds since 1970. Refuse what is older than five minutes."),
            Header("webhook-signature", "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, after the Standard Webhooks specification."),
        ],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = new OpenApiSchemaReference(PaymentEvent, document) } },
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

    private static OpenApiSchema Envelope(OpenApiDocument document) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Something that happened to a payment.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "id", "type", "schemaVersion", "mode", "applicationId", "createdAt", "data" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["id"] = Text("The event's id, `evt_…`; the same over every retry."),
            ["type"] = Text("What happened.", [.. Events.Select(known => known.Type)]),
            ["schemaVersion"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The version of this shape, now 1." },
            ["mode"] = new OpenApiSchemaReference(nameof(Mode), document) { Description = "Whether real money moved." },
            ["applicationId"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Description = "Whose payment it is." },
            ["createdAt"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "When it happened, UTC." },
            ["data"] = new OpenApiSchemaReference("Payment", document) { Description = "The payment as it was at that moment." },
        },
        Examples =
        [
        new System.Text.Json.Nodes.JsonObject
        {
            ["id"] = "evt_1Vq3Zr8bWw5nKc2LmYt7Xe9P",
            ["type"] = "payment.succeeded",
            ["schemaVersion"] = 1,
            ["mode"] = "TEST",
            ["applicationId"] = 42,
            ["createdAt"] = "2026-06-04T10:02:11Z",
            ["data"] = OpenApi.Examples.Of(typeof(PaymentDto)),
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
