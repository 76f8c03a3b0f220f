using System.Text;
using OiPayments.Web;

namespace OiPayments.Presentation;

/// <summary>The fonts of every page, for the letters of Bangla that a device may lack.</summary>
internal static class PageFonts
{
    private const string Room = "Presentation";

    private static readonly EmbeddedAsset Regular = EmbeddedAsset.Load(Room, "noto-sans-bengali-400.woff2", "font/woff2");
    private static readonly EmbeddedAsset SemiBold = EmbeddedAsset.Load(Room, "noto-sans-bengali-600.woff2", "font/woff2");
    private static readonly EmbeddedAsset FewLetters = EmbeddedAsset.Load(Room, "noto-sans-bengali-few-600.woff2", "font/woff2");
    private static readonly EmbeddedAsset[] All = [Regular, SemiBold, FewLetters];

    /// <summary>The fonts that a page in Bangla needs at once.</summary>
    public static IReadOnlyList<string> BanglaUrls { get; } = [Regular.Url, SemiBold.Url];

    /// <summary>A stylesheet that names the fonts as files, with their real URLs instead, so that its own hash covers theirs.</summary>
    public static EmbeddedAsset InStyle(string name, string style)
    {
        foreach (var font in All) style = style.Replace($"url(\"{font.Name}\")", $"url(\"{font.Url}\")", StringComparison.Ordinal);
        return new(name, "text/css; charset=utf-8", Encoding.UTF8.GetBytes(style));
    }

    extension(IEndpointRouteBuilder routes)
    {
        public void MapPageFonts()
        {
            foreach (var font in All) font.MapTo(routes);
        }
    }
}
