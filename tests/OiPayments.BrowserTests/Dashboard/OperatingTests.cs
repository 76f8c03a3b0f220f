using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OiPayments.Access;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>Operators at work, in the order of a first day.</summary>
public class OperatingTests(DashboardServer server, Browser browser)
{
    /// <summary>Other tests, on the same server at the same time, have refunds that wait too.</summary>
    private const string OwnRow = "tr:has-text('Tea shop') td .amount";

    [Fact]
    public async Task From_an_app_to_a_refund_that_a_second_person_approved()
    {
        await using var first = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword);
        var page = first.Page;

        // Register an app, and keep what is shown once.
        await first.OpenAsync("/admin/apps/register?mode=test");
        await page.FillAsync("#name", "Tea shop");
        await page.FillAsync("#threshold", "100");
        await page.ClickAsync("main form button.button");
        await page.WaitForSelectorAsync(".secrets");
        var (key, secret) = (
            await page.Locator(".secret code").Nth(0).TextContentAsync(), await page.Locator(".secret code").Nth(1).TextContentAsync());
        Assert.True(await page.Locator("main .bar button").IsDisabledAsync());
        await page.CheckAsync("#stored");
        await page.ClickAsync("main .bar button");
        await page.WaitForSelectorAsync("h1:has-text('Tea shop')");
        Assert.DoesNotContain(secret!, await page.ContentAsync(), StringComparison.Ordinal);

        // A customer pays, through the API and the sandbox.
        using var shop = server.ClientWith(key, secret);
        var payment = (await shop.PostAsync("payments", new JsonObject
        {
            ["amountMinor"] = 50000,
            ["customerReference"] = "regular-guest",
            ["customerName"] = "Rahima Khatun",
            ["customerEmail"] = "rahima@example.com",
        })).Data();
        await server.PayAsync((string)payment["reference"]!);

        // The search finds it while it is typed; the panel tells its story.
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("regular-g");
        await page.ArriveAsync("/admin/payments?*q=regular-g*");
        await page.WaitForSelectorAsync("td:has-text('regular-guest')");
        await page.ClickAsync("td:has-text('regular-guest')");
        await page.WaitForSelectorAsync(".panel .timeline li.good");
        Assert.Contains("open=", page.Url, StringComparison.Ordinal);
        Assert.Contains("rahima@example.com", await page.TextContentAsync(".panel .facts"), StringComparison.Ordinal);

        // More than the threshold: it waits for somebody else.
        await page.ClickAsync(".panel button:has-text('Refund')");
        await page.WaitForSelectorAsync("[role=dialog] p:has-text('Above ৳100.00 somebody else')");
        await page.FillAsync("#refund-amount", "100");
        await page.WaitForSelectorAsync("[role=dialog] button:has-text('Refund ৳100.00')");
        await page.FillAsync("#refund-amount", "250");
        await page.FillAsync("#refund-reason", "Cold tea");
        await page.ClickAsync("button:has-text('Ask for a refund of ৳250.00')");
        await page.WaitForSelectorAsync(".panel .note:has-text('another operator')");

        // Nobody is offered to approve their own.
        await first.OpenAsync("/admin/refunds?status=AWAITING_APPROVAL&mode=test");
        await page.ClickAsync(OwnRow);
        await page.WaitForSelectorAsync(".panel .note.warning:has-text('You asked for it')");
        Assert.Equal(0, await page.Locator(".panel button:has-text('Approve')").CountAsync());

        // The second operator's proof is old: they are asked for it, and the approval goes on by itself.
        var finance = await server.OperatorAsync("Finance");
        await using var second = await server.SignInAsync(browser, finance);
        await second.SettleAsync();
        await server.LetProofGrowOldAsync(finance);
        await second.OpenAsync("/admin/refunds?status=AWAITING_APPROVAL&mode=test");
        await second.Page.ClickAsync(OwnRow);
        foreach (var fact in (string[])["Tea shop", "regular-guest", "৳500.00", "Cold tea"])
            await second.Page.WaitForSelectorAsync($".panel .facts dd:has-text('{fact}')");
        Assert.DoesNotContain("operator ", await second.Page.Locator(".panel").InnerTextAsync(), StringComparison.Ordinal);
        await second.Page.ClickAsync(".panel button:has-text('Approve ৳250.00')");
        await second.Page.ClickAsync("[role=dialog] button:has-text('Approve ৳250.00')");
        await second.Page.FillAsync("#step-up-password", DashboardServer.Password);
        await second.Page.ClickAsync("button[form=step-up]");
        await second.Page.WaitForSelectorAsync(".panel .note.good:has-text('Approved')");

        // Who did what is on record.
        await first.OpenAsync("/admin/audit?mode=test");
        var log = await page.TextContentAsync("main .audit");
        foreach (var deed in (string[])[
            "registered the app Tea shop.", $"Finance of the tests approved a refund of ৳250.00 for payment #{payment["id"]} of Tea shop.",
            "Finance of the tests proved that it is they with a password.", "signed in with a password."])
            Assert.Contains(deed, log, StringComparison.Ordinal);

        // What is looked for is chosen from lists, and the raw values are one click away.
        await page.SelectOptionAsync("label:has-text('Action') select", new SelectOptionValue { Label = "Refund approved" });
        await page.ArriveAsync("/admin/audit?*action=refund.approve*");
        await page.WaitForSelectorAsync(".audit > li:only-child");
        await page.ClickAsync(".audit > li:first-child summary");
        Assert.Equal(
            "AWAITING_APPROVALPENDING",
            string.Concat(await page.Locator(".audit > li:first-child .changes tr:has-text('status') td").AllTextContentsAsync()));
        Assert.Empty(first.Watch.Complaints);
        Assert.Empty(second.Watch.Complaints);
    }

    [Fact]
    public async Task An_app_gets_a_store_of_its_own_and_goes_back()
    {
        var shop = await server.RegisterAsync();
        var email = await server.OperatorAsync("Admin");
        await using var desk = await server.SignInAsync(browser, email);
        await desk.SettleAsync();
        await server.LetProofGrowOldAsync(email);
        await desk.OpenAsync($"/admin/apps/{shop.Id}?mode=test");

        // A login that the gateway refuses is said where it was typed, and nothing is changed.
        await desk.Page.ClickAsync("#stores button[aria-label^='TEST']");
        await desk.Page.FillAsync("#store-id", "test_testemi");
        await desk.Page.FillAsync("#store-password", "mistyped");
        await desk.Page.ClickAsync("button[form=store-form]");
        await desk.Page.FillAsync("#step-up-password", DashboardServer.Password);
        await desk.Page.ClickAsync("button[form=step-up]");
        await desk.Page.WaitForSelectorAsync("#store-form .note.bad:has-text('does not let this store in')");

        await desk.Page.FillAsync("#store-password", "test_testemi@ssl");
        await desk.Page.ClickAsync("button[form=store-form]");
        await desk.Page.WaitForSelectorAsync("#stores tr:has-text('TEST') code:has-text('test_testemi')");
        Assert.DoesNotContain("test_testemi@ssl", await desk.Page.ContentAsync(), StringComparison.Ordinal);
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);

        await desk.Page.ClickAsync("#stores button[aria-label='TEST: Remove']");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Remove')");
        await desk.Page.WaitForSelectorAsync("#stores tr:has-text('TEST'):has-text('The service’s store')");
        Assert.Empty(desk.Watch.Complaints);

        // What is still fading in has no contrast yet.
        await desk.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await desk.Page.ClickAsync("#stores button[aria-label^='LIVE']");
        await desk.Page.WaitForSelectorAsync("#store-form");
        var found = await desk.Page.RunAxe();
        Assert.Equal(
            "",
            string.Join('\n', found.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"))));
    }

    [Fact]
    public async Task A_viewer_is_shown_what_they_may_see_and_told_what_is_missing()
    {
        await using var viewer = await server.SignInAsync(browser, await server.OperatorAsync("Viewer"));
        await viewer.SettleAsync();

        var menu = await viewer.Page.TextContentAsync("#rail");
        Assert.Contains("Payments", menu, StringComparison.Ordinal);
        Assert.DoesNotContain("Audit", menu, StringComparison.Ordinal);

        // A customer can be told from another, and not be found by name or written to.
        var guest = await (await server.RegisterAsync())
            .OpenPaymentAsync(new() { ["customerName"] = "Shirin Akter", ["customerEmail"] = "shirin@example.com" });
        await viewer.Page.FillAsync("#search", $"#{guest["id"]}");
        await viewer.Page.ClickAsync("td:has-text('S••••• A•••••')");
        await viewer.Page.WaitForSelectorAsync(".panel .facts:has-text('s••••@example.com')");
        Assert.DoesNotContain("Shirin", await viewer.Page.ContentAsync(), StringComparison.OrdinalIgnoreCase);
        foreach (var (path, permission) in new[] { ("audit", "audit:read"), ("users", "user:read"), ("roles", "user:read") })
        {
            await viewer.OpenAsync($"/admin/{path}");
            Assert.Contains(permission, await viewer.Page.TextContentAsync("main .trouble"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_ends_an_open_page_and_comes_back_to_it()
    {
        var email = await server.OperatorAsync("Support");
        await using var desk = await server.SignInAsync(browser, email);
        await desk.OpenAsync("/admin/payments?mode=live&status=FAILED");
        await EndSessionsAsync(email);

        // Nothing is loaded anew: it is the circuit that asks, and is told.
        await desk.Page.SelectOptionAsync(".filters select >> nth=0", "PENDING");
        await desk.Page.ArriveAsync("/admin/sign-in?returnUrl=*");
        await desk.Page.FillAsync("#email", email);
        await desk.Page.FillAsync("#password", DashboardServer.Password);
        await desk.Page.ClickAsync("form:has(#password) button.button");

        await desk.Page.ArriveAsync("/admin/payments?*mode=live*");
        Assert.Equal("live", await desk.Page.GetAttributeAsync(".frame", "data-mode"));
    }

    [Fact]
    public async Task A_lost_connection_is_said_and_the_page_goes_on_where_it_was()
    {
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Support"));
        await desk.SettleAsync();
        await desk.Page.AddInitScriptAsync("""
            const Real = window.WebSocket; window.sockets = [];
            window.WebSocket = class extends Real { constructor(...all) { super(...all); window.sockets.push(this); } };
            """);
        await desk.OpenAsync("/admin/payments?status=FAILED&mode=test");

        await desk.Context.SetOfflineAsync(true);
        // Cut, and not closed: nobody is there any more to answer a farewell.
        await desk.Page.EvaluateAsync(
            "() => window.sockets.forEach(socket => { const cut = socket.onclose; socket.onclose = null; socket.close(); cut?.call(socket, "
                + "new CloseEvent('close', { code: 1006 })); })");
        await desk.Page.WaitForSelectorAsync("#components-reconnect-modal[open]:has-text('Connection lost')");
        await desk.Context.SetOfflineAsync(false);
        await desk.Page.WaitForSelectorAsync(
            "#components-reconnect-modal[open]", new() { State = WaitForSelectorState.Detached, Timeout = 30_000 });
        await desk.SettleAsync();

        await desk.Page.ClickAsync(".chip[aria-label*='Failed']");
        await desk.Page.ArriveAsync("/admin/payments?mode=test");
    }

    [Fact]
    public async Task The_keyboard_goes_everywhere()
    {
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await desk.SettleAsync();

        await desk.Page.Keyboard.PressAsync("g");
        await desk.Page.Keyboard.PressAsync("p");
        await desk.Page.ArriveAsync("/admin/payments?mode=test");
        await desk.Page.Keyboard.PressAsync("g");
        await desk.Page.Keyboard.PressAsync("r");
        await desk.Page.ArriveAsync("/admin/refunds?mode=test");
        await desk.Page.Keyboard.PressAsync("?");
        await desk.Page.WaitForSelectorAsync("[role=dialog] dl.keys");
    }

    private Task<int> EndSessionsAsync(string email) => server.WithDbAsync(async db =>
    {
        var person = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(
            db.Directory<Operator>(), one => one.Email == email);
        foreach (var session in db.Directory<OperatorSession>().Where(one => one.OperatorId == person.Id))
            session.EndedAt = session.CreatedAt;
        await db.SaveAsync(CancellationToken.None);
        return 0;
    });
}
