using System.Net;
using OiPayments.Web;
using OiPayments.Webhooks;

namespace OiPayments.Server;

/// <summary>
/// Says in the log which setting does not fit the proxy in front, by the first request that shows it: each kind once in a process. It
/// changes no request. What a stranger could write, and addresses of people, are not repeated.
/// </summary>
internal sealed partial class ForwardingWarnings(ServerSettings settings, ILogger<ForwardingWarnings> log)
{
    /// <summary>The names that <c>UseForwardedHeaders</c> reads.</summary>
    private const string For = "X-Forwarded-For", Proto = "X-Forwarded-Proto";

    private readonly PublicAddresses internet = new(new());
    private int saidStranger, saidNoScheme, saidPlain, saidNoCaller, saidHost;

    /// <summary>What the settings alone show.</summary>
    public void AtStart()
    {
        if (settings.TrustedProxies.Count == 0 && HttpsSetting is { } setting) NothingTrusted(log, setting);
    }

    /// <summary>Goes before anything that changes the peer's address or the scheme.</summary>
    public Task LookAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<DoorFeature>()?.Door is not Door.Management) Look(context);
        return next(context);
    }

    private string? HttpsSetting => settings switch
    {
        { PublicWebUrl.Scheme: "https" } => "Urls__PublicWeb",
        { PublicApiUrl.Scheme: "https" } => "Urls__PublicApi",
        _ => null,
    };

    private void Look(HttpContext context)
    {
        var headers = context.Request.Headers;
        var (hasCaller, scheme) = (headers.ContainsKey(For), headers[Proto].ToString());
        var isTrusted = context.Connection.RemoteIpAddress is { } peer && IsTrusted(peer);
        if (!isTrusted)
        {
            if ((hasCaller || scheme.Length > 0) && IsFirst(ref saidStranger))
                Stranger(log, NameOf(context.Connection.RemoteIpAddress));
        }
        else if (HttpsSetting is { } setting && scheme.Length == 0)
        {
            if (IsFirst(ref saidNoScheme)) NoScheme(log, setting);
        }
        else if (HttpsSetting is { } https && IsPlain(scheme) && IsFirst(ref saidPlain)) Plain(log, https);

        if (isTrusted && !hasCaller && IsFirst(ref saidNoCaller)) NoCaller(log);
        LookAtHost(context);
    }

    private void LookAtHost(HttpContext context)
    {
        var (setting, outside) = context.IsForApi
            ? ("Urls__PublicApi", settings.PublicApiUrl)
            : ("Urls__PublicWeb", settings.PublicWebUrl);
        if (outside is null || !context.Request.Host.HasValue || IsAt(context.Request.Host, outside)) return;
        if (IsFirst(ref saidHost)) OtherHost(log, setting, outside.GetLeftPart(UriPartial.Authority));
    }

    private static bool IsAt(HostString host, Uri outside) =>
        string.Equals(host.Host.Trim('[', ']'), outside.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        && (host.Port ?? (outside.Scheme == Uri.UriSchemeHttps ? 443 : 80)) == outside.Port;

    /// <summary>What the nearest proxy said, which stands last.</summary>
    private static bool IsPlain(string scheme) =>
        scheme.Split(',')[^1].Trim().Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase);

    private bool IsTrusted(IPAddress peer)
    {
        var plain = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        return settings.TrustedProxies.Any(network => network.Contains(plain));
    }

    /// <summary>An address of the house is a machine's; one of the internet can be a person's.</summary>
    private string NameOf(IPAddress? peer) => peer switch
    {
        null => "an unknown address",
        _ when internet.Allows(peer) => "an address of the internet",
        _ => (peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer).ToString(),
    };

    private static bool IsFirst(ref int said) => Volatile.Read(ref said) == 0 && Interlocked.Exchange(ref said, 1) == 0;

    [LoggerMessage(
        LogLevel.Warning,
        "{Setting} is https, so a proxy stands in front, and Http__TrustedProxies is not set: limits, allow lists and the audit log take the "
            + "proxy's address for everybody's. Set it to that address. docs/proxies.md shows how")]
    private static partial void NothingTrusted(ILogger log, string setting);

    [LoggerMessage(
        LogLevel.Warning,
        "A request with X-Forwarded-For or X-Forwarded-Proto came from {Peer}, which is not trusted, so they were not believed. If that is your "
            + "proxy, add its address to Http__TrustedProxies; if not, somebody reaches this service around the proxy. Said once")]
    private static partial void Stranger(ILogger log, string peer);

    [LoggerMessage(
        LogLevel.Warning,
        "{Setting} is https, and a request from a trusted proxy (Http__TrustedProxies) came without X-Forwarded-Proto: let the proxy send it, "
            + "as docs/proxies.md shows. Said once")]
    private static partial void NoScheme(ILogger log, string setting);

    [LoggerMessage(
        LogLevel.Warning,
        "{Setting} is https, and a trusted proxy (Http__TrustedProxies) passed a request on that came to it by plain http: let it redirect "
            + "pages to https, and refuse the API there. Said once")]
    private static partial void Plain(ILogger log, string setting);

    [LoggerMessage(
        LogLevel.Warning,
        "A request from a trusted proxy (Http__TrustedProxies) came without X-Forwarded-For: limits, allow lists and the audit log take the "
            + "proxy's address for the caller's. Let the proxy send it, as docs/proxies.md shows. Said once")]
    private static partial void NoCaller(ILogger log);

    // Not the host itself: a stranger writes it.
    [LoggerMessage(
        LogLevel.Warning,
        "A request named another host than {Setting}, which is {Address}. If people reach the service by that other name, change {Setting}; if "
            + "not, let the proxy pass the Host that it got, and answer no other. Said once")]
    private static partial void OtherHost(ILogger log, string setting, string address);
}
