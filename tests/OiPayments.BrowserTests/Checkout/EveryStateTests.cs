using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;

namespace OiPayments.BrowserTests.Checkout;

public class EveryStateTests(Browser browser, PageHost host)
{
    public static TheoryData<string> States => [.. PageHost.States];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Can_be_used_by_everyone_and_talks_to_nobody_else(string state)
    {
        await using var context = await browser.OpenAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page, host.Address);

        foreach (var language in (string[])["en", "bn"])
        {
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.GotoAsync(host.PageOf(state, language).AbsoluteUri);
                await page.EvaluateAsync("() => document.fonts.ready");

                var options = scheme is ColorScheme.Dark ? Colours.Only : new();
                Assert.Empty(
                    await ViolationsAsync(page, options, isWaiting: state is "waiting" or "waiting-not-paid" or "service-unavailable"));
            }
        }

        Assert.Empty(watch.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("bn")]
    public async Task Fits_a_screen_of_320_pixels_without_scrolling_sideways(string language)
    {
        await using var context = await browser.OpenAsync(new() { ViewportSize = new() { Width = 320, Height = 640 } });
        var page = await context.NewPageAsync();

        foreach (var state in PageHost.States)
        {
            await page.GotoAsync(host.PageOf(state, language).AbsoluteUri);

            Assert.Empty(await SpillsAsync(page));
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("bn")]
    public async Task Can_be_read_with_letters_of_twice_the_size(string language)
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();

        foreach (var state in PageHost.States)
        {
            await page.GotoAsync(host.PageOf(state, language).AbsoluteUri);
            await page.EvaluateAsync("() => { document.documentElement.style.fontSize = '200%'; }");

            Assert.Empty(await SpillsAsync(page));
        }
    }

    private static async Task<IEnumerable<string>> ViolationsAsync(IPage page, AxeRunOptions options, bool isWaiting)
    {
        // The waiting page does reload itself; it can be told not to, which the rule cannot see and another test does.
        if (isWaiting && options.RunOnly is null)
            options.Rules = new Dictionary<string, RuleOptions>(StringComparer.Ordinal) { ["meta-refresh"] = new() { Enabled = false } };

        var result = await page.RunAxe(options);
        return result.Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}");
    }

    /// <summary>Elements whose text is wider than they are, or that stick out of the window; the document itself when it scrolls.</summary>
    private static Task<string[]> SpillsAsync(IPage page) => page.EvaluateAsync<string[]>(
        """
        () => [document.documentElement, ...document.body.querySelectorAll("*:not(svg *)")]
          .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5 || (e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1))
          .map(e => e.outerHTML.slice(0, 120))
        """);
}
