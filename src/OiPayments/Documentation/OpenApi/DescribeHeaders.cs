using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OiPayments.Api;
using OiPayments.Printing;
using OiPayments.Web;

namespace OiPayments.Documentation.OpenApi;

/// <summary>
/// The headers of answers, each described once and named by every answer that may have it. Tests compare every answer that any test gets
/// with this.
/// </summary>
internal static class DescribeHeaders
{
    private const string RetryAfter = "Retry-After";
    private const string RetryAfterPerhaps = "Retry-After-Sometimes";
    private const string Replayed = "Idempotency-Replayed";
    private const string Tag = "ETag";
    private const string TagOfFile = "ETag-Of-File";
    private const string TagOfFilePerhaps = "ETag-Of-File-Sometimes";
    private const string Disposition = "Content-Disposition";
    private const string Encoding = "Accept-Encoding";
    private static readonly string[] Limits = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];

    public static void Add(OpenApiDocument document)
    {
        Add(Answering.RequestIdHeader, "What this request is called in our log and in your request log. Name it when you ask about it.",
            new() { Type = JsonSchemaType.String, Examples = ["0af7651916cd43dd8448eb211c80319c"] }, isAlways: true);
        Add(RetryAfter, "Come back after so many seconds.", Seconds(), isAlways: true);
        Add(RetryAfterPerhaps, "Come back after so many seconds. Absent where coming back does not help.", Seconds());
        Add(Replayed, "`true` when this is the stored answer of an earlier request with the same `Idempotency-Key`; absent otherwise.",
            new() { Type = JsonSchemaType.String, Enum = ["true"] });
        Add(Tag,
            "The version of what `data` tells of, for `If-Match`. Absent in a stored answer, which tells of a version that may be over.",
            new() { Type = JsonSchemaType.String, Examples = ["\"7\""] });
        Add(TagOfFile, "The digest of the file, for `If-None-Match`.",
            new() { Type = JsonSchemaType.String, Examples = ["\"9b74c9897bac770ffc029102a200c5de\""] }, isAlways: true);
        Add(TagOfFilePerhaps, "The digest of the PDF, for `If-None-Match`. Absent in CSV, which is not known before it is sent.",
            new() { Type = JsonSchemaType.String, Examples = ["\"9b74c9897bac770ffc029102a200c5de\""] });
        Add(Disposition, "The name that a file has when it is kept; absent in JSON.",
            new() { Type = JsonSchemaType.String, Examples = ["inline; filename=\"invoice.pdf\""] });
        Add(UnknownNames.Header,
            "What was ignored, one sentence each, with percent-encoding: query parameters that are not known. Absent when there is none.",
            new() { Type = JsonSchemaType.String });
        Add(Encoding, "How a body may be encoded; absent when its encoding was not the trouble.",
            new() { Type = JsonSchemaType.String, Enum = ["identity"] });
        Add(Limits[0], "How many requests may come at once after a pause. Absent when the credential was not looked at.", Count());
        Add(Limits[1], "How many more may come right now.", Count());
        Add(Limits[2], "In so many seconds the whole limit is there again; on 429, a first request is let through.", Count());

        void Add(string name, string description, OpenApiSchema schema, bool isAlways = false) => document.AddComponent<IOpenApiHeader>(
            name, new OpenApiHeader { Description = description, Required = isAlways, Schema = schema });
    }

    /// <summary>Names at each answer of an operation what it may have; after its refusals are described.</summary>
    public static void On(OpenApiOperation operation, OpenApiOperationTransformerContext context, OpenApiDocument document)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var versioned = context.Description.SupportedResponseTypes
            .Where(supported => supported.Type is { IsGenericType: true } type
                && type.GenericTypeArguments[0].IsAssignableTo(typeof(IVersioned)))
            .Select(supported => DescribeOperation.Text(supported.StatusCode))
            .ToHashSet(StringComparer.Ordinal);
        var isForApplications = operation.Security?
            .Any(way => way.Keys.Any(scheme => scheme.Reference.Id == DescribeDocument.ApiKey)) is true;
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (answer is not OpenApiResponse response) continue;
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            Name(Answering.RequestIdHeader);
            if (status is "304")
            {
                Name(Tag, TagOfFile);
                Name(Disposition);
            }

            if (isForApplications && status != "401") foreach (var limit in Limits) Name(limit);
            if (status is "423" or "429" or "503") Name(RetryAfter);
            if (status is "409" && MayComeBack(metadata)) Name(RetryAfter, RetryAfterPerhaps);
            if (status is "415") Name(Encoding);
            if (!status.StartsWith('2')) continue;
            if (metadata.OfType<IdempotentMetadata>().Any()) Name(Replayed);
            if (versioned.Contains(status)) Name(Tag);
            var content = response.Content?.Keys.ToHashSet(StringComparer.Ordinal) ?? [];
            if (content.Overlaps(["text/plain", CsvDownload.MediaType, PdfDownload.MediaType])) Name(UnknownNames.Header);
            if (content.Overlaps([CsvDownload.MediaType, PdfDownload.MediaType])) Name(Disposition);
            if (content.Contains(PdfDownload.MediaType))
                Name(Tag, content.Contains(CsvDownload.MediaType) ? TagOfFilePerhaps : TagOfFile);

            void Name(string header, string? described = null) =>
                response.Headers[header] = new OpenApiHeaderReference(described ?? header, document);
        }
    }

    /// <summary>Whether a conflict may be over in a moment: another request is at the same thing.</summary>
    private static bool MayComeBack(IEnumerable<object> metadata) =>
        metadata.OfType<RefusesMetadata>().Any(refuses => refuses.Codes.Contains(ErrorCode.IdempotencyInProgress));

    private static OpenApiSchema Seconds() => new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1" };

    private static OpenApiSchema Count() => new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0" };
}
