using System.Collections.Frozen;
using System.Security.Cryptography;

namespace OiPayments.Documentation;

/// <summary>The documentation's stylesheet, icon and script, with a hash of each in its URL so that a browser may keep it for ever.</summary>
internal static class DocumentationAssets
{
    private const string OneYear = "public, max-age=31536000, immutable";
    private const int HashLength = 12;

    private static readonly Asset Style = Load("docs.css", "text/css; charset=utf-8");
    private static readonly Asset Icon = Load("docs.svg", "image/svg+xml");
    private static readonly Asset Script = Load("copy.js", "text/javascript; charset=utf-8");

    private static readonly FrozenDictionary<string, Asset> All =
        new[] { Style, Icon, Script }.ToFrozenDictionary(asset => asset.Url, StringComparer.Ordinal);

    public static string StyleUrl => Style.Url;

    public static string IconUrl => Icon.Url;

    public static string ScriptUrl => Script.Url;

    extension(IEndpointRouteBuilder web)
    {
        public void MapDocumentationAssets()
        {
            foreach (var asset in All.Values)
                web.MapMethods(asset.Url, [HttpMethods.Get, HttpMethods.Head], (HttpContext http) => Serve(http, asset));
        }
    }

    private static IResult Serve(HttpContext http, Asset asset)
    {
        http.Response.Headers.CacheControl = OneYear;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(asset.Content, asset.ContentType);
    }

    private static Asset Load(string name, string contentType)
    {
        var resource = $"OiPayments.Documentation.Assets.{name}";
        using var stream = typeof(DocumentationAssets).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The build left out {resource}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new(name, contentType, content);
    }

    private sealed record Asset(string Name, string ContentType, byte[] Content)
    {
        public string Url { get; } =
            $"/assets/{Path.GetFileNameWithoutExtension(Name)}.{Convert.ToHexStringLower(SHA256.HashData(Content))[..HashLength]}{Path.GetExtension(Name)}";
    }
}
