using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Checkout;
using OiPayments.BrowserTests.Support;
using OiPayments.Dashboard.Shell;
using OiPayments.Documentation;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>Every page, on a phone and on a small one, in both languages.</summary>
public class FittingAPhoneTests(DashboardServer server, PageHost host, Browser browser)
{
    private static readonly int[] Widths = [390, 320];

    [Theory]
    [InlineData("en")]
    [InlineData("bn")]
    public async Task Every_page_of_the_dashboard(string language)
    {
        IReadOnlyList<string> paths = [.. await EveryPageTests.FillAsync(server), "/admin/password", "/admin/sign-out"];
        await using var desk = await server.SignInAsync(
            browser, TestServer.OperatorEmail, TestServer.OperatorPassword,
            new() { ViewportSize = new() { Width = 390, Height = 844 }, Locale = language });
        await desk.SettleAsync();

        List<string> faults = [];
        foreach (var path in paths)
        {
            // Those that stand alone are plain forms, and never live.
            if (path is "/admin/password" or "/admin/sign-out") await desk.Page.GotoAsync(new Uri(desk.Web, path).ToString());
            else await desk.OpenAsync(path);
            faults.AddRange(await desk.Page.FaultsAsync(path, Widths));
        }

        if (faults.Count > 0) Assert.Fail(string.Join('\n', faults));
        Assert.Equal(language, await desk.Page.GetAttributeAsync("html", "lang"));

        // A page that is new is walked too: every route leads to one of the addresses above. Who has signed in is led away from sign-in.
        var routes = typeof(AdminPage).Assembly
            .GetTypes()
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template)
            .Where(route => route != "/admin/sign-in");
        Assert.All(routes, route => Assert.Contains(paths, path => Regex.IsMatch(
            path.Split('?')[0], $"^{Regex.Replace(route, "{[^}]*}", "[^/]+", RegexOptions.None, TimeSpan.FromSeconds(1))}$",
            RegexOptions.None, TimeSpan.FromSeconds(1))));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("bn")]
    public async Task Every_page_of_the_customers_and_the_guides_and_signing_in(string language)
    {
        await using var context = await browser.OpenAsync(new() { Locale = language });
        var page = await context.NewPageAsync();
        var addresses = ExampleViews.All.Keys.Select(state => (Name: state, Address: host.PageOf(state, language)))
            .Append(("sign-in", new Uri(server.WebUrl, "/admin/sign-in")));
        if (language == "en")
            addresses = addresses.Concat(Guides.All.Select(guide => guide.Slug)
                .Prepend("")
                .Select(slug => ($"docs/{slug}", new Uri(server.WebUrl, $"/docs/{slug}".TrimEnd('/')))));

        List<string> faults = [];
        foreach (var (name, address) in addresses)
        {
            await page.GotoAsync(address.ToString());

            // Letters that nobody can break are broken: that is the one page's point.
            if (name != "open-hostile") faults.AddRange(await page.FaultsAsync(name, Widths));
        }

        if (faults.Count > 0) Assert.Fail(string.Join('\n', faults));
    }

    [Fact]
    public async Task The_menu_of_a_phone_closes_by_Escape_and_beside_it_and_no_page_scrolls_for_nothing()
    {
        await using var desk = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword);
        await desk.SettleAsync();
        await desk.OpenAsync("/admin/apps/register?mode=test");
        Assert.InRange(await desk.Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight - innerHeight"), 0, 0);

        await desk.OpenAsync("/admin/roles?mode=test");
        await desk.Page.ClickAsync("main .head button");
        var (field, button) = (await RightOfAsync(desk, "#role-name"), await RightOfAsync(desk, ".mud-dialog-actions button:last-child"));
        Assert.InRange(button - field, -1, 1);
        await desk.Page.Keyboard.PressAsync("Escape");

        await desk.Page.SetViewportSizeAsync(390, 844);
        await desk.OpenAsync("/admin/payments?mode=test");
        foreach (var close in (Func<Task>[])[() => desk.Page.Keyboard.PressAsync("Escape"), () => desk.Page.Mouse.ClickAsync(370, 700)])
        {
            await desk.Page.ClickAsync(".menu-button");
            await desk.Page.WaitForSelectorAsync("#rail:visible");
            await close();
            await desk.Page.WaitForSelectorAsync("#rail", new() { State = WaitForSelectorState.Hidden });
            await desk.Page.WaitForFunctionAsync("() => document.activeElement?.classList.contains('menu-button')");
        }
    }

    private static async Task<float> RightOfAsync(Desk desk, string selector)
    {
        await desk.Page.WaitForSelectorAsync(selector);

        // A dialog grows into its place.
        await desk.Page.WaitForFunctionAsync("() => document.getAnimations().every(one => one.playState !== 'running')");
        var box = await desk.Page.Locator(selector).BoundingBoxAsync();
        return box!.X + box.Width;
    }
}
