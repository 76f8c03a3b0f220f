using System.Text;
using Microsoft.AspNetCore.Routing;
using OiPayments.Checkout;
using OiPayments.Web;

namespace OiPayments.Dashboard;

/// <summary>Everything the pages load, each under a URL that carries its hash. No other script runs on them.</summary>
internal sealed class DashboardAssets
{
    private readonly EmbeddedAsset[] all;
    private EmbeddedAsset? theme;

    public DashboardAssets() => all =
    [
        Mud = Load("MudBlazor.min.css", "text/css; charset=utf-8"),
        Style = Load("dashboard.css", "text/css; charset=utf-8"),
        Icon = Load("dashboard.svg", "image/svg+xml"),
        Blazor = Load("blazor.web.js", "text/javascript; charset=utf-8"),
        MudScript = Load("MudBlazor.min.js", "text/javascript; charset=utf-8"),
        Script = Load("dashboard.js", "text/javascript; charset=utf-8"),
        PasskeyScript = Load("passkeys.js", "text/javascript; charset=utf-8"),
    ];

    public EmbeddedAsset Mud { get; }

    /// <summary>MudBlazor's variables for both palettes, as a file: its own provider would write them into the page, which the policy forbids.</summary>
    public EmbeddedAsset Theme => theme ?? throw new InvalidOperationException("The theme is made before anything is mapped.");

    public EmbeddedAsset Style { get; }

    public EmbeddedAsset Icon { get; }

    public EmbeddedAsset Blazor { get; }

    public EmbeddedAsset MudScript { get; }

    public EmbeddedAsset Script { get; }

    public EmbeddedAsset PasskeyScript { get; }

    public async Task MakeThemeAsync() => theme = new("theme.css", "text/css; charset=utf-8", Encoding.UTF8.GetBytes(await DashboardTheme.ToStylesheetAsync()));

    public void MapTo(IEndpointRouteBuilder routes)
    {
        foreach (var asset in all.Append(Theme)) asset.MapTo(routes);
    }

    private static EmbeddedAsset Load(string name, string contentType)
    {
        using var stream = typeof(DashboardAssets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The build left out {name}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        if (name == "dashboard.css") content = Encoding.UTF8.GetBytes(WithFonts(Encoding.UTF8.GetString(content)));
        return new(name, contentType, content);
    }

    /// <summary>The letters of Bangla are the ones customers see.</summary>
    private static string WithFonts(string style) => style
        .Replace("url(\"noto-sans-bengali-400.woff2\")", $"url(\"{CheckoutAssets.BanglaFontUrls[0]}\")", StringComparison.Ordinal)
        .Replace("url(\"noto-sans-bengali-600.woff2\")", $"url(\"{CheckoutAssets.BanglaFontUrls[1]}\")", StringComparison.Ordinal);
}
