using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Journeys;

/// <summary>A developer on a phone who wants to see what the gateway and the bank would send.</summary>
public class DownloadingSettlementsTests(TestServer server, Browser browser) : IClassFixture<TestServer>
{
    [Fact]
    public async Task From_the_sandboxs_first_page_to_a_file_with_faults()
    {
        var payment = await (await server.RegisterAsync()).OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!);
        await using var context = await browser.OpenAsync(new() { ViewportSize = new() { Width = 320, Height = 640 } });
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page, server.SandboxUrl);

        await page.GotoAsync(server.SandboxUrl.ToString());
        await page.ClickAsync("text=Download settlement files");
        await LookAsync(page);
        await page.ClickAsync("text=The first payment is there twice");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button[value='settlement.csv']"));

        Assert.Equal("settlement-2026-01-15.csv", download.SuggestedFilename);
        Assert.Equal(4, (await File.ReadAllLinesAsync(await download.PathAsync())).Length);
        Assert.Empty(watch.Complaints);

        await page.SelectOptionAsync("#layout", "net-only");
        await page.ClickAsync("text=The payout is a tenth less");
        await page.ClickAsync("button[value='settlement.xlsx']");
        await page.WaitForSelectorAsync("[role=alert]");
        await LookAsync(page);
        Assert.Equal("net-only", await page.InputValueAsync("#layout"));
        Assert.Equal(["doubled-row", "remainder"], await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('input:checked')].map(box => box.value)"));
    }

    private static async Task LookAsync(IPage page)
    {
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        Assert.Empty(await page.FaultsAsync("settlements", 320, 390));
        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.Empty((await page.RunAxe(Colours.Only)).Violations.Select(violation => violation.Id));
        }
    }
}
