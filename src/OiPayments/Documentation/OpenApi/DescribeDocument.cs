using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OiPayments.Api;
using OiPayments.Links;

namespace OiPayments.Documentation.OpenApi;

/// <summary>
/// What stands around the operations: who we are, where we are, how to be let in, and what a refusal and an event look like.
/// </summary>
internal sealed class DescribeDocument(PublicUrls urls) : IOpenApiDocumentTransformer
{
    public const string ApiKey = "ApiKey";
    public const string ApiSecret = "ApiSecret";
    public const string Session = "OperatorSession";
    public const string RefusedAnswer = "RefusedAnswer";
    public const string StaleAnswer = "StaleAnswer";
    private const string Conflict = "FieldConflict";

    private const string Introduction = """
        One payment service for all of a company's applications: hosted checkout through SSLCOMMERZ, a double-entry ledger, signed webhooks.

        - **Money** is a whole number of minor units: `10000` is 100.00 BDT.
        - **Times** are UTC, ISO 8601 with `Z`. **Ids** are 64-bit whole numbers; **references** such as `pay_…` are opaque text.
        - **Mode** (`TEST` or `LIVE`) comes from the credential, never from a body.
        - **Every answer** is `{ data, meta, pagination }`; a refusal carries `meta.errorCode`, which never changes its spelling.
        - Clients must ignore fields they do not know: new ones may appear at any time.
        """;

    private static readonly (string Name, string Description)[] Tags =
    [
        ("Payments", "Open payments, and read what became of them."),
        ("Refunds", "Give money back, in part or in full, and read what became of it."),
        ("Invoices", "Write what a customer owes, give it a number, and read what became of it."),
        ("Checkout", "What a customer may know of a payment. Public: the unguessable reference is the permission."),
        ("Ledger", "The books of your application: double entry, append-only, one set per mode."),
        ("Events", "Read the events that webhooks tell of, and what became of their delivery."),
        ("Your application", "Who your credential says you are, and what you asked of late."),
        ("Test clock", "Letting time pass for TEST records."),
        (
            "Payments in all applications",
            "For operators: find, read, release and export the payments of every application they were granted."),
        ("Refunds in all applications", "For operators: give money back, and decide about refunds that wait."),
        ("Invoices in all applications", "For operators: find, read, issue and void invoices of every application they were granted."),
        ("Gateway callbacks", "For operators: what gateways sent, as evidence."),
        ("Applications", "For operators: register applications, change their settings, issue and end credentials."),
        ("Deliveries", "For operators: every application's events and deliveries, and sending them again."),
        ("Books", "For operators: the books of any application, one set per mode."),
        (
            "Settlement",
            "For operators: what gateways say they paid out, compared with what is known here, row by row."),
        ("Reports", "For operators: what was paid, what became of payments, what was given back; never TEST and LIVE in one."),
        ("Verification", "For operators: whether everything that must be true of the database is."),
        ("Operators", "For operators: sign in and out, sessions, the password, second factors."),
        ("Users", "For operators: who can sign in, and what their roles allow."),
        ("Privacy", "For operators: everything that is kept of a customer, handed out or erased."),
        ("Audit", "For operators: who did what, and proof that nobody changed it since."),
    ];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "OI Payments",
            Version = ApiDescription.Version,
            Description = Introduction,
            Contact = new() { Name = "Whoever runs this installation", Url = new(urls.Web, "/docs") },
            License = new() { Name = "All rights reserved", Identifier = "LicenseRef-AllRightsReserved" },
        };
        document.Servers = [new() { Url = urls.Api.GetLeftPart(UriPartial.Authority), Description = "This installation." }];
        document.ExternalDocs = new() { Description = "Guides", Url = new(urls.Web, "/docs") };
        document.Tags = Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();

        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [ApiKey] = Header(
                CredentialHeaders.Key, "The credential's public half, `oi_test_…` or `oi_live_…`. Sent together with `X-Api-Secret`."),
            [ApiSecret] = Header(
                CredentialHeaders.Secret, "The credential's secret half, shown once when it was issued. Never send it from a browser."),
            [Session] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An operator's session, from `POST /auth/login`. Ends after 12 hours, or 60 minutes without a request.",
            },
        };
        DescribeHeaders.Add(document);
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[RefusedAnswer] = Refused(document);
        document.Components.Schemas[StaleAnswer] = Stale(document);
        document.Components.Schemas[Conflict] = BothValues();
        foreach (var (name, schema) in document.Components.Schemas)
            if (schema is OpenApiSchema { Properties: not null } described) Finish(name, described);
        DescribeEvents.Add(document);
        return Task.CompletedTask;
    }

    /// <summary>
    /// A named type that may be null is wrapped in a choice, which swallows the field's description; and reflection cannot
    /// tell that an envelope's data, being generic, is always there.
    /// </summary>
    private static void Finish(string name, OpenApiSchema schema)
    {
        var isSuccess = name.EndsWith("Answer", StringComparison.Ordinal) && name is not (RefusedAnswer or StaleAnswer);
        foreach (var (field, value) in schema.Properties?.ToList() ?? [])
        {
            var isData = isSuccess && field == "data";
            if (value is not OpenApiSchema plain) continue;
            if (plain.OneOf?.OfType<OpenApiSchemaReference>().FirstOrDefault() is { } choice)
            {
                plain.Description ??= choice.Description;
                if (isData) schema.Properties?[field] = choice;
            }
            else if (isData)
            {
                plain.Type &= ~JsonSchemaType.Null;
            }
        }

        if (!isSuccess) return;
        schema.Description = "A success: what was asked for in `data`, how it went in `meta`.";
        (schema.Required ??= new HashSet<string>(StringComparer.Ordinal)).Add("data");
    }

    private static OpenApiSecurityScheme Header(string name, string description) =>
        new() { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = name, Description = description };

    private static OpenApiSchema Refused(OpenApiDocument document) => Refused(
        document,
        "Every answer that is not a success.",
        new OpenApiSchema { Type = JsonSchemaType.String },
        "For `VALIDATION_ERROR`: each bad field, by its JSON path as sent, and what is wrong with it. Null otherwise.");

    // A schema of its own, so that whoever reads any other refusal need not ask which of two shapes a field has.
    private static OpenApiSchema Stale(OpenApiDocument document) => Refused(
        document,
        "A change that was refused: because of the state of what it would change, or because that is no longer what was read.",
        new OpenApiSchemaReference(Conflict, document),
        "For a stale `If-Match`: each field that differs, with both values. Null otherwise.");

    private static OpenApiSchema Refused(OpenApiDocument document, string description, IOpenApiSchema field, string fields) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Required = new HashSet<string>(StringComparer.Ordinal) { "meta" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["data"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object | JsonSchemaType.Null,
                AdditionalProperties = field,
                Description = fields,
            },
            ["meta"] = new OpenApiSchemaReference(nameof(Meta), document)
            {
                Description = "Why: `errorCode` for programs, `message` for people."
            },
        },
    };

    private static OpenApiSchema BothValues() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A field that somebody changed since you read it.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "yours", "current" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["yours"] = new OpenApiSchema { Description = "What you sent." },
            ["current"] = new OpenApiSchema { Description = "What stands there by now." },
            ["changedBy"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "Who changed it; absent when that is not known."
            },
            ["changedAt"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = "date-time",
                Description = "When, UTC; absent when that is not known.",
            },
        },
    };
}
