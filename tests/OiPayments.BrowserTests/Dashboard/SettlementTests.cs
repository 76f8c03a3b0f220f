using System.Text;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>A settlement file, from the first upload to the last flag, by clicking alone.</summary>
public class SettlementTests(DashboardServer server, Browser browser)
{
    [Fact]
    public async Task A_file_is_tried_out_mapped_and_imported_and_what_differs_is_explained()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync(new() { ["amountMinor"] = 125050 });
        await server.PayAsync((string)payment["reference"]!);
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await desk.SettleAsync();

        await desk.Page.ClickAsync("#rail a:has-text('Settlement')");
        await desk.Page.ArriveAsync("/admin/settlement?mode=test");
        await desk.Page.ClickAsync("main a.button:has-text('Upload a file')");
        await desk.Page.ArriveAsync("/admin/settlement/upload?mode=test");
        await desk.Page.SetInputFilesAsync("#upload-file", new Microsoft.Playwright.FilePayload
        {
            Name = "settlement.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes(await server.SettlementOfAsync(payment)),
        });
        await desk.Page.ClickAsync("#upload-form button.button");
        await desk.Page.WaitForSelectorAsync(".badge:has-text('Tried out')");
        Assert.Equal(2, await desk.Page.Locator(".preview tbody tr").CountAsync());
        Assert.Equal(0, await desk.Page.Locator("#import").CountAsync());

        await desk.Page.FillAsync("#mapping-days", "99");
        await desk.Page.ClickAsync("#mapping-form .bar button");
        await desk.Page.WaitForSelectorAsync("#mapping-days-wrong:has-text('Must be from 0 to 60.')");
        await desk.Page.FillAsync("#mapping-days", "3");
        await desk.Page.ClickAsync("#mapping-form .bar button");
        await desk.Page.ClickAsync("#import");
        await desk.Page.ClickAsync(".mud-dialog-actions button:last-child");
        await desk.Page.WaitForSelectorAsync(".badge:has-text('Imported')");
        Assert.Empty(desk.Watch.Complaints);
    }
}
