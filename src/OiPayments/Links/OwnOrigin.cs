using Microsoft.AspNetCore.Http.Features;

namespace OiPayments.Links;

/// <summary>
/// A page's live connection is opened by our own pages and by nobody else's. Browsers hold no WebSocket to the rules for other sites'
/// answers, and a site beside ours under the same domain gets our cookies sent along; what it cannot do is claim our origin.
/// </summary>
internal sealed partial class OwnOrigin(RequestDelegate next, PublicUrls urls, ILogger<OwnOrigin> log)
{
    /// <summary>Where Blazor's circuits are, by WebSocket or by polling.</summary>
    public const string Circuits = "/_blazor";

    private int warned;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isSocket = IsSocket(context);
        if (!isSocket && !request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase)) return next(context);

        // Browsers name the origin with every socket and with all that could change something; a plain look is let through without.
        var origin = request.Headers.Origin.ToString();
        var isLook = !isSocket && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
        if (origin.Length == 0 ? isLook : IsOurs(origin, request)) return next(context);

        if (Interlocked.Exchange(ref warned, 1) == 0) Refused(log, request.Host.Value ?? "", urls.Web.GetLeftPart(UriPartial.Authority));
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsOurs(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && (from.GetLeftPart(UriPartial.Authority) == urls.Web.GetLeftPart(UriPartial.Authority)
            || string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static bool IsSocket(HttpContext context) =>
        context.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase)
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    // Not the origin itself: a stranger writes it.
    [LoggerMessage(LogLevel.Warning, "Refused a live connection that came from another origin than this service's pages: it was sent to "
        + "{Host}, and the pages are at {PublicWeb}. If those were your own pages, set Urls__PublicWeb to the address that browsers see. "
        + "Said once.")]
    private static partial void Refused(ILogger log, string host, string publicWeb);
}
