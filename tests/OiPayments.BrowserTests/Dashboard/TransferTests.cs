using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>What a first visit costs whoever pays for each kilobyte, as Chromium counts it on the wire: headers and all.</summary>
public class TransferTests(DashboardServer server, Browser browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("bn")]
    public async Task The_sign_in_page_is_small_and_loads_nothing_of_the_dashboard(string language)
    {
        await using var context = await browser.OpenAsync(new() { Locale = language });
        var page = await context.NewPageAsync();
        var loaded = await LoadAsync(context, page, "/admin/sign-in", "#email");

        Assert.InRange(loaded.Values.Sum(), 1, 61_000);
        Assert.DoesNotContain(
            loaded.Keys, url => url.Contains("Mud", StringComparison.Ordinal) || url.Contains("blazor", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("bn")]
    public async Task So_is_a_first_visit_to_the_dashboard(string language)
    {
        await using var desk = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword);
        await desk.SettleAsync();
        await using var context = await browser.OpenAsync(new() { Locale = language });
        await context.AddCookiesAsync((await desk.Context.CookiesAsync())
            .Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = desk.Web.ToString() }));
        var page = await context.NewPageAsync();

        var loaded = await LoadAsync(context, page, "/admin", ".frame[data-live] main h1");

        Assert.InRange(loaded.Values.Sum(), 100_000, 250_000);
    }

    private async Task<Dictionary<string, double>> LoadAsync(IBrowserContext context, IPage page, string path, string selector)
    {
        var (urls, sizes) = (
            new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, double>(StringComparer.Ordinal));
        var network = await context.NewCDPSessionAsync(page);
        network.Event("Network.requestWillBeSent").OnEvent += (_, sent) =>
        {
            if (sent is { } one)
                urls[Text(one, "requestId")] = Text(one.GetProperty("request"), "url");
        };
        network.Event("Network.loadingFinished").OnEvent += (_, done) =>
        {
            if (done is { } one)
                sizes[Text(one, "requestId")] = one.GetProperty("encodedDataLength").GetDouble();
        };
        await network.SendAsync("Network.enable");
        await page.GotoAsync(new Uri(server.WebUrl, path).ToString());
        await page.WaitForSelectorAsync(selector);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.EvaluateAsync("() => document.fonts.ready");
        var loaded = sizes.GroupBy(size => urls[size.Key], StringComparer.Ordinal).ToDictionary(
            all => all.Key, all => all.Sum(size => size.Value), StringComparer.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(
            '\n', loaded.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Value,9:0} {one.Key}"))));
        return loaded;
    }

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";
}
