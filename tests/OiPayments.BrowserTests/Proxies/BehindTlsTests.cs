using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Dashboard;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Proxies;

/// <summary>TLS ends at a real proxy: an operator signs in, works and signs out, by password and by passkey, and a customer pays.</summary>
public class BehindTlsTests(BehindTlsTests.PublicServer server, Browser browser) : IClassFixture<BehindTlsTests.PublicServer>
{
    [Fact]
    public async Task Nginx_as_deployed()
    {
        await using var proxy = await TlsProxy.NginxAsDeployedAsync(PublicServer.Port, server.WebUrl);
        await SendsPlainHttpAwayAsync(proxy);
        await UseEverythingAsync(socket: true);
    }

    [Fact]
    public async Task HAProxy_as_deployed()
    {
        await using var proxy = await TlsProxy.HaProxyAsDeployedAsync(PublicServer.Port, [server.WebUrl], [server.ManagementUrl]);
        await SendsPlainHttpAwayAsync(proxy);
        await UseEverythingAsync(socket: true);
    }

    [Fact]
    public async Task Nginx_that_passes_neither_host_nor_scheme_nor_sockets()
    {
        await using var proxy = await TlsProxy.BareNginxAsync(PublicServer.Port, server.WebUrl);
        await UseEverythingAsync(socket: false);
    }

    /// <summary>Pages go on by https; a program that sent its secret in the clear is not helped to do it again.</summary>
    private static async Task SendsPlainHttpAwayAsync(TlsProxy proxy)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        client.BaseAddress = new($"http://localhost:{proxy.PlainPort}");
        using var page = await client.GetAsync("/admin?mode=live");
        using var program = await client.PostAsync("/api/v1/payments", null);

        Assert.Equal((301, 403), ((int)page.StatusCode, (int)program.StatusCode));
        Assert.StartsWith("https://localhost", page.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("/admin?mode=live", page.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    private async Task UseEverythingAsync(bool socket)
    {
        var email = await new People(server).OfRoleAsync("Finance");
        await using var context =
            await browser.OpenAsync(new() { IgnoreHTTPSErrors = true, ViewportSize = new() { Width = 1280, Height = 860 } });
        var page = await context.NewPageAsync();
        var desk = new Desk(context, page, new(page, PublicServer.Url), PublicServer.Url);
        var sockets = 0;
        page.WebSocket += (_, opened) => opened.FrameReceived += (_, _) => sockets++;
        var answers = new List<string>();
        page.Response += (_, response) => { if (response.Request.IsNavigationRequest) answers.Add($"{response.Status} {response.Url}"); };
        await desk.AddAuthenticatorAsync();

        // By password, and on to the page that was asked for.
        await page.GotoAsync(new Uri(PublicServer.Url, "/admin/profile?mode=live").ToString());
        await desk.SignInAsync(email, DashboardServer.Password);
        await page.ArriveAsync($"{PublicServer.Url}admin/profile?mode=live");
        await desk.SettleAsync();
        Assert.Equal(socket, sockets > 0);
        await SeesSecureCookiesAsync(context);

        await page.FillAsync("#passkey-name", "Work laptop");
        await page.ClickAsync("button:has-text('Add a passkey')");
        await page.CheckAsync("#dialog-stored");
        await page.ClickAsync("[role=dialog] button:has-text('Close')");
        await page.WaitForSelectorAsync("main strong:has-text('Work laptop')");
        await desk.ClickSignOutAsync();
        await page.ClickAsync("button:has-text('Sign in with a passkey')");
        await desk.SettleAsync();

        // A preference is kept, and the page loaded again with it.
        await page.ClickAsync(".person summary");
        await page.ClickAsync("button[data-prefer='oi_language=bn']");
        await page.WaitForSelectorAsync("html[lang=bn] .frame[data-live]");
        await SeesSecureCookiesAsync(context);

        await PayAsync(page);
        Assert.All(
            answers,
            answer => Assert.StartsWith("http", answer[(answer.IndexOf(' ', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal));
        Assert.DoesNotContain(answers, answer => answer[0] is '4' or '5');
    }

    private async Task PayAsync(IPage page)
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync(new JsonObject { ["productName"] = "Tea" });
        Assert.StartsWith(PublicServer.Url.ToString(), (string?)payment["checkoutUrl"], StringComparison.Ordinal);
        await page.GotoAsync((string)payment["checkoutUrl"]!);
        await page.ClickAsync("form[action*='/pay'] button");
        await page.ArriveAsync($"{server.SandboxUrl}*");
        await page.ClickAsync("button[value=success]");
        await page.ArriveAsync($"{PublicServer.Url}checkout/{payment["reference"]}/result*");
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    private static async Task SeesSecureCookiesAsync(IBrowserContext context)
    {
        var cookies = (await context.CookiesAsync([PublicServer.Url.ToString()]))
            .Where(cookie => cookie.Name.Contains("oi", StringComparison.Ordinal))
            .ToList();
        Assert.True(cookies.Count >= 2);
        Assert.All(cookies, cookie => Assert.Equal(
            (cookie.Name, true), ($"__Host-{cookie.Name.Replace("__Host-", "", StringComparison.Ordinal)}", cookie.Secure)));
    }

    /// <summary>A service whose public address is https, at a port where one proxy after the other stands.</summary>
    public sealed class PublicServer : TestServer
    {
        public static readonly int Port = TlsProxy.FreePort();

        public PublicServer()
            : base([], builder => builder.Configuration.AddInMemoryCollection(
                [new("Urls:PublicWeb", Url.ToString()), new("Http:TrustedProxies", "127.0.0.1")]), TimeProvider.System)
        {
        }

        public static Uri Url => new($"https://localhost:{Port}");
    }
}
