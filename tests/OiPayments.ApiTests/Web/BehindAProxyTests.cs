using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

/// <summary>The pages behind a proxy that ends TLS, whatever it passes on. A real one stands before them in the browser's tests.</summary>
public partial class BehindAProxyTests(BehindAProxyTests.PublicServer server) : IClassFixture<BehindAProxyTests.PublicServer>
{
    private const string Public = "https://pay.example.com";

    [Theory]
    [InlineData("pay.example.com", $"{Public}/admin/payments")]
    [InlineData("127.0.0.1:3000", "/admin/payments")]
    [InlineData("evil.example", "/admin/payments")]
    [InlineData("evil.example:8443", "/admin/payments")]
    public async Task Signing_in_leads_to_the_public_address_or_to_a_path_and_sets_secure_cookies(string host, string location)
    {
        using var page = await SendAsync(HttpMethod.Get, "/admin/sign-in?returnUrl=%2Fadmin%2Fpayments", host);
        var html = await page.Content.ReadAsStringAsync();
        var token = Token().Match(html).Groups["token"].Value;
        var form = Assert.Single(Cookies(page));
        Assert.StartsWith("__Host-oi_form=", form, StringComparison.Ordinal);

        using var signedIn = await SendAsync(HttpMethod.Post, "/admin/sign-in?returnUrl=%2Fadmin%2Fpayments", host, new()
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = token,
            ["Form.Email"] = TestServer.OperatorEmail,
            ["Form.Password"] = TestServer.OperatorPassword,
        }, form.Split(';')[0]);

        Assert.Equal((HttpStatusCode.Redirect, location), (signedIn.StatusCode, signedIn.Headers.Location?.OriginalString));
        Assert.Contains(Cookies(signedIn), cookie => cookie.StartsWith("__Host-oi-session=", StringComparison.Ordinal));
        Assert.All(Cookies(page).Concat(Cookies(signedIn)), cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure", cookie, StringComparison.Ordinal);
            Assert.Contains("path=/;", cookie, StringComparison.Ordinal);
        });
    }

    /// <summary>What a browser does that has opened http: it keeps no secure cookie, so none comes back.</summary>
    [Fact]
    public async Task Signing_in_over_http_says_that_https_is_wanted()
    {
        using var page = await SendAsync(HttpMethod.Get, "/admin/sign-in", "pay.example.com");
        var token = Token().Match(await page.Content.ReadAsStringAsync()).Groups["token"].Value;

        using var refused = await SendAsync(HttpMethod.Post, "/admin/sign-in", "pay.example.com", new()
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = token,
            ["Form.Email"] = TestServer.OperatorEmail,
            ["Form.Password"] = TestServer.OperatorPassword,
        });
        using var again = await SendAsync(HttpMethod.Get, refused.Headers.Location!.OriginalString, "pay.example.com");

        Assert.Equal(HttpStatusCode.SeeOther, refused.StatusCode);
        Assert.Contains(
            "If the address begins with http://, open it with https://", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/admin/sign-in")]
    [InlineData("/docs")]
    [InlineData("/nowhere")]
    public async Task Browsers_are_told_to_come_by_https_alone(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, "127.0.0.1");

        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Theory]
    [InlineData("127.0.0.1", "https", true)]
    [InlineData("127.0.0.1", "http", false)]
    [InlineData("127.0.0.2", "https", false)]
    public async Task What_a_proxy_says_of_the_scheme_is_believed_if_it_is_trusted(string from, string scheme, bool isSecure)
    {
        await using var quiet = new TestServer(new() { ["Http:TrustedProxies"] = "127.0.0.1" });
        await quiet.InitializeAsync();
        using var client = LocalAddress.Client(from, quiet.WebUrl);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/sign-in") { Headers = { { "X-Forwarded-Proto", scheme } } };

        using var page = await client.SendAsync(request);

        Assert.Equal(isSecure, Assert.Single(Cookies(page)).Contains("; secure", StringComparison.Ordinal));
        Assert.Contains(
            isSecure ? "data-cookies=\"__Host-\"" : "data-cookies=\"\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Public, "127.0.0.1:3000", HttpStatusCode.Unauthorized)]
    [InlineData("http://127.0.0.1:3000", "127.0.0.1:3000", HttpStatusCode.Unauthorized)]
    [InlineData("https://evil.example", "127.0.0.1:3000", HttpStatusCode.Forbidden)]
    [InlineData("https://evil.pay.example.com", "pay.example.com", HttpStatusCode.Forbidden)]
    [InlineData("http://pay.example.com", "127.0.0.1:3000", HttpStatusCode.Forbidden)]
    [InlineData("null", "127.0.0.1:3000", HttpStatusCode.Forbidden)]
    [InlineData(null, "127.0.0.1:3000", HttpStatusCode.Forbidden)]
    public async Task A_live_connection_comes_from_our_own_pages(string? origin, string host, HttpStatusCode expected)
    {
        // Who may come is then asked who they are: nobody.
        using var negotiation = await SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", host, [], origin: origin);
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        socket.Options.SetRequestHeader("Host", host);
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ConnectAsync(new UriBuilder(server.WebUrl) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None));

        Assert.Equal((expected, expected), (negotiation.StatusCode, socket.HttpStatusCode));
    }

    private static string[] Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string host, Dictionary<string, string>? form = null, string? cookie = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Headers = { Host = host },
            Content = form is null
            ? null
            : new FormUrlEncodedContent(form)
        };
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await server.Browser.SendAsync(request);
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Token();

    public sealed class PublicServer() : TestServer(new() { ["Urls:PublicWeb"] = Public });
}
