using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using OiPayments.Api;
using OiPayments.Web;

namespace OiPayments.TestSupport.Contract;

/// <summary>
/// Stands before everything else in a server under test, and compares every answer of the API with its description, whoever asked: a test,
/// the .NET client, a command of a guide.
/// </summary>
internal sealed class WatchAnswers : IStartupFilter
{
    /// <summary>Read once: the servers of one program differ in their addresses only.</summary>
    private static readonly SemaphoreSlim Reading = new(1);
    private static ApiContract? contract;

    private readonly ConcurrentDictionary<string, byte> faults = new(StringComparer.Ordinal);

    /// <summary>What was not as described so far.</summary>
    public IReadOnlyList<string> Faults => [.. faults.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads the description, so that no request waits for it.</summary>
    public static Task PrepareAsync(IServiceProvider services) => ContractAsync(services);

    public void Note(string fault) => faults.TryAdd(fault, 0);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(WatchAsync);
        next(app);
    };

    private async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || HttpMethods.IsOptions(context.Request.Method))
        {
            await next(context);
            return;
        }

        // Asking as HEAD is asking as GET further in.
        var method = context.Request.Method;
        var own = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using var kept = new KeptBody(own.Stream, context.Response);
        var watched = new StreamResponseBodyFeature(kept, own);
        context.Features.Set<IHttpResponseBodyFeature>(watched);
        try
        {
            await next(context);
            await watched.CompleteAsync();
        }
        finally
        {
            context.Features.Set(own);
        }

        if (context.Features.Get<DoorFeature>()?.Door.HasFlag(Door.Api) is not true) return;
        if (context.RequestAborted.IsCancellationRequested) return;
        try
        {
            var exchange = ExchangeOf(context, HttpMethods.IsHead(method) ? HttpMethods.Get : method, kept);
            foreach (var fault in (await ContractAsync(context.RequestServices)).Compare(exchange)) Note(fault);
        }
        catch (Exception failure)
        {
            // The answer has gone out. Thrown from here, it would break the connection under the next request.
            Note($"{method} {context.Request.Path}: could not be compared. {failure}");
        }
    }

    private static Exchange ExchangeOf(HttpContext context, string method, KeptBody kept) => new(
        method,
        context.Request.Path.Value ?? "",
        [.. context.Request.Query
            .SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value ?? "")))],
        context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0
            ? context.Features.Get<JsonBody>()?.Root
            : null,
        (HttpStatusCode)context.Response.StatusCode,
        context.Response.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        kept.Read());

    private static async Task<ApiContract> ContractAsync(IServiceProvider services)
    {
        if (contract is { } known) return known;
        await Reading.WaitAsync();
        try
        {
            if (contract is not null) return contract;
            var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1");
            var document = await provider.GetOpenApiDocumentAsync();
            return contract = ApiContract.Read(JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1))!);
        }
        finally
        {
            Reading.Release();
        }
    }

    /// <summary>Passes on what is written, and keeps a copy of JSON.</summary>
    private sealed class KeptBody(Stream inner, HttpResponse response) : Stream
    {
        private readonly MemoryStream copy = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        /// <summary>Null when the answer is no JSON, or has none.</summary>
        public JsonElement? Read()
        {
            if (copy.Length == 0) return null;
            copy.Position = 0;
            using Stream plain = response.Headers.ContentEncoding.ToString() switch
            {
                "br" => new BrotliStream(copy, CompressionMode.Decompress, leaveOpen: true),
                "gzip" => new GZipStream(copy, CompressionMode.Decompress, leaveOpen: true),
                _ => copy,
            };
            using var document = JsonDocument.Parse(plain);
            return document.RootElement.Clone();
        }

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Write(byte[] buffer, int offset, int count)
        {
            Keep(buffer.AsSpan(offset, count));
            inner.Write(buffer, offset, count);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Keep(buffer.Span);
            return inner.WriteAsync(buffer, cancellationToken);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        private void Keep(ReadOnlySpan<byte> written)
        {
            if (response.ContentType?.StartsWith("application/json", StringComparison.Ordinal) is true) copy.Write(written);
        }
    }
}
