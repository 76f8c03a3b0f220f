using System.Security.Cryptography;

namespace OiPayments.Web;

/// <summary>
/// A stylesheet, script, font or icon that is part of the program, served under a URL that carries a hash of it, so that a browser
/// may keep it for ever.
/// </summary>
internal sealed record EmbeddedAsset(string Name, string ContentType, byte[] Content)
{
    private const string OneYear = "public, max-age=31536000, immutable";
    private const int HashLength = 12;

    public string Url { get; } =
        $"/assets/{Path.GetFileNameWithoutExtension(Name)}.{Convert.ToHexStringLower(SHA256.HashData(Content))[..HashLength]}{Path.GetExtension(Name)}";

    /// <summary>The file <c>Assets/{name}</c> of a feature's room.</summary>
    public static EmbeddedAsset Load(string room, string name, string contentType) => new(name, contentType, Read(room, name));

    /// <summary>That file's content, for one that is changed before it is served.</summary>
    public static byte[] Read(string room, string name)
    {
        var resource = $"OiPayments.{room}.Assets.{name}";
        using var stream = typeof(EmbeddedAsset).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The build left out {resource}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    public void MapTo(IEndpointRouteBuilder routes) =>
        routes.MapMethods(Url, [HttpMethods.Get, HttpMethods.Head], ServeAsync).ExcludeFromDescription();

    private async Task ServeAsync(HttpContext http)
    {
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = Content.Length;
        http.Response.Headers.CacheControl = OneYear;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (HttpMethods.IsGet(http.Request.Method)) await http.Response.Body.WriteAsync(Content, http.RequestAborted);
    }
}
