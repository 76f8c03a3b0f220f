using System.Security.Cryptography;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using OiPayments.Api;
using OiPayments.Web;

namespace OiPayments.Documentation.OpenApi;

/// <summary><c>GET /openapi/v1.json</c>, on both doors: the whole API as OpenAPI 3.1, made from the endpoints themselves.</summary>
internal static class ApiDescription
{
    public const string Path = "/openapi/v1.json";
    private const string DocumentName = "v1";

    /// <summary>
    /// Of what is described: the first number goes up when something is taken away or asked for, the second when something is new, the
    /// third when it is said otherwise. <c>build/api-description</c> sets it, and a test fails until it is set.
    /// </summary>
    public static readonly string Version = ReadVersion();

    extension(IServiceCollection services)
    {
        public void AddApiDescription()
        {
            services.AddSingleton<DescriptionOnce>();

            // Numbers are never read from text; without this every integer would be described as one or the other.
            services.ConfigureHttpJsonOptions(json =>
            {
                json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
                json.SerializerOptions.TypeInfoResolver = (json.SerializerOptions.TypeInfoResolver
                    ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Sent.Unwrap);
            });
            services.AddOpenApi(DocumentName, options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.CreateSchemaReferenceId = SchemaNames.Of;
                options.AddSchemaTransformer<DescribeSchema>();
                options.AddOperationTransformer<DescribeOperation>();
                options.AddDocumentTransformer<DescribeDocument>();
            });
        }
    }

    extension(IEndpointRouteBuilder routes)
    {
        public void MapApiDescription() =>
            routes.MapGet(Path, (DescriptionOnce description, HttpContext http, CancellationToken ct) => description.AnswerAsync(http, ct))
            .OnDoor(Door.Api | Door.Web).ExcludeFromDescription();
    }

    private static string ReadVersion()
    {
        using var file = typeof(ApiDescription).Assembly.GetManifestResourceStream("openapi/version")
            ?? throw new InvalidOperationException("The build left out the version of the API's description.");
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Trim();
    }

    /// <summary>Written at the first request: endpoints and public addresses do not change while the service runs.</summary>
    internal sealed class DescriptionOnce([FromKeyedServices(DocumentName)] IOpenApiDocumentProvider provider) : IDisposable
    {
        private readonly SemaphoreSlim writing = new(1);
        private byte[]? written;
        private EntityTagHeaderValue? tag;

        public async Task<IResult> AnswerAsync(HttpContext http, CancellationToken ct)
        {
            if (written is null) await WriteAsync(ct);
            http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
            return Results.Bytes(written ?? [], "application/json; charset=utf-8", entityTag: tag);
        }

        public void Dispose() => writing.Dispose();

        private async Task WriteAsync(CancellationToken ct)
        {
            await writing.WaitAsync(ct);
            try
            {
                if (written is not null) return;
                var document = await provider.GetOpenApiDocumentAsync(ct);
                using var stream = new MemoryStream();
                await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1, ct);

                // Weak: the same document, whichever way its bytes were compressed.
                tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()))[..16]}\"", isWeak: true);
                written = stream.ToArray();
            }
            finally
            {
                writing.Release();
            }
        }
    }
}
