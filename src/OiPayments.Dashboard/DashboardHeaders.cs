using Microsoft.AspNetCore.Http;

namespace OiPayments.Dashboard;

/// <summary>What a browser may do with a page on which people move money and keys.</summary>
internal static class DashboardHeaders
{
    // style-src-attr: MudBlazor places menus, dialogs and charts with style attributes. They can neither load nor run anything here,
    // because default-src is 'none' and images, fonts and connections are this server's own. Style elements stay forbidden.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'";

    public static void Set(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), "
            + "publickey-credentials-create=(self)";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";

        // Last of all, because anti-forgery tokens set their own and complain about another's.
        response.OnStarting(() =>
        {
            headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
    }
}
