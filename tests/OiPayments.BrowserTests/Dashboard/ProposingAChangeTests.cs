using Deque.AxeCore.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>As a service is set up outside Development: what weakens a control waits for another operator.</summary>
public sealed class GuardedDashboard() : TestServer(new() { ["Controls:SecondPerson"] = "WhenThereIsOne" }, clock: TimeProvider.System);

public class ProposingAChangeTests(GuardedDashboard server, Browser browser) : IClassFixture<GuardedDashboard>
{
    [Fact]
    public async Task What_one_operator_proposes_another_finds_in_the_menu_and_approves()
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 10000 });
        var (one, other) = (await new People(server).OfRoleAsync("Admin"), await new People(server).OfRoleAsync("Admin"));
        await using var first = await server.SignInAsync(browser, one);
        await first.SettleAsync();
        await first.OpenAsync($"/admin/apps/{shop.Id}?mode=test");
        await first.Page.FillAsync("#threshold", "5,000");
        await first.Page.ClickAsync("main form button.button:has-text('Save')");
        await first.Page.WaitForSelectorAsync("[role=status]:has-text('another operator has to approve it')");
        Assert.Equal(10000, await ThresholdAsync(shop));

        // Who proposed it may take it back, and is not offered to approve it.
        await OpenChangesAsync(first);
        await first.Page.WaitForSelectorAsync("main .card:has-text('You proposed it')");
        Assert.Equal(0, await first.Page.Locator("main .card button:has-text('Approve')").CountAsync());
        Assert.Equal(1, await first.Page.Locator("main .card button:has-text('Take back')").CountAsync());

        await using var second = await server.SignInAsync(browser, other);
        await second.SettleAsync();
        await OpenChangesAsync(second);
        await second.Page.WaitForSelectorAsync("main .card dd:has-text('৳100.00'):has-text('৳5,000.00')");
        Assert.Empty((await second.Page.RunAxe()).Violations);
        await second.Page.ClickAsync("main .card button:has-text('Approve')");
        await second.Page.ClickAsync("[role=dialog] button:has-text('Approve')");
        await second.Page.WaitForSelectorAsync("main .note.good:has-text('the settings are changed')");
        Assert.Equal(500000, await ThresholdAsync(shop));
        Assert.Empty(second.Watch.Complaints);
    }

    private static async Task OpenChangesAsync(Desk desk)
    {
        await desk.Page.ClickAsync("#rail a:has-text('Proposed changes')");
        await desk.Page.ArriveAsync("/admin/changes?mode=test");
        await desk.SettleAsync();
    }

    private async Task<long> ThresholdAsync(TestApplication shop) =>
        (long)(await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["refundApprovalThresholdMinor"]!;
}
