using System.Text.Json.Nodes;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>The test clock on the page of an application.</summary>
public class MovingTheTestClockTests(DashboardServer server, Browser browser)
{
    [Fact]
    public async Task A_day_passes_by_a_button_and_real_time_comes_back_by_another()
    {
        var shop = await server.RegisterAsync();
        var payment = (await shop.Test.PostAsync(
            "payments", new JsonObject { ["amountMinor"] = 100000, ["customerReference"] = "c" })).Data();
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Admin"));
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/apps/{shop.Id}?mode=test");
        await desk.Page.WaitForSelectorAsync("#test-clock:has-text('Real time')");

        await desk.Page.Locator("#test-clock button:has-text('+ 1 day')").DblClickAsync();
        await desk.Page.WaitForSelectorAsync("#test-clock .note.good:has-text('has arrived')");
        await desk.Page.WaitForSelectorAsync("#test-clock:has-text('Stands still')");
        Assert.Equal("EXPIRED", (string?)(await shop.Test.ReadAsync($"payments/{payment["id"]}")).Data()["status"]);
        var shown = (DateTimeOffset)(await shop.Test.ReadAsync("test-clock")).Data()["now"]!;
        Assert.InRange(shown - (DateTimeOffset)payment["createdAt"]!, TimeSpan.FromHours(24), TimeSpan.FromHours(25));

        await desk.Page.ClickAsync("#test-clock button:has-text('Back to real time')");
        await desk.Page.WaitForSelectorAsync("#test-clock .note.good:has-text('real time again')");
        Assert.False((bool)(await shop.Test.ReadAsync("test-clock")).Data()["frozen"]!);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task Who_may_only_look_sees_the_time_and_no_buttons()
    {
        var shop = await server.RegisterAsync();
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Viewer"));
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/apps/{shop.Id}?mode=test");

        await desk.Page.WaitForSelectorAsync("#test-clock:has-text('Real time')");
        Assert.Equal(0, await desk.Page.Locator("#test-clock button").CountAsync());
    }
}
