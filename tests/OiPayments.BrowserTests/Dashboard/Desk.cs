using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

internal static class Desks
{
    extension(TestServer server)
    {
        /// <summary>A browser in which that operator is signed in, with one page that was watched from the beginning.</summary>
        public async Task<Desk> SignInAsync(
            Browser browser, string email, string password = DashboardServer.Password, BrowserNewContextOptions? options = null,
            Uri? web = null)
        {
            web ??= server.WebUrl;
            var context = await browser.OpenAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 860 } });
            var page = await context.NewPageAsync();
            var desk = new Desk(context, page, new(page, web), web);
            await page.GotoAsync(new Uri(web, "/admin").ToString());
            await desk.SignInAsync(email, password);
            return desk;
        }
    }
}

/// <summary>A signed-in operator's browser.</summary>
internal sealed record Desk(IBrowserContext Context, IPage Page, PageWatch Watch, Uri Web) : IAsyncDisposable
{
    /// <summary>Goes to a page and waits until it is live and has what it shows.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(new Uri(Web, path).ToString());
        await SettleAsync();
    }

    /// <summary>Fills in the form of the sign-in page that is open.</summary>
    public async Task SignInAsync(string email, string password, string? code = null)
    {
        await Page.FillAsync("#email", email);
        await Page.FillAsync("#password", password);
        if (code is not null) await Page.FillAsync("#code", code);
        await Page.ClickAsync("form:has(#password) button.button");
    }

    public async Task SignOutAsync()
    {
        await Page.GotoAsync(new Uri(Web, "/admin").ToString());
        await SettleAsync();
        await ClickSignOutAsync();
    }

    /// <summary>As a person signs out, from whatever page is open.</summary>
    public async Task ClickSignOutAsync()
    {
        await Page.ClickAsync(".person summary");
        await Page.ClickAsync(".person-menu a[href='/admin/sign-out']");
        await Page.ArriveAsync("/admin/sign-out");
        await Page.ClickAsync("main button.button");
        await Page.WaitForSelectorAsync("#email");
    }

    /// <summary>Gives the browser an authenticator that says yes to everything.</summary>
    public async Task AddAuthenticatorAsync()
    {
        var authenticator = await Context.NewCDPSessionAsync(Page);
        await authenticator.SendAsync("WebAuthn.enable");
        await authenticator.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    public async Task SettleAsync() =>
        await Page.WaitForFunctionAsync(
            "() => document.querySelector('.frame[data-live] main h1') !== null && document.querySelector('main .waiting') === null");

    public ValueTask DisposeAsync() => Context.DisposeAsync();
}
