namespace OiPayments.Sandbox.Endpoints;

/// <summary>The pages' three files, carried inside the assembly.</summary>
internal static class Assets
{
    public static void Map(IEndpointRouteBuilder sandbox)
    {
        Serve(sandbox, "sandbox.css", "text/css; charset=utf-8");
        Serve(sandbox, "return.js", "text/javascript; charset=utf-8");
        Serve(sandbox, "store.svg", "image/svg+xml");
    }

    private static void Serve(IEndpointRouteBuilder sandbox, string name, string type) =>
        sandbox.MapGet($"/assets/{name}", (HttpResponse response) =>
        {
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.CacheControl = "no-cache";
            return Results.Stream(typeof(Assets).Assembly.GetManifestResourceStream(name)!, type);
        });
}
