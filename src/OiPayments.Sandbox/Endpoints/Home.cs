using Microsoft.AspNetCore.Http.HttpResults;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Pages;

namespace OiPayments.Sandbox.Endpoints;

/// <summary><c>GET /</c> tells a developer what this is; <c>GET /public/tls/</c> is the gateway's own probe.</summary>
internal static class Home
{
    public static void Map(IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("/", (HttpRequest request, StoreBook stores, SandboxOptions options) => new RazorComponentResult<HomePage>(new
        {
            BaseUrl = BaseUrl.Of(request, options),
            options.ControlEnabled,
            Stores = (IReadOnlyList<string>)[.. stores.All.Select(store => store.Id)],
        })).AddEndpointFilter(PageSafety.ApplyAsync);
        sandbox.MapGet("/public/tls/", () => Results.Text("TLS is okay"));
    }
}
