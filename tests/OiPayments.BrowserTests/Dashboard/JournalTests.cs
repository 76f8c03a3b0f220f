using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>Manual journals by clicking alone: asked for by one person, decided by another, undone by a third request.</summary>
public class JournalTests(DashboardServer server, Browser browser)
{
    private const string Reason = "The bank's letter of the 14th";

    [Fact]
    public async Task One_asks_another_approves_and_what_is_posted_is_undone_by_another_journal()
    {
        // The only app there is would be chosen already.
        var (shop, _) = (await server.RegisterAsync(), await server.RegisterAsync());
        await using var first = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        var page = first.Page;
        await first.SettleAsync();
        await page.ClickAsync("#rail a:has-text('Ledger')");
        await page.ClickAsync(".tabs a:has-text('Manual journals')");
        await page.ClickAsync("main .head a:has-text('Ask for a journal')");
        await page.ArriveAsync("/admin/ledger/journals/new?mode=test");

        // What is missing, and what is no amount, is said where it stands, and nothing is sent.
        await page.FillAsync("#line-0-amount", "12.345");
        await page.ClickAsync("#journal-form .bar button");
        foreach (var field in (string[])["#journal-app-wrong", "#line-0-debit-wrong", "#line-0-credit-wrong"])
            await page.WaitForSelectorAsync($"{field}:has-text('Needed')");
        await page.WaitForSelectorAsync("#line-0-amount-wrong:has-text('not an amount')");

        await page.SelectOptionAsync("#journal-app", shop.Id.ToString());
        await MoveAsync(page, 0, "BANK", "GATEWAY_CLEARING", "৳1,250.50");
        await page.ClickAsync("#add-line");
        await MoveAsync(page, 1, "GATEWAY_FEES", "GATEWAY_FEES", "১.৫০");
        await page.FillAsync("#journal-reason", Reason);
        await page.ClickAsync("button:has-text('Ask for a journal of ৳1,252.00')");
        await page.WaitForSelectorAsync("#line-1-credit-wrong:has-text('another account')");
        await page.SelectOptionAsync("#line-1-credit", "GATEWAY_CLEARING");
        await page.ClickAsync("button:has-text('Ask for a journal of ৳1,252.00')");

        // Nobody is offered to approve their own.
        await page.WaitForSelectorAsync("main .note.warning:has-text('You asked for it')");
        Assert.Equal(0, await page.Locator("main button:has-text('Approve')").CountAsync());
        await ApproveAsync(page.Url, "৳1,252.00");

        await page.ReloadAsync();
        await page.WaitForSelectorAsync(".badge:has-text('In the books')");
        await page.ClickAsync("main a:has-text('Undo it')");
        await page.ArriveAsync("/admin/ledger/journals/new?reverses=*");
        Assert.Equal(
            ["Gateway clearing", "Bank", "৳1,250.50"], await page.Locator("main tbody tr:first-child td").AllInnerTextsAsync());
        await page.FillAsync("#journal-reason", "The letter was another's");
        await page.ClickAsync("button:has-text('Ask to undo ৳1,252.00')");
        await page.WaitForSelectorAsync("dd a:has-text('Manual journal')");
        await ApproveAsync(page.Url, "৳1,252.00");

        var balances = (await server.Operator.ReadAsync($"admin/ledger/accounts?applicationId={shop.Id}&mode=TEST")).Data().AsArray();
        Assert.Equal(125200, (long)balances.Single(account => (string)account!["code"]! == "GATEWAY_CLEARING")!["creditMinor"]!);
        Assert.All(balances, account => Assert.Equal(0, (long)account!["balanceMinor"]!));
        await page.ClickAsync("dd a:has-text('Manual journal')");
        await page.WaitForSelectorAsync("dt:has-text('Undone by')");
        Assert.Equal(0, await page.Locator("main a:has-text('Undo it')").CountAsync());
        Assert.Empty(first.Watch.Complaints);
    }

    [Fact]
    public async Task Whoever_asked_takes_it_back_with_a_reason_and_whoever_may_not_correct_is_offered_nothing()
    {
        var shop = await server.RegisterAsync();
        var email = await server.OperatorAsync("Finance");
        await using var desk = await server.SignInAsync(browser, email);
        await desk.SettleAsync();
        await server.LetProofGrowOldAsync(email);
        await desk.OpenAsync(
            $"/admin/ledger/journals/new?mode=test&app={shop.Id}&debit=BANK&credit=SUSPENSE&amount=50000&reason=Found+money");
        await desk.Page.WaitForSelectorAsync("button:has-text('Ask for a journal of ৳500.00')");

        // To ask takes a fresh proof, and goes on by itself.
        await desk.Page.ClickAsync("#journal-form .bar button");
        await desk.Page.FillAsync("#step-up-password", DashboardServer.Password);
        await desk.Page.ClickAsync("button[form=step-up]");
        await desk.Page.ArriveAsync("/admin/ledger/journals/*");
        await desk.Page.ClickAsync("main button:has-text('Take it back')");
        await desk.Page.FillAsync("#reject-reason", "No");
        await desk.Page.ClickAsync(".mud-dialog-actions button:last-child");
        await desk.Page.WaitForSelectorAsync("#reject-reason-wrong:has-text('at least 5')");
        await desk.Page.FillAsync("#reject-reason", "It was found twice");
        await desk.Page.ClickAsync(".mud-dialog-actions button:last-child");
        await desk.Page.WaitForSelectorAsync(".note.bad:has-text('It was found twice')");
        Assert.Equal(0, await desk.Page.Locator("main .actions button").CountAsync());

        await using var admin = await server.SignInAsync(browser, await server.OperatorAsync("Admin"));
        await admin.SettleAsync();
        await admin.OpenAsync($"/admin/ledger/journals?mode=test&app={shop.Id}&status=REJECTED");
        await admin.Page.WaitForSelectorAsync("td:has-text('Found money')");
        Assert.Equal(0, await admin.Page.Locator("a:has-text('Ask for a journal')").CountAsync());
        await admin.OpenAsync("/admin/ledger/journals/new?mode=test");
        await admin.Page.WaitForSelectorAsync(".trouble");
        Assert.Equal(0, await admin.Page.Locator("#journal-form").CountAsync());
        Assert.Empty(admin.Watch.Complaints);
    }

    [Fact]
    public async Task What_differs_in_settlement_fills_in_the_form_of_its_correction()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync(new() { ["amountMinor"] = 125050 });
        await server.PayAsync((string)payment["reference"]!);
        await EveryPageTests.MapAsync(server);
        var file = await server.UploadSettlementAsync(await server.SettlementOfAsync(payment), isDryRun: false);
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await desk.SettleAsync();

        await desk.OpenAsync($"/admin/settlement/results?mode=test&file={file}&status=FLAGGED");
        await desk.Page.ClickAsync("td a:has-text('Correct with a journal')");
        await desk.Page.ArriveAsync("/admin/ledger/journals/new?*");
        await desk.SettleAsync();
        Assert.Equal("487.50", await desk.Page.InputValueAsync("#line-0-amount"));
        Assert.Equal("BANK_IN_TRANSIT", await desk.Page.InputValueAsync("#line-0-debit"));
        Assert.Equal("", await desk.Page.InputValueAsync("#line-0-credit"));
        Assert.Equal("2026-01-18", await desk.Page.InputValueAsync("#journal-day"));
        Assert.Contains("Settlement result", await desk.Page.InputValueAsync("#journal-reason"), StringComparison.Ordinal);
        Assert.Empty(desk.Watch.Complaints);
    }

    private static async Task MoveAsync(IPage page, int line, string debit, string credit, string amount)
    {
        await page.SelectOptionAsync($"#line-{line}-debit", debit);
        await page.SelectOptionAsync($"#line-{line}-credit", credit);
        await page.FillAsync($"#line-{line}-amount", amount);
    }

    /// <summary>As a second person, whose proof has grown old, and who is asked for it in between.</summary>
    private async Task ApproveAsync(string address, string amount)
    {
        var email = await server.OperatorAsync("Finance");
        await using var second = await server.SignInAsync(browser, email);
        await second.SettleAsync();
        await second.Page.ClickAsync("main li a:has-text('manual journals wait for approval')");
        await second.Page.ArriveAsync("/admin/ledger/journals?status=AWAITING_APPROVAL&mode=test");
        await server.LetProofGrowOldAsync(email);
        await second.OpenAsync(new Uri(address).PathAndQuery);
        await second.Page.WaitForSelectorAsync("main .note.warning:has-text('Waits for somebody other than Finance of the tests')");
        await second.Page.ClickAsync($"main button:has-text('Approve {amount}')");
        await second.Page.ClickAsync($"[role=dialog] button:has-text('Approve {amount}')");
        await second.Page.FillAsync("#step-up-password", DashboardServer.Password);
        await second.Page.ClickAsync("button[form=step-up]");
        await second.Page.WaitForSelectorAsync("main .note.good:has-text('in the books')");
        Assert.Empty(second.Watch.Complaints);
    }
}
