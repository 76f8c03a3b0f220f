using System.Text;
using Microsoft.AspNetCore.Routing;
using OiPayments.Presentation;
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
        Style = LoadStyle("dashboard.css"),
        AloneStyle = LoadStyle("alone.css"),
        Icon = Load("dashboard.svg", "image/svg+xml"),
        Blazor = Load("blazor.web.js", "text/javascript; charset=utf-8"),
        MudScript = Load("MudBlazor.min.js", "text/javascript; charset=utf-8"),
        ConnectScript = Load("connect.js", "text/javascript; charset=utf-8"),
        Script = Load("dashboard.js", "text/javascript; charset=utf-8"),
        PreferencesScript = Load("preferences.js", "text/javascript; charset=utf-8"),
        PasskeyScript = Load("passkeys.js", "text/javascript; charset=utf-8"),
    ];

    public EmbeddedAsset Mud { get; }

    /// <summary>
    /// MudBlazor's variables for both palettes, as a file: its own provider would write them into the page, which the policy forbids.
    /// </summary>
    public EmbeddedAsset Theme => theme ?? throw new InvalidOperationException("The theme is made before anything is mapped.");

    public EmbeddedAsset Style { get; }

    /// <summary>What the pages before all others have of their own.</summary>
    public EmbeddedAsset AloneStyle { get; }

    public EmbeddedAsset Icon { get; }

    public EmbeddedAsset Blazor { get; }

    public EmbeddedAsset MudScript { get; }

    /// <summary>Starts Blazor.</summary>
    public EmbeddedAsset ConnectScript { get; }

    public EmbeddedAsset Script { get; }

    public EmbeddedAsset PreferencesScript { get; }

    public EmbeddedAsset PasskeyScript { get; }

    public async Task MakeThemeAsync() =>
        theme = new("theme.css", "text/css; charset=utf-8", Encoding.UTF8.GetBytes(await DashboardTheme.ToStylesheetAsync()));

    public void MapTo(IEndpointRouteBuilder routes)
    {
        foreach (var asset in all.Append(Theme)) asset.MapTo(routes);
    }

    private static EmbeddedAsset Load(string name, string contentType) =>
        EmbeddedAsset.Load(typeof(DashboardAssets).Assembly, name, contentType);

    /// <summary>With the letters of Bangla that customers see, too.</summary>
    private static EmbeddedAsset LoadStyle(string name) =>
        PageFonts.InStyle(name, Encoding.UTF8.GetString(Load(name, "text/css; charset=utf-8").Content));
}
