using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Idempotency;
using OiPayments.Lists;
using OiPayments.Printing;

namespace OiPayments.Documentation.OpenApi;

/// <summary>
/// Adds to an operation what its endpoint's conventions say: who may call it, its headers, its query, its refusals, examples.
/// </summary>
internal sealed class DescribeOperation : IOpenApiOperationTransformer
{
    public const string Json = "application/json";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Document is not { } document) return Task.CompletedTask;
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;

        Secure(operation, document, metadata);
        DescribePath(operation, context.Description.RelativePath ?? "");
        DescribeQuery(operation, metadata);
        DescribeBody(operation, metadata);
        DescribeAnswers(operation, context, metadata.OfType<PagedMetadata>().Any());
        if (metadata.OfType<AlsoAsCsvMetadata>().Any() && operation.Responses?.GetValueOrDefault("200")?.Content is { } answer)
            answer[CsvDownload.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        if (metadata.OfType<IdempotentMetadata>().Any()) DescribeIdempotency(operation);
        DescribeVersion(operation, metadata);
        if (operation.Responses?.GetValueOrDefault("200")?.Content?.ContainsKey(PdfDownload.MediaType) is true) DescribeCopies(operation);
        DescribeRefusals(operation, document, metadata);
        DescribeHeaders.On(operation, context, document);
        if (metadata.OfType<NeedsMetadata>().FirstOrDefault() is { } needs)
            operation.Description += $" Needs the permission `{PermissionNames.Of(needs.Permission)}`.";
        return Task.CompletedTask;
    }

    private static void Secure(OpenApiOperation operation, OpenApiDocument document, IEnumerable<object> metadata)
    {
        // An empty list says "nothing needed", which is not the same as saying nothing.
        operation.Security = [];
        var schemes = metadata.OfType<AuthorizationPolicy>()
            .SelectMany(policy => policy.AuthenticationSchemes)
            .ToHashSet(StringComparer.Ordinal);
        if (schemes.Contains(ApiKeyAuthentication.SchemeName))
        {
            operation.Security.Add(new()
            {
                [new(DescribeDocument.ApiKey, document)] = [],
                [new(DescribeDocument.ApiSecret, document)] = [],
            });
        }

        if (schemes.Contains(OperatorAuthorization.SessionScheme))
            operation.Security.Add(new() { [new(DescribeDocument.Session, document)] = [] });
    }

    private static void DescribePath(OpenApiOperation operation, string path)
    {
        foreach (var parameter in (operation.Parameters ?? [])
            .OfType<OpenApiParameter>()
            .Where(parameter => parameter.In is ParameterLocation.Path))
        {
            parameter.Description = parameter.Name switch
            {
                "id" when path.Contains("admin/apps", StringComparison.Ordinal) => "The application's id.",
                "id" when path.Contains("admin/webhooks", StringComparison.Ordinal) => "The event's id, or its reference `evt_…`.",
                "id" when path.Contains("/events", StringComparison.Ordinal) => "The event's id, such as `evt_1Vq3Zr8bWw5nKc2LmYt7Xe9P`.",
                "id" when path.Contains("admin/users", StringComparison.Ordinal) => "The operator's id.",
                "id" when path.Contains("admin/roles", StringComparison.Ordinal) => "The role's id.",
                "id" when path.Contains("ledger/journals", StringComparison.Ordinal) => "The journal's id.",
                "id" when path.Contains("admin/refunds", StringComparison.Ordinal)
                    || path.Contains("v1/refunds", StringComparison.Ordinal) => "The refund's id, or its reference `rfd_…`.",
                "id" when path.Contains("credit-notes/{id}", StringComparison.Ordinal) => "The credit note's id, or its reference `crn_…`.",
                "id" when path.Contains("invoices", StringComparison.Ordinal) => "The invoice's id, or its reference `inv_…`.",
                "id" => "The payment's id, or its reference `pay_…`.",
                "credentialId" => "The credential's id, from the list of credentials.",
                "sessionId" => "The session's number, from the list of sessions.",
                "passkeyId" => "The passkey's number, from the list of passkeys.",
                "position" => "The place in the chain, counted from 1.",
                "code" => "The account's code, such as `GATEWAY_CLEARING`.",
                "mode" => "`TEST` or `LIVE`.",
                "reference" => "The payment's public reference, such as `pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P`.",
                _ => parameter.Description,
            };
            parameter.Schema = parameter.Name switch
            {
                "id" when IsName(path) => DescribeSchema.For(typeof(string)),
                "id" or "credentialId" or "sessionId" or "passkeyId" => DescribeSchema.For(typeof(ApplicationId)),
                "code" => DescribeSchema.For(typeof(Ledger.Account)),
                "mode" => DescribeSchema.For(typeof(Mode)),
                _ => parameter.Schema,
            };
        }
    }

    /// <summary>Whether a record is named in it by a reference as well as by its number.</summary>
    private static bool IsName(string path) =>
        path.Split('/').Any(part => part is "payments" or "refunds" or "invoices" or "credit-notes" or "events")
            || path.Contains("admin/webhooks", StringComparison.Ordinal);

    private static void DescribeQuery(OpenApiOperation operation, IList<object> metadata)
    {
        foreach (var (name, description, type, isRequired) in metadata.OfType<QueryParameterMetadata>())
            Add(operation, ParameterLocation.Query, name, description, DescribeSchema.For(type), isRequired);

        if (metadata.OfType<PagedMetadata>().FirstOrDefault() is not { } paged) return;
        Add(operation, ParameterLocation.Query, "page", "Which page, counted from zero.",
            new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Default = 0 });
        Add(operation, ParameterLocation.Query, "size", $"How many per page, at most {PageRequest.MaxSize}.",
            new()
            {
                Type = JsonSchemaType.Integer,
                Format = "int32",
                Minimum = "1",
                Maximum = Text(PageRequest.MaxSize),
                Default = PageRequest.DefaultSize
            });
        Add(
            operation, ParameterLocation.Query, "sortBy", "What the list is sorted by.",
            new() { Type = JsonSchemaType.String, Enum = ["createdAt"], Default = "createdAt" });
        Add(
            operation, ParameterLocation.Query, "order", "Which way it is sorted.",
            new() { Type = JsonSchemaType.String, Enum = ["ASC", "DESC"], Default = "DESC" });
        if (paged.HasCursor)
            Add(
                operation, ParameterLocation.Query, "cursor", "`pagination.nextCursor` of the page before; `page` is then ignored.",
                new() { Type = JsonSchemaType.String });
    }

    private static void DescribeBody(OpenApiOperation operation, IList<object> metadata)
    {
        if (operation.RequestBody is not OpenApiRequestBody body) return;
        body.Required = !metadata.OfType<MethodInfo>().SelectMany(handler => handler.GetParameters()).Any(parameter =>
            parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(OptionalBody<>));
        foreach (var media in (body.Content ?? new Dictionary<string, OpenApiMediaType>()).Values)
        {
            if (metadata.OfType<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>().FirstOrDefault()?.RequestType is { } type)
                media.Example = Examples.Of(type);
            if (metadata.OfType<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>().FirstOrDefault()?.RequestType == typeof(byte[]))
                DescribeFile(body.Content);
            if (metadata.OfType<RequiredFieldsMetadata>().FirstOrDefault() is { } required && media.Schema is { } schema)
                media.Schema = new OpenApiSchema { AllOf = [schema], Required = required.Names.ToHashSet(StringComparer.Ordinal) };
        }
    }

    private static void DescribeAnswers(OpenApiOperation operation, OpenApiOperationTransformerContext context, bool isPaged)
    {
        foreach (var supported in context.Description.SupportedResponseTypes)
        {
            if (supported.Type == typeof(byte[])) DescribeFile(operation.Responses?.GetValueOrDefault(Text(supported.StatusCode))?.Content);
            if (supported.Type is not { IsGenericType: true } type || type.GetGenericTypeDefinition() != typeof(Envelope<>)) continue;
            if (operation.Responses?.GetValueOrDefault(Text(supported.StatusCode))?.Content is { } content
                && content.TryGetValue(Json, out var media))
                media.Example = Examples.Answer(type, isPaged, operation.OperationId);
        }
    }

    // What ASP.NET says of bytes is how JSON holds them; these are the body itself.
    private static void DescribeFile(IDictionary<string, OpenApiMediaType>? content)
    {
        foreach (var media in content?.Values ?? []) media.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
    }

    private static void DescribeIdempotency(OpenApiOperation operation)
    {
        Add(operation, ParameterLocation.Header, IdempotencyKey.Header,
            "A name of your choice for this one intent, such as a UUID. Sent again with the same body it gets the stored answer, for 30 "
                + "days.",
            new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.MaxLength, Pattern = "^[!-~]+$" });
        Add(operation, ParameterLocation.Header, "Prefer",
            "`wait=5` waits up to so many seconds (at most 30) for a first request with the same key that is still running.",
            new() { Type = JsonSchemaType.String, Examples = ["wait=5"] });
    }

    private static void DescribeVersion(OpenApiOperation operation, IEnumerable<object> metadata)
    {
        if (metadata.OfType<IfMatchMetadata>().Any())
        {
            Add(operation, ParameterLocation.Header, IfMatch.Header,
                "The `ETag`, or `version`, that the change was made against. When somebody changed it since, nothing is changed: "
                    + "`INVALID_OPERATION_STATE`, and `data` holds both values of each field that differs. Left out: whatever the version "
                    + "is by now.",
                new() { Type = JsonSchemaType.String, Examples = ["\"7\""] });
        }
    }

    private static void DescribeCopies(OpenApiOperation operation)
    {
        Add(operation, ParameterLocation.Header, "If-None-Match",
            "The `ETag` of the copy you have. When it is still right, the answer is 304.", new() { Type = JsonSchemaType.String });
        operation.Responses ??= [];
        operation.Responses["304"] = new OpenApiResponse { Description = "Your copy is still right." };
    }

    private static void DescribeRefusals(OpenApiOperation operation, OpenApiDocument document, IList<object> metadata)
    {
        var codes = metadata.OfType<RefusesMetadata>()
            .SelectMany(refuses => refuses.Codes)
            .Append(ErrorCode.ServiceUnavailable)
            .Append(ErrorCode.InternalError);
        if (operation.RequestBody is not null) codes = codes.Append(ErrorCode.PayloadTooLarge).Append(ErrorCode.UnsupportedMediaType);

        var isOfVersion = metadata.OfType<IfMatchMetadata>().Any();
        operation.Responses ??= [];
        foreach (var status in codes.Distinct().GroupBy(ErrorCodes.StatusOf).OrderBy(group => group.Key))
        {
            operation.Responses[Text(status.Key)] = new OpenApiResponse
            {
                Description = string.Join("\n", status.Select(code => $"- `{WireNames<ErrorCode>.Of(code)}`: {ErrorMeanings.Of(code)}")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Json] = new()
                    {
                        Schema = new OpenApiSchemaReference(
                            isOfVersion && status.Key == StatusCodes.Status409Conflict
                                ? DescribeDocument.StaleAnswer
                                : DescribeDocument.RefusedAnswer,
                            document),
                        Examples = status.ToDictionary(
                            WireNames<ErrorCode>.Of, IOpenApiExample (code) => new OpenApiExample { Value = Examples.Refused(code) },
                            StringComparer.Ordinal),
                    },
                },
            };
        }
    }

    private static void Add(
        OpenApiOperation operation, ParameterLocation place, string name, string description, OpenApiSchema schema, bool isRequired = false)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(
            new OpenApiParameter { Name = name, In = place, Description = description, Schema = schema, Required = isRequired });
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
