using System.Collections.Concurrent;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;

namespace OiPayments.BrowserTests.Checkout;

public class UsingThePageTests(Browser browser, PageHost host)
{
    [Fact]
    public async Task The_keyboard_walks_from_the_language_to_pay_to_cancel_and_focus_is_seen()
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(host.PageOf("open", "en").AbsoluteUri);

        var stops = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            stops.Add(await page.EvaluateAsync<string>("() => document.activeElement.textContent.trim()"));
            Assert.Equal("3px solid", await page.EvaluateAsync<string>(
                "() => { const s = getComputedStyle(document.activeElement); return s.outlineWidth + ' ' + s.outlineStyle; }"));
        }

        Assert.Equal(["বাংলা", "Pay ৳1,250.50 with SSLCOMMERZ", "Cancel this payment"], stops);
    }

    [Fact]
    public async Task Cancelling_asks_first_without_any_script()
    {
        await using var context = await browser.OpenAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync(host.PageOf("open", "en").AbsoluteUri);
        var confirm = page.GetByRole(AriaRole.Button, new() { Name = "Yes, cancel the payment" });

        Assert.False(await confirm.IsVisibleAsync());
        await page.GetByText("Cancel this payment").ClickAsync();

        await Assertions.Expect(confirm).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_language_follows_the_browser_and_then_the_switch()
    {
        await using var context = await browser.OpenAsync(new() { Locale = "bn-BD" });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(host.Address, "/states/paid").AbsoluteUri);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("পেমেন্ট সফল হয়েছে");

        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Payment complete");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    [Fact]
    public async Task A_waiting_page_reloads_itself_without_any_script()
    {
        await using var context = await browser.OpenAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        var waiting = new Uri(host.Address, "/just-returned").AbsoluteUri;
        await page.GotoAsync(waiting);

        var reload = await page.WaitForResponseAsync(response => response.Request.IsNavigationRequest);

        Assert.Equal(waiting, reload.Url);
    }

    [Fact]
    public async Task An_English_page_does_not_fetch_the_large_fonts_and_paints_after_less_than_50_KB()
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        var answers = new ConcurrentQueue<IResponse>();
        page.Response += (_, response) => answers.Enqueue(response);

        await page.GotoAsync(host.PageOf("open-test", "en").AbsoluteUri);
        await page.EvaluateAsync("() => document.fonts.ready");

        // What comes later, such as the icon, is not what the page was painted with.
        var painted = answers.ToArray();
        var sizes = await Task.WhenAll(painted.Select(async answer => (await answer.BodyAsync()).Length));
        Assert.InRange(sizes.Sum(), 1, 50 * 1024);
        Assert.Contains(painted, answer => answer.Url.Contains("noto-sans-bengali-few", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bangla_is_set_in_our_own_font()
    {
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync(host.PageOf("open", "bn").AbsoluteUri);
        await page.EvaluateAsync("() => document.fonts.ready");

        var loaded = await page.EvaluateAsync<string[]>(
            "() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', '') + ' ' + f.weight).sort()");
        Assert.Equal(["Noto Sans Bengali 400", "Noto Sans Bengali 600"], loaded);
    }

    [Fact]
    public async Task Asked_for_less_motion_nothing_turns()
    {
        await using var context = await browser.OpenAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        await page.GotoAsync(host.PageOf("waiting-long", "en").AbsoluteUri);

        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.getAnimations().length"));
    }
}
