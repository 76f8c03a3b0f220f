using Microsoft.AspNetCore.Http.HttpResults;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Pages;

namespace OiPayments.Sandbox.Endpoints;

/// <summary><c>GET /</c> tells a developer what this is; <c>GET /public/tls/</c> is the gateway's own probe.</summary>
internal static class Home
{
    public static void Map(IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("/", Show).AddEndpointFilter(PageSafety.ApplyAsync);
        sandbox.MapGet("/public/tls/", () => Results.Text("TLS is okay"));
    }

    // Of no page's own type: what writes the reading of its parameters does not see the types that pages become.
    private static RazorComponentResult Show(HttpRequest request, StoreBook stores, SandboxOptions options) => new(typeof(HomePage), new
    {
        BaseUrl = BaseUrl.Of(request, options),
        options.ControlEnabled,
        Stores = (IReadOnlyList<string>)[.. stores.All.Select(store => store.Id)],
    });
}
