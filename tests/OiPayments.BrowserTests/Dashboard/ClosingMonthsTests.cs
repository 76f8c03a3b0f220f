using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

public class ClosingMonthsTests(DashboardServer server, Browser browser)
{
    [Fact]
    public async Task The_first_open_month_is_closed_after_a_fresh_proof_and_its_books_are_taken_along()
    {
        var shop = await server.RegisterAsync();
        var running = Month.Of(TimeZones.Default, TimeProvider.System.GetUtcNow());
        var before = Month.Of(running.FirstDay.AddDays(-1));
        await server.MakeOlderAsync(shop, before);
        var email = await server.OperatorAsync("Finance");
        await using var desk = await server.SignInAsync(browser, email);
        var page = desk.Page;
        await desk.SettleAsync();
        await server.LetProofGrowOldAsync(email);

        await page.ClickAsync("#rail a:has-text('Ledger')");
        await page.ClickAsync(".tabs a:has-text('Months')");
        await page.ArriveAsync("/admin/ledger/months?mode=test");
        await page.SelectOptionAsync("label:has(> span:text-is('App')) select", shop.Id.ToString());
        await page.WaitForSelectorAsync("main tbody tr:first-child .badge:has-text('Not over yet')");
        Assert.Equal(2, await page.Locator("main tbody tr").CountAsync());
        var file = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("main tbody tr:first-child a:has-text('hledger')"));
        Assert.Equal($"books-{running}.journal", file.SuggestedFilename);
        using var reader = new StreamReader(await file.CreateReadStreamAsync());
        var books = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"; OI Payments: the ledger of application {shop.Id}, TEST", books, StringComparison.Ordinal);
        Assert.Contains("; end of the ledger:", books, StringComparison.Ordinal);

        await page.ClickAsync("main tbody button:has-text('Close ')");
        await page.ClickAsync("[role=dialog] button.bad-button");
        await page.FillAsync("#step-up-password", DashboardServer.Password);
        await page.ClickAsync("button[form=step-up]");
        await page.WaitForSelectorAsync("main tbody tr:last-child .badge:has-text('Closed')");
        await page.WaitForSelectorAsync("main tbody tr:last-child td:has-text('Finance of the tests')");
        Assert.Equal(0, await page.Locator("main tbody button").CountAsync());
        var closes = (await server.Operator.ReadAsync($"admin/ledger/closes?applicationId={shop.Id}&mode=TEST")).Data().AsArray();
        Assert.Equal($"{before}", (string)Assert.Single(closes)!["month"]!);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task Whoever_may_only_read_the_books_is_offered_no_month_to_close_and_a_stranger_no_books()
    {
        var shop = await server.RegisterAsync();
        await server.MakeOlderAsync(shop, Month.Of(new DateOnly(2026, 1, 1)));
        await using var admin = await server.SignInAsync(browser, await server.OperatorAsync("Admin"));
        await admin.SettleAsync();
        await admin.OpenAsync($"/admin/ledger/months?mode=test&app={shop.Id}");
        await admin.Page.WaitForSelectorAsync("main tbody .badge:has-text('Open')");
        Assert.Equal(0, await admin.Page.Locator("main tbody button").CountAsync());

        await using var viewer = await server.SignInAsync(browser, await server.OperatorAsync("Viewer"));
        await viewer.SettleAsync();
        var refused = await viewer.Context.APIRequest.GetAsync(
            new Uri(viewer.Web, $"/admin/ledger/export?app={shop.Id}&month=2026-01&mode=test").ToString());
        Assert.Equal(403, refused.Status);
    }
}

/// <summary>Apps that look as if they had been there for longer.</summary>
internal static class OlderApps
{
    extension(TestServer server)
    {
        /// <summary>As if the app had been made at the beginning of that month.</summary>
        public Task<int> MakeOlderAsync(TestApplication shop, Month month) => server.WithDbAsync(async db =>
        {
            var id = new ApplicationId((uint)shop.Id);
            var made = month.Begin(TimeZones.Default);
            return await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ExecuteUpdateAsync(
                db.Directory<Application>().Where(one => one.Id == id), set => set.SetProperty(one => one.CreatedAt, made));
        });
    }
}
