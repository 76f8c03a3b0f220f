using System.Text;
using OiPayments.Presentation;
using OiPayments.Web;

namespace OiPayments.Checkout;

/// <summary>The customer pages' stylesheet, script and icon.</summary>
public static class CheckoutAssets
{
    private const string Room = "Checkout";

    private static readonly EmbeddedAsset Icon = EmbeddedAsset.Load(Room, "checkout.svg", "image/svg+xml");
    private static readonly EmbeddedAsset Script = EmbeddedAsset.Load(Room, "checkout.js", "text/javascript; charset=utf-8");
    private static readonly EmbeddedAsset Style = PageFonts.InStyle(
        "checkout.css", Encoding.UTF8.GetString(EmbeddedAsset.Read(Room, "checkout.css")));

    public static string StyleUrl => Style.Url;

    public static string IconUrl => Icon.Url;

    /// <summary>Shows that a pressed button works; no page needs it to be used.</summary>
    public static string ScriptUrl => Script.Url;

    extension(IEndpointRouteBuilder routes)
    {
        public void MapCheckoutAssets()
        {
            foreach (var asset in (EmbeddedAsset[])[Icon, Script, Style]) asset.MapTo(routes);
        }
    }
}
