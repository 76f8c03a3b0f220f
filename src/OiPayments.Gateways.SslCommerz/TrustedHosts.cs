namespace OiPayments.Gateways.SslCommerz;

/// <summary>Which servers may be sent the store's password, and to which pages a customer may be sent.</summary>
internal static class TrustedHosts
{
    /// <summary>Its live pages stand elsewhere than its API, on hosts that nobody lists.</summary>
    public const string Pages = $"https://*.{Domain}";

    private const string Domain = "sslcommerz.com";
    private const string SandboxHost = "sandbox.sslcommerz.com";
    private const string LiveHost = "securepay.sslcommerz.com";

    /// <summary>
    /// The gateway's own hosts over https, but not the sandbox for LIVE, whose play money would be booked as real, nor the
    /// live host for TEST, which would take real money. In TEST also another server, such as the built-in sandbox.
    /// </summary>
    public static bool MayBeAsked(GatewayAccount account) =>
        (IsGateway(account.BaseUrl) && !Is(account.BaseUrl, account.Mode is Mode.Live ? SandboxHost : LiveHost)) || IsStandIn(account);

    /// <summary>
    /// Any host of the gateway, because its live pages stand elsewhere than its API; for a stand-in, pages of that same host.
    /// </summary>
    public static bool MayShowCustomer(GatewayAccount account, Uri page)
    {
        if (page.UserInfo.Length > 0) return false;
        if (IsGateway(page)) return true;

        return IsStandIn(account)
            && (page.Scheme == Uri.UriSchemeHttps || (page.Scheme == Uri.UriSchemeHttp && account.BaseUrl.Scheme == Uri.UriSchemeHttp))
            && Is(page, account.BaseUrl.IdnHost);
    }

    private static bool IsStandIn(GatewayAccount account) =>
        account.Mode is Mode.Test
        && !IsOfDomain(account.BaseUrl)
        && (account.BaseUrl.Scheme == Uri.UriSchemeHttps || account.BaseUrl.Scheme == Uri.UriSchemeHttp);

    private static bool IsGateway(Uri url) => url.Scheme == Uri.UriSchemeHttps && IsOfDomain(url);

    private static bool IsOfDomain(Uri url) =>
        Is(url, Domain) || url.IdnHost.EndsWith("." + Domain, StringComparison.OrdinalIgnoreCase);

    private static bool Is(Uri url, string host) => string.Equals(url.IdnHost, host, StringComparison.OrdinalIgnoreCase);
}
