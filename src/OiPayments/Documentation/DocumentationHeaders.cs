namespace OiPayments.Documentation;

/// <summary>What a browser may do with a page of documentation.</summary>
internal static class DocumentationHeaders
{
    /// <summary>For pages of our own: our stylesheet, our pictures, our one script, and the search.</summary>
    public const string GuidePolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; "
            + "base-uri 'none'";

    public static void Set(HttpResponse response, string policy)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
