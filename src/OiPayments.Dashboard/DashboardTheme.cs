using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using MudBlazor;
using MudBlazor.Services;

namespace OiPayments.Dashboard;

/// <summary>
/// The colours and letters of MudBlazor's parts: the customer pages' greens, in two palettes that were each chosen by eye.
/// </summary>
internal static partial class DashboardTheme
{
    private static readonly string[] Letters = [
        "system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "Noto Sans Bengali", "sans-serif"
    ];

    private static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#00674a",
            PrimaryContrastText = "#ffffff",
            Secondary = "#3f5149",
            Info = "#1456c8",
            Success = "#00674a",
            Warning = "#8a4b00",
            Error = "#b3261e",
            Background = "#f3f5f4",
            Surface = "#ffffff",
            DrawerBackground = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#14201b",
            TextPrimary = "#14201b",
            TextSecondary = "#52605a",
            TextDisabled = "#6b7872",
            ActionDefault = "#3f5149",
            ActionDisabled = "#6b7872",
            LinesDefault = "#dde3e0",
            LinesInputs = "#7b8983",
            TableLines = "#e6ebe8",
            Divider = "#dde3e0",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#46cf9c",
            PrimaryContrastText = "#04150e",
            Secondary = "#b9c6c0",
            Info = "#9cc0ff",
            Success = "#5fdcae",
            Warning = "#ffc46b",
            Error = "#ff9e96",
            ErrorContrastText = "#2a0705",
            Background = "#0d1311",
            Surface = "#161e1b",
            DrawerBackground = "#121917",
            AppbarBackground = "#121917",
            AppbarText = "#e9efec",
            TextPrimary = "#e9efec",
            TextSecondary = "#a3b1ab",
            TextDisabled = "#8b9993",
            ActionDefault = "#b9c6c0",
            ActionDisabled = "#8b9993",
            LinesDefault = "#2b3631",
            LinesInputs = "#76857e",
            TableLines = "#26302c",
            Divider = "#2b3631",
        },
        Typography = new()
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = "0.9rem" },
            Button = new ButtonTypography { TextTransform = "none", FontWeight = "600", FontSize = "0.9rem", LetterSpacing = "0" },
        },
        LayoutProperties = new() { DefaultBorderRadius = "8px" },
    };

    /// <summary>Light, dark for who prefers it, and each of the two for who chose it.</summary>
    public static async Task<string> ToStylesheetAsync()
    {
        var (light, dark) = (await VariablesAsync(isDark: false), await VariablesAsync(isDark: true));
        return $$"""
            :root { {{light}} }
            :root[data-theme="dark"] { {{dark}} }
            @media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { {{dark}} } }
            """;
    }

    private static async Task<string> VariablesAsync(bool isDark)
    {
        var services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddLogging()
            .AddSingleton<IJSRuntime, NoScript>()
            .AddMudServices();
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<MudThemeProvider>(ParameterView.FromDictionary(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            { [nameof(MudThemeProvider.Theme)] = Theme, [nameof(MudThemeProvider.IsDarkMode)] = isDark }))).ToHtmlString());
        return string.Concat(Variables().Matches(html).Select(match => match.Value));
    }

    [GeneratedRegex("--mud-[a-z0-9-]+:[^;{}]+;", RegexOptions.None, 1000)]
    private static partial Regex Variables();

    /// <summary>The provider speaks to a browser when it goes; there is none here.</summary>
    private sealed class NoScript : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => ValueTask.FromResult<TValue>(default!);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            ValueTask.FromResult<TValue>(default!);
    }
}
