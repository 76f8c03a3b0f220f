using OiPayments.Web;

namespace OiPayments.Documentation;

/// <summary>The documentation's stylesheet, icon and script.</summary>
internal static class DocumentationAssets
{
    private static readonly EmbeddedAsset Style = EmbeddedAsset.Load("Documentation", "docs.css", "text/css; charset=utf-8");
    private static readonly EmbeddedAsset Icon = EmbeddedAsset.Load("Documentation", "docs.svg", "image/svg+xml");
    private static readonly EmbeddedAsset Script = EmbeddedAsset.Load("Documentation", "copy.js", "text/javascript; charset=utf-8");

    public static string StyleUrl => Style.Url;

    public static string IconUrl => Icon.Url;

    public static string ScriptUrl => Script.Url;

    extension(IEndpointRouteBuilder web)
    {
        public void MapDocumentationAssets()
        {
            foreach (var asset in (EmbeddedAsset[])[Style, Icon, Script]) asset.MapTo(web);
        }
    }
}
