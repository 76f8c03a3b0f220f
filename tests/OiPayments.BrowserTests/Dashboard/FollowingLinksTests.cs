using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>
/// Whoever may see a page may follow every link on it. Found by clicking, as each role and in both languages; never by typing an address,
/// which is another way to the same page and can work where the link does not.
/// </summary>
public partial class FollowingLinksTests(DashboardServer server, Browser browser)
{
    private const string Links = """
        () => [...document.querySelectorAll('a[href]')]
            .filter(link => link.origin === location.origin && !(link.hash && link.pathname === location.pathname) && !link.closest('dialog:not([open])'))
            .map(link => `${link.hasAttribute('download') ? 'file' : link.pathname.endsWith('/pdf') ? 'docs' : 'page'} ${link.getAttribute('href')}`)
        """;

    private static Task? filled;

    public static TheoryData<string, string> Everybody
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var role in (string[])["Super Admin", "Admin", "Finance", "Support", "Viewer"])
                foreach (var language in (string[])["en", "bn"]) all.Add(role, language);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Every_link_of_every_page_leads_somewhere_and_the_last_one_out(string role, string language)
    {
        await (filled ??= FillAsync());
        // A new Super Admin would have to enrol a second factor first, and see nothing else.
        var (email, password) = role == "Super Admin"
            ? (TestServer.OperatorEmail, TestServer.OperatorPassword)
            : (await server.OperatorAsync(role), DashboardServer.Password);
        await using var desk = await server.SignInAsync(
            browser, email, password, new() { ViewportSize = new() { Width = 1280, Height = 860 }, Locale = language });
        await desk.SettleAsync();
        var refused = new List<string>();
        desk.Page.Response += (_, response) => { if (response.Status >= 400) refused.Add($"{response.Status} {response.Url}"); };

        var visited = await FollowAsync(desk);

        Assert.Empty(refused);
        Assert.Empty(desk.Watch.Complaints);
        // By name, so that a walk which stops short is noticed: everybody has these.
        Assert.Empty(new[] { "/admin", "/admin/payments", "/admin/payments/#", "/admin/profile", "/admin/password" }.Except(visited));

        var session = (await desk.Context.CookiesAsync()).Single(cookie => cookie.Name.EndsWith("oi-session", StringComparison.Ordinal));
        await desk.OpenAsync("/admin/payments?mode=test");
        await desk.ClickSignOutAsync();
        await desk.Page.ReloadAsync();
        await desk.Page.WaitForSelectorAsync("#email");
        await desk.Page.GotoAsync(new Uri(desk.Web, "/admin/payments").ToString());
        await desk.Page.WaitForSelectorAsync("#email");

        // Nor is it only this browser that has forgotten.
        await desk.Context.AddCookiesAsync([new() { Name = session.Name, Value = session.Value, Url = desk.Web.ToString() }]);
        await desk.Page.GotoAsync(new Uri(desk.Web, "/admin/payments").ToString());
        await desk.Page.WaitForSelectorAsync("#email");
    }

    [Fact]
    public async Task An_integrators_links_too()
    {
        await using var context = await browser.OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 860 } });
        var page = await context.NewPageAsync();
        var refused = new List<string>();
        page.Response += (_, response) => { if (response.Status >= 400) refused.Add($"{response.Status} {response.Url}"); };
        await page.GotoAsync(new Uri(server.WebUrl, "/docs").ToString());
        var guides = await page.EvaluateAsync<string[]>(Links);
        Assert.Contains("page /docs/proxies", guides);

        foreach (var guide in guides.Select(link => link[5..]).Where(link => link != "/docs").Distinct(StringComparer.Ordinal))
        {
            await page.GotoAsync(new Uri(server.WebUrl, "/docs").ToString());
            await page.ClickAsync($"main a[href='{guide}'], nav a[href='{guide}']");
            await page.ArriveAsync($"{guide}*");
            await page.WaitForSelectorAsync("h1");
        }

        Assert.Empty(refused);
    }

    [Fact]
    public async Task A_customers_links_too()
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        var refused = new List<string>();
        page.Response += (_, response) => { if (response.Status >= 400) refused.Add($"{response.Status} {response.Url}"); };
        var shop = await server.RegisterAsync();
        var (open, paid, cancelled) = (await shop.OpenPaymentAsync(), await shop.OpenPaymentAsync(), await shop.OpenPaymentAsync());
        await server.PayAsync((string)paid["reference"]!);
        using (var pressed = await server.Browser.PostAsync($"/checkout/{cancelled["reference"]}/cancel", null))
            Assert.Equal(303, (int)pressed.StatusCode);

        var followed = 0;
        foreach (var payment in new[] { open, paid, cancelled })
        {
            foreach (var path in (string[])["", "/result"])
            {
                var start = new Uri(server.WebUrl, $"/checkout/{payment["reference"]}{path}").ToString();
                await page.GotoAsync(start);
                foreach (var link in (await page.EvaluateAsync<string[]>(Links)).Distinct(StringComparer.Ordinal).Select(link => link[5..]))
                {
                    await page.GotoAsync(start);
                    await page.ClickAsync($"a[href='{link}']");
                    await page.ArriveAsync(new Uri(new Uri(start), link).ToString());
                    await page.WaitForSelectorAsync("main h1");
                    followed++;
                }
            }
        }

        Assert.Empty(refused);
        Assert.True(followed >= 6);
    }

    /// <summary>Each kind of page once: numbers in addresses stand for each other, and what a list is filtered by does not count.</summary>
    private static async Task<HashSet<string>> FollowAsync(Desk desk)
    {
        var visited = new HashSet<string>(["/admin", "/admin/sign-out"], StringComparer.Ordinal);
        var seen = new Queue<(string On, string Href)>();
        while (true)
        {
            var here = desk.Page.Url;
            var links = new List<string>();
            var isOperators = new Uri(here).AbsolutePath.StartsWith("/admin", StringComparison.Ordinal);
            foreach (var link in isOperators ? await desk.Page.EvaluateAsync<string[]>(Links) : [])
            {
                var (kind, href) = (link[..4], link[5..]);
                if (kind is "file") await TakeFileAsync(desk, visited, href, "text/");
                else if (kind is "docs") await TakeFileAsync(desk, visited, href, "application/pdf");
                else if (!visited.Contains(Kind(here, href))) links.Add(href);
            }

            foreach (var link in links) seen.Enqueue((here, link));
            var next = links.Count > 0 ? (here, links[0]) : default;
            while (next == default && seen.TryDequeue(out var earlier))
            {
                if (visited.Contains(Kind(earlier.On, earlier.Href))) continue;
                next = earlier;
                await desk.Page.GotoAsync(earlier.On);
                await ArriveAsync(desk, earlier.On);
            }

            if (next == default) return visited;
            visited.Add(Kind(next.Item1, next.Item2));

            // Another test may have ended what a record's link led to: then one of another record of its kind is followed.
            if (!await ClickAsync(desk, next.Item2)) visited.Remove(Kind(next.Item1, next.Item2));
        }
    }

    private static async Task TakeFileAsync(Desk desk, HashSet<string> visited, string href, string mediaType)
    {
        if (!visited.Add(Kind(desk.Page.Url, href))) return;
        var file = await desk.Context.APIRequest.GetAsync(new Uri(new Uri(desk.Page.Url), href).ToString());
        Assert.Equal((href, 200), (href, file.Status));
        Assert.StartsWith(mediaType, file.Headers["content-type"], StringComparison.Ordinal);
    }

    /// <returns>False when it is the link of a record that is not on the page any more.</returns>
    private static async Task<bool> ClickAsync(Desk desk, string href)
    {
        // A row opens a panel beside the list, where there is room; its link is the whole page.
        // Clicked a moment later, since what it leads to may be another document, which answers nothing that this one was asked.
        // A page has its links when what it shows is loaded, which on a busy machine may be a moment after it is there.
        const string find = "[...document.querySelectorAll('a[href]')].find(one => one.getAttribute('href') === href)";
        try
        {
            await desk.Page.WaitForFunctionAsync($"href => {find} !== undefined", href);
        }
        catch (TimeoutException) when (href.Split('?')[0].Split('/').Any(part => long.TryParse(part, CultureInfo.InvariantCulture, out _)))
        {
            return false;
        }
        catch (TimeoutException gone)
        {
            throw new TimeoutException($"{href} is not on {desk.Page.Url} any more.", gone);
        }

        var target = await desk.Page.EvaluateAsync<string>(
            $"href => {{ const link = {find}; setTimeout(() => link.click()); "
                + "return new URL(link.dataset.panel ?? link.href, location.href).href; }", href);
        try
        {
            await ArriveAsync(desk, target);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{target} was not reached; the browser is at {desk.Page.Url}.", late);
        }

        // What a page tells of the record it shows, as why a file was refused, is no trouble with the page.
        var trouble = await desk.Page.EvaluateAsync<string?>(
            "() => [...document.querySelectorAll('.trouble, .note.bad:not([data-of=record])')].find(one => one.offsetParent !== null)?.innerText");
        Assert.Null(trouble is null ? null : $"{target}: {trouble}");
        return true;
    }

    private static async Task ArriveAsync(Desk desk, string address)
    {
        await desk.Page.WaitForFunctionAsync(
            "address => document.readyState === 'complete' && location.href.replace(/\\/$/, '') === address.replace(/\\/$/, '')", address);
        var path = new Uri(address).AbsolutePath;
        if (!path.StartsWith("/admin", StringComparison.Ordinal) || path is "/admin/password" or "/admin/sign-in" or "/admin/sign-out")
        {
            // No part of the live pages: another document has to come.
            await desk.Page.WaitForFunctionAsync(
                "() => document.readyState === 'complete' && (document.querySelector('.trouble') !== null || "
                    + "(document.querySelector('.frame') === null && document.querySelector('h1') !== null))");
            return;
        }

        // The address changes before the page does: what the server answers to a press after it was told of the address, it answers after
        // it has changed the page.
        foreach (var expanded in (string[])["true", "false"])
        {
            await desk.Page.WaitForFunctionAsync(
                """
                expanded => {
                    const button = document.querySelector('.frame[data-live] .menu-button');
                    if (!button) return false;
                    if (button.getAttribute('aria-expanded') === expanded) { delete button.dataset.pressed; return true; }
                    if (button.dataset.pressed === undefined) { button.dataset.pressed = ''; button.click(); }
                    return false;
                }
                """, expanded);
        }

        await desk.Page.WaitForFunctionAsync(
            "() => document.querySelector('h1') !== null && document.querySelector('main .waiting') === null");
    }

    private static string Kind(string on, string href)
    {
        var address = new Uri(new Uri(on), href);
        var query = System.Web.HttpUtility.ParseQueryString(address.Query);
        var which = string.Concat(((string[])["open", "report"]).Where(key => query[key] is not null).Select(key => $"?{key}"));
        return Number().Replace(address.AbsolutePath, "/#") + which;
    }

    /// <summary>Something of everything, so that lists have rows to follow.</summary>
    private async Task FillAsync()
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 100000 });
        var payment = await shop.OpenPaymentAsync(new() { ["amountMinor"] = 1250000, ["customerReference"] = "student-1044" });
        await server.PayAsync((string)payment["reference"]!);
        (await server.Operator.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 250000, ["reason"] = "Left the course" })).Data();
        await shop.OpenPaymentAsync(new() { ["customerReference"] = "student-1046" });
        await EveryPageTests.AskForJournalAsync(server, shop);
    }

    [GeneratedRegex("/[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Number();
}
