using System.Net;
using Microsoft.Net.Http.Headers;
using OiPayments.Web;

namespace OiPayments.Links;

/// <summary>
/// Makes a request say what it was outside, where TLS ended at a proxy: https when the public address is, or when a trusted proxy says
/// so. Everything that asks afterwards, cookies and anti-forgery among it, then need not guess; and no answer sends a browser to a host
/// that only the caller named.
/// </summary>
internal sealed class OutsideAddress(RequestDelegate next, PublicUrls urls)
{
    /// <summary>One year. Not for subdomains: what else lives under a company's name is not ours to say.</summary>
    private const string OnlyOverTls = "max-age=31536000";

    public Task InvokeAsync(HttpContext context)
    {
        var (request, outside) = (context.Request, context.IsForApi ? urls.Api : urls.Web);
        var isHttps = request.IsHttps || outside.Scheme == Uri.UriSchemeHttps;

        // Browsers would hold a developer to https for everything on their own machine.
        if (isHttps && !IsThisMachine(outside.Host)) context.Response.Headers[HeaderNames.StrictTransportSecurity] = OnlyOverTls;

        if (!context.IsForApi)
        {
            // Plain http from anywhere but this machine was https outside, or must not carry a session.
            isHttps |= !IsThisMachine(request.Host.Host);
            context.Response.OnStarting(KeepHome, (context, outside));
        }

        if (isHttps) request.Scheme = Uri.UriSchemeHttps;
        return next(context);
    }

    /// <summary>
    /// What redirects to a page of ours writes the host of the request before its path. That is the public address, or it is left out.
    /// </summary>
    private static Task KeepHome(object state)
    {
        var (context, outside) = ((HttpContext, Uri))state;
        var headers = context.Response.Headers;
        if (Uri.TryCreate(headers.Location.ToString(), UriKind.Absolute, out var location)
            && string.Equals(location.Authority, context.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
            && location.GetLeftPart(UriPartial.Authority) != outside.GetLeftPart(UriPartial.Authority)
            // Two slashes at the beginning would name another host again.
            && !location.AbsolutePath.StartsWith("//", StringComparison.Ordinal))
            headers.Location = location.PathAndQuery + location.Fragment;
        return Task.CompletedTask;
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
