namespace OiPayments.Sandbox.Endpoints;

/// <summary>Headers of every page: nothing from elsewhere, nothing inline, not framed, not kept.</summary>
internal static class PageSafety
{
    // A customer returns to the merchant by a form, so forms may lead to any web address.
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self' http: https:; " +
        "base-uri 'none'; frame-ancestors 'none'";

    public static ValueTask<object?> ApplyAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var headers = call.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "strict-origin";
        return next(call);
    }
}
