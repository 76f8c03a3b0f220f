using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Dashboard;
using OiPayments.BrowserTests.Support;
using OiPayments.Documentation;

namespace OiPayments.BrowserTests.Documentation;

public class ReadingTheDocsTests(DashboardServer server, Browser browser)
{
    [Fact]
    public async Task Every_page_can_be_used_by_everyone_and_talks_to_nobody_else()
    {
        await using var context = await browser.OpenAsync(
            new() { ViewportSize = new() { Width = 1280, Height = 860 }, ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page, server.WebUrl);
        List<string> violations = [];

        foreach (var path in Guides.All.Select(guide => $"/docs/{guide.Slug}").Concat(["/docs", "/docs/search?q=parked"]))
        {
            await page.GotoAsync(new Uri(server.WebUrl, path).ToString());
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var found = await page.RunAxe(scheme is ColorScheme.Dark ? Colours.Only : null);
                violations.AddRange(found.Violations.SelectMany(
                    violation => violation.Nodes.Select(node => $"{path} {scheme} {violation.Id}: {node.Html}")));
            }
        }

        if (violations.Count > 0) Assert.Fail(string.Join('\n', violations));
        Assert.Empty(watch.Complaints);
    }

    [Fact]
    public async Task The_reference_can_be_used_by_everyone()
    {
        await using var context = await browser.OpenAsync(
            new() { ViewportSize = new() { Width = 1280, Height = 860 }, ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.WebUrl, "/docs/api").ToString());
        await page.GetByText("Create a payment").First.WaitForAsync();

        List<string> violations = [];
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.Locator(scheme is ColorScheme.Dark ? ".dark-mode" : ".light-mode").First.WaitForAsync();
            var found = await page.RunAxe();
            violations.AddRange(found.Violations.SelectMany(violation => violation.Nodes.Select(
                node => $"{scheme} {violation.Id}: {node.Html} {string.Join(' ', node.Any.Select(check => check.Message))}")));
        }

        if (violations.Count > 0) Assert.Fail(string.Join('\n', violations));
    }

    [Fact]
    public async Task The_search_is_typed_and_what_it_finds_is_followed()
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page, server.WebUrl);
        await page.GotoAsync(new Uri(server.WebUrl, "/docs").ToString());

        await page.FillAsync("input[type=search]", "parked");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("/docs/search?q=parked");
        await page.ClickAsync(".found a[href^='/docs/webhooks#']");
        await page.ArriveAsync("/docs/webhooks*");

        Assert.Empty(watch.Complaints);
    }

    [Fact]
    public async Task The_language_that_was_chosen_is_the_one_that_the_next_page_shows()
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.WebUrl, "/docs/webhooks").ToString());
        await page.ClickAsync(".languages button[data-language=python]");

        await page.ReloadAsync();

        Assert.Equal("true", await page.GetAttributeAsync(".languages button[data-language=python]", "aria-pressed"));
        Assert.True(await page.IsVisibleAsync(".code[data-language=python]"));
        Assert.False(await page.IsVisibleAsync(".languages + .code"));
    }
}
