using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

public class ReportTests(DashboardServer server, Browser browser)
{
    [Fact]
    public async Task What_is_shown_stays_in_the_address_and_can_be_taken_along()
    {
        var shop = await server.RegisterAsync();
        await server.PayAsync((string)(await shop.OpenPaymentAsync(new() { ["amountMinor"] = 125050 }))["reference"]!);
        await server.PayAsync((string)(await shop.OpenPaymentAsync(new() { ["amountMinor"] = 200000 }))["reference"]!, "failed");
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await desk.SettleAsync();

        await desk.Page.Keyboard.PressAsync("g");
        await desk.Page.Keyboard.PressAsync("s");
        await desk.Page.ArriveAsync("/admin/reports?mode=test");
        await desk.Page.SelectOptionAsync("label:has(> span:text-is('App')) select", shop.Id.ToString());
        await desk.Page.ArriveAsync($"/admin/reports?*app={shop.Id}*");
        await desk.Page.SelectOptionAsync("label:has(> span:text-is('By')) select", "APPLICATION");
        await desk.Page.WaitForSelectorAsync(".ranking");
        var name = (string)shop.Registered["application"]!["name"]!;
        Assert.Equal([name, "1", "৳1,250.50", "৳31.26", "৳1,219.24"], await RowAsync(desk));

        var file = await desk.Page.RunAndWaitForDownloadAsync(() => desk.Page.ClickAsync("a[download]"));
        Assert.Equal("volume.csv", file.SuggestedFilename);
        using var reader = new StreamReader(await file.CreateReadStreamAsync());
        Assert.Contains(
            $"{shop.Id},{name},,BDT,1,125050,3126,121924", await reader.ReadToEndAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        await desk.Page.ClickAsync(".tabs a:has-text('Success rate')");
        await desk.Page.WaitForSelectorAsync(".chart");
        Assert.Equal("Success rate", (await desk.Page.TextContentAsync(".card h2"))?.Trim());
        Assert.Equal(["100%", "50%", "0%"], await desk.Page.Locator(".chart-scale span").AllTextContentsAsync());
        Assert.Equal(
            ["Succeeded, of those that ended", "Ended without money"], await desk.Page.Locator(".legend li").AllTextContentsAsync());
        Assert.Contains($"app={shop.Id}", desk.Page.Url, StringComparison.Ordinal);
        Assert.Equal(["2", "1", "0", "0", "0", "1", "100%"], (await RowAsync(desk))[1..]);
        await desk.Page.ReloadAsync();
        await desk.SettleAsync();
        Assert.Equal(["2", "1", "0", "0", "0", "1", "100%"], (await RowAsync(desk))[1..]);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task Who_may_only_look_takes_no_file()
    {
        var shop = await server.RegisterAsync();
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Viewer"));
        await desk.SettleAsync();

        await desk.OpenAsync($"/admin/reports?mode=test&app={shop.Id}");
        Assert.Equal(0, await desk.Page.Locator("a[download]").CountAsync());
        var answer = await desk.Page.APIRequest.GetAsync(new Uri(desk.Web, $"/admin/reports.csv?mode=test&app={shop.Id}").ToString());
        Assert.Equal(403, answer.Status);
        Assert.Contains("report:run", await answer.TextAsync(), StringComparison.Ordinal);
    }

    private static async Task<string[]> RowAsync(Desk desk) =>
        [.. (await desk.Page.Locator("main tbody tr").First.Locator("th, td").AllTextContentsAsync()).Select(text => text.Trim())];
}
