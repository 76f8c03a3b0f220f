using System.Security.Cryptography;
using OiPayments.Documentation.OpenApi;
using Scalar.AspNetCore;

namespace OiPayments.Documentation;

/// <summary>
/// <c>GET /docs/api</c>: the API's reference, drawn by Scalar from <c>/openapi/v1.json</c>. Nothing of it is fetched from
/// another host, and the policy would not let it.
/// </summary>
internal static class ShowReference
{
    public const string Path = "/docs/api";
    private const string NonceKey = "documentation.nonce";
    private const int NonceBytes = 16;

    // Scalar lays its page out with style elements it makes as it runs, so those alone are let in without a nonce.
    private const string Policy =
        "default-src 'none'; script-src 'self' 'nonce-NONCE'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self' data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    // Its own greys, greens and oranges are too pale to be read by everyone on their grounds.
    private const string Colours = """
        .light-mode { --scalar-color-3: #636363; --scalar-color-green: #00683f; --scalar-color-orange: #a83a00; --scalar-color-red: #b3001b; }
        .dark-mode { --scalar-color-3: #a3a3a3; }
        """;

    // What its page leaves out: the language, and a name for the link that is a picture of a book.
    private const string Names = """
        <script nonce="NONCE">
          document.documentElement.lang = 'en';
          new MutationObserver(() => document.querySelectorAll('a[href$="/docs"]:not([aria-label])').forEach(
            link => link.setAttribute('aria-label', 'Guides')))
            .observe(document.documentElement, { childList: true, subtree: true });
        </script>
        """;

    public static void Map(IEndpointRouteBuilder web) => web.MapScalarApiReference(Path, Configure).AddEndpointFilter(SetPolicyAsync);

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        var nonce = context.Items[NonceKey] as string ?? "";
        options
            .WithTitle("API reference · OI Payments")
            .WithOpenApiRoutePattern(ApiDescription.Path)
            .WithNonce(nonce)
            .WithCustomCss(Colours)
            .AddHeadContent(Names.Replace("NONCE", nonce, StringComparison.Ordinal))
            .WithFavicon(DocumentationAssets.IconUrl)
            .WithDefaultHttpClient(ScalarTarget.Shell, ScalarClient.Curl)
            .HideClientButton()
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            // The page stands on another origin than the API, where its keys do not belong.
            .HideTestRequestButton();
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
    }

    private static ValueTask<object?> SetPolicyAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        call.HttpContext.Items[NonceKey] = nonce;
        DocumentationHeaders.Set(call.HttpContext.Response, Policy.Replace("NONCE", nonce, StringComparison.Ordinal));
        return next(call);
    }
}
