using Microsoft.Extensions.Configuration;
using OiPayments.BrowserTests.Dashboard;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Proxies;

/// <summary>Two nodes on one PostgreSQL, and a real balancer that sends every request to the other than the last.</summary>
public sealed class TwoNodesTests(Browser browser) : IAsyncLifetime
{
    private static readonly int Port = TlsProxy.FreePort();
    private static readonly Uri Url = new($"https://localhost:{Port}");

    private TestServer? first;
    private TestServer? second;

    private TestServer First => first ?? throw new InvalidOperationException("Not started.");

    private IReadOnlyList<Uri> Pages => [First.WebUrl, second!.WebUrl];

    public async ValueTask InitializeAsync()
    {
        first = Node(new() { ["Database:Provider"] = "PostgreSql" });
        await first.InitializeAsync();
        second = Node(new()
        {
            ["Database:Provider"] = "PostgreSql",
            ["ConnectionStrings:Database"] = first.Database,
            ["Data:Folder"] = first.DataFolder
        });
        await second.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (second is not null) await second.DisposeAsync();
        if (first is not null) await first.DisposeAsync();
    }

    [Fact]
    public async Task A_dashboard_is_alive_whichever_node_a_request_meets()
    {
        await using (var haproxy = await TlsProxy.HaProxyAsDeployedAsync(Port, Pages, [First.ManagementUrl, second!.ManagementUrl]))
            await WorkAsync();
        await using (var nginx = await TlsProxy.NginxAsDeployedAsync(Port, [.. Pages])) await WorkAsync();
    }

    [Fact]
    public async Task Where_no_socket_gets_through_the_page_says_so()
    {
        await using var nginx = await TlsProxy.BareNginxAsync(Port, [.. Pages]);
        await using var context = await browser.OpenAsync(new() { IgnoreHTTPSErrors = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(Url, "/admin").ToString());
        await page.FillAsync("#email", TestServer.OperatorEmail);
        await page.FillAsync("#password", TestServer.OperatorPassword);
        await page.ClickAsync("form:has(#password) button.button");

        await page.WaitForSelectorAsync("#not-connected[open] h2:has-text('cannot stay connected')");
        await page.ClickAsync("#not-connected a");
        await page.ArriveAsync("/docs/proxies");
        await page.WaitForSelectorAsync("h1:has-text('Proxies and balancers')");
    }

    private async Task WorkAsync()
    {
        await using var context =
            await browser.OpenAsync(new() { IgnoreHTTPSErrors = true, ViewportSize = new() { Width = 1280, Height = 860 } });
        var page = await context.NewPageAsync();
        await using var desk = new Desk(context, page, new(page, Url), Url);
        await page.GotoAsync(new Uri(Url, "/admin").ToString());
        await desk.SignInAsync(TestServer.OperatorEmail, TestServer.OperatorPassword);
        await desk.SettleAsync();

        // Each load and each socket meets the next node; within a page, everything goes over the socket that it has.
        foreach (var place in (string[])["payments", "refunds", "apps", "users"])
        {
            await page.ClickAsync($"#rail a[href^='/admin/{place}']");
            await page.WaitForSelectorAsync($"#rail a[href^='/admin/{place}'][aria-current=page]");
            await desk.SettleAsync();
            await page.ReloadAsync();
            await desk.SettleAsync();
        }

        await desk.ClickSignOutAsync();
        Assert.Empty(desk.Watch.Complaints);
    }

    private static TestServer Node(Dictionary<string, string?> settings) => new(
        settings, builder => builder.Configuration.AddInMemoryCollection(
            [new("Urls:PublicWeb", Url.ToString()), new("Http:TrustedProxies", "127.0.0.1")]), TimeProvider.System);
}
