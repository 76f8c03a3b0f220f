using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace OiPayments.Checkout;

/// <summary>The customer pages' stylesheet, fonts and icon. Each URL carries a hash of what it serves, so a browser may keep it for ever.</summary>
public static class CheckoutAssets
{
    private const string OneYear = "public, max-age=31536000, immutable";
    private const int HashLength = 12;

    private static readonly Asset Regular = Load("noto-sans-bengali-400.woff2", "font/woff2");
    private static readonly Asset SemiBold = Load("noto-sans-bengali-600.woff2", "font/woff2");
    private static readonly Asset FewLetters = Load("noto-sans-bengali-few-600.woff2", "font/woff2");
    private static readonly Asset Icon = Load("checkout.svg", "image/svg+xml");
    private static readonly Asset Style = LoadStyle("checkout.css", Regular, SemiBold, FewLetters);

    private static readonly FrozenDictionary<string, Asset> All =
        new[] { Regular, SemiBold, FewLetters, Icon, Style }.ToFrozenDictionary(asset => asset.Url, StringComparer.Ordinal);

    public static string StyleUrl => Style.Url;

    public static string IconUrl => Icon.Url;

    /// <summary>The fonts a page in Bangla needs at once.</summary>
    public static IReadOnlyList<string> BanglaFontUrls { get; } = [Regular.Url, SemiBold.Url];

    extension(IEndpointRouteBuilder routes)
    {
        public void MapCheckoutAssets()
        {
            foreach (var asset in All.Values)
                routes.MapMethods(asset.Url, [HttpMethods.Get, HttpMethods.Head], http => ServeAsync(http, asset)).ExcludeFromDescription();
        }
    }

    private static async Task ServeAsync(HttpContext http, Asset asset)
    {
        http.Response.ContentType = asset.ContentType;
        http.Response.ContentLength = asset.Content.Length;
        http.Response.Headers.CacheControl = OneYear;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (HttpMethods.IsGet(http.Request.Method)) await http.Response.Body.WriteAsync(asset.Content, http.RequestAborted);
    }

    /// <summary>The stylesheet names fonts as files; it is served with their real URLs, and its own hash covers theirs.</summary>
    private static Asset LoadStyle(string name, params ReadOnlySpan<Asset> fonts)
    {
        var style = Encoding.UTF8.GetString(Read(name));
        foreach (var font in fonts) style = style.Replace($"url(\"{font.Name}\")", $"url(\"{font.Url}\")", StringComparison.Ordinal);
        return new(name, "text/css; charset=utf-8", Encoding.UTF8.GetBytes(style));
    }

    private static Asset Load(string name, string contentType) => new(name, contentType, Read(name));

    private static byte[] Read(string name)
    {
        var resource = $"OiPayments.Checkout.Assets.{name}";
        using var stream = typeof(CheckoutAssets).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The build left out {resource}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private sealed record Asset(string Name, string ContentType, byte[] Content)
    {
        public string Url { get; } =
            $"/assets/{Path.GetFileNameWithoutExtension(Name)}.{Convert.ToHexStringLower(SHA256.HashData(Content))[..HashLength]}{Path.GetExtension(Name)}";
    }
}
