using System.Text;
using OiPayments.Web;

namespace OiPayments.Checkout;

/// <summary>The customer pages' stylesheet, script, fonts and icon.</summary>
public static class CheckoutAssets
{
    private const string Room = "Checkout";

    private static readonly EmbeddedAsset Regular = EmbeddedAsset.Load(Room, "noto-sans-bengali-400.woff2", "font/woff2");
    private static readonly EmbeddedAsset SemiBold = EmbeddedAsset.Load(Room, "noto-sans-bengali-600.woff2", "font/woff2");
    private static readonly EmbeddedAsset FewLetters = EmbeddedAsset.Load(Room, "noto-sans-bengali-few-600.woff2", "font/woff2");
    private static readonly EmbeddedAsset Icon = EmbeddedAsset.Load(Room, "checkout.svg", "image/svg+xml");
    private static readonly EmbeddedAsset Script = EmbeddedAsset.Load(Room, "checkout.js", "text/javascript; charset=utf-8");
    private static readonly EmbeddedAsset Style = LoadStyle("checkout.css", Regular, SemiBold, FewLetters);

    public static string StyleUrl => Style.Url;

    public static string IconUrl => Icon.Url;

    /// <summary>Shows that a pressed button works; no page needs it to be used.</summary>
    public static string ScriptUrl => Script.Url;

    /// <summary>The fonts a page in Bangla needs at once.</summary>
    public static IReadOnlyList<string> BanglaFontUrls { get; } = [Regular.Url, SemiBold.Url];

    extension(IEndpointRouteBuilder routes)
    {
        public void MapCheckoutAssets()
        {
            foreach (var asset in (EmbeddedAsset[])[Regular, SemiBold, FewLetters, Icon, Script, Style]) asset.MapTo(routes);
        }
    }

    /// <summary>A stylesheet names fonts as files; it is served with their real URLs, and its own hash covers theirs.</summary>
    public static string WithFonts(string style) => WithFonts(style, Regular, SemiBold, FewLetters);

    private static string WithFonts(string style, params ReadOnlySpan<EmbeddedAsset> fonts)
    {
        foreach (var font in fonts) style = style.Replace($"url(\"{font.Name}\")", $"url(\"{font.Url}\")", StringComparison.Ordinal);
        return style;
    }

    private static EmbeddedAsset LoadStyle(string name, params ReadOnlySpan<EmbeddedAsset> fonts) =>
        new(name, "text/css; charset=utf-8", Encoding.UTF8.GetBytes(WithFonts(Encoding.UTF8.GetString(EmbeddedAsset.Read(Room, name)), fonts)));
}
