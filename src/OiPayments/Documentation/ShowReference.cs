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

    public static void Map(IEndpointRouteBuilder web) => web.MapScalarApiReference(Path, Configure).AddEndpointFilter(SetPolicyAsync);

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        options
            .WithTitle("API reference · OI Payments")
            .WithOpenApiRoutePattern(ApiDescription.Path)
            .WithNonce(context.Items[NonceKey] as string ?? "")
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
