using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace OiPayments.Web;

/// <summary>
/// A stylesheet, script, font or icon that is part of the program, served under a URL that carries a hash of it, so that a browser
/// may keep it for ever. It goes out compressed to whoever takes it: large ones were compressed when the program was built, and lie
/// beside it as <c>.br</c> and <c>.gz</c>; small ones, some of which are put together at the start, once, when they are first asked for.
/// </summary>
internal sealed record EmbeddedAsset
{
    private const string OneYear = "public, max-age=31536000, immutable";
    private const int HashLength = 12;
    private const int WorthCompressing = 1024;

    private readonly Lazy<byte[]> brotli;
    private readonly Lazy<byte[]> gzip;

    public EmbeddedAsset(string name, string contentType, byte[] content)
        : this(name, contentType, content, null, null)
    {
    }

    private EmbeddedAsset(string name, string contentType, byte[] content, byte[]? brotli, byte[]? gzip)
    {
        (Name, ContentType, Content) = (name, contentType, content);
        this.brotli = brotli is not null
            ? new(brotli)
            : new(() => Compress(stream => new BrotliStream(stream, CompressionLevel.SmallestSize)));
        this.gzip = gzip is not null ? new(gzip) : new(() => Compress(stream => new GZipStream(stream, CompressionLevel.SmallestSize)));
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..HashLength];
        Url = $"/assets/{Path.GetFileNameWithoutExtension(name)}.{hash}{Path.GetExtension(name)}";
    }

    public string Name { get; }

    public string ContentType { get; }

    public byte[] Content { get; }

    public string Url { get; }

    /// <summary>Fonts and pictures of dots are compressed as they are.</summary>
    private bool IsCompressible =>
        Content.Length >= WorthCompressing && (ContentType.StartsWith("text/", StringComparison.Ordinal) || ContentType == "image/svg+xml");

    /// <summary>The file <c>Assets/{name}</c> of a feature's room.</summary>
    public static EmbeddedAsset Load(string room, string name, string contentType) => new(name, contentType, Read(room, name));

    /// <summary>A resource of another assembly, with what was made of it when that was built.</summary>
    public static EmbeddedAsset Load(Assembly from, string name, string contentType) => new(
        name, contentType, Read(from, name) ?? throw new InvalidOperationException($"The build left out {name}."), Read(from, $"{name}.br"),
        Read(from, $"{name}.gz"));

    /// <summary>The content of a room's file, for one that is changed before it is served.</summary>
    public static byte[] Read(string room, string name)
    {
        var resource = $"OiPayments.{room}.Assets.{name}";
        return Read(typeof(EmbeddedAsset).Assembly, resource) ?? throw new InvalidOperationException($"The build left out {resource}.");
    }

    public void MapTo(IEndpointRouteBuilder routes) =>
        routes.MapMethods(Url, [HttpMethods.Get, HttpMethods.Head], ServeAsync).ExcludeFromDescription();

    private async Task ServeAsync(HttpContext http)
    {
        var (body, headers) = (Content, http.Response.Headers);
        if (IsCompressible)
        {
            headers.Vary = "Accept-Encoding";
            var coding = ContentCodings.Choose(http.Request.Headers.AcceptEncoding);
            if (coding is not null) (body, headers.ContentEncoding) = ((coding == ContentCodings.Brotli ? brotli : gzip).Value, coding);
        }

        http.Response.ContentType = ContentType;
        http.Response.ContentLength = body.Length;
        headers.CacheControl = OneYear;
        headers.XContentTypeOptions = "nosniff";
        if (HttpMethods.IsGet(http.Request.Method)) await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private byte[] Compress(Func<Stream, Stream> with)
    {
        using var compressed = new MemoryStream();
        using (var stream = with(compressed)) stream.Write(Content);
        return compressed.ToArray();
    }

    private static byte[]? Read(Assembly from, string resource)
    {
        using var stream = from.GetManifestResourceStream(resource);
        if (stream is null) return null;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
