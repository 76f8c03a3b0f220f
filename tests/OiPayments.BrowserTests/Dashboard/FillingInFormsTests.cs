using System.Text.Json.Nodes;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>What a form must never do: give back another sum than was meant, undo a colleague's work, or lose a secret unasked.</summary>
public class FillingInFormsTests(DashboardServer server, Browser browser)
{
    [Fact]
    public async Task A_refund_is_of_what_was_typed_or_its_button_cannot_be_pressed()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!);
        await using var desk = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword);
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/payments/{payment["id"]}?mode=test");
        await desk.Page.ClickAsync("main button:has-text('Refund')");
        var button = desk.Page.Locator("button[form=refund-form]");

        foreach (var (typed, shown) in new[]
        {
            ("6,95", "Refund"), ("69,5", "Refund"), ("1,0,0", "Refund"), (",5", "Refund"), ("1.000,00", "Refund"), ("", "Refund"),
            ("0", "Refund"),
            ("0.00", "Refund"), ("1250.51", "Refund ৳1,250.51"), ("2,00,000", "Refund ৳2,00,000.00"),
        })
        {
            await desk.Page.FillAsync("#refund-amount", typed);
            await desk.Page.Locator("#refund-wrong").WaitForAsync();
            await Assertions.Expect(button).ToHaveTextAsync(shown);
            await Assertions.Expect(button).ToBeDisabledAsync();
        }

        await desk.Page.FillAsync("#refund-amount", "৳ ৬.৯৫");
        await Assertions.Expect(button).ToHaveTextAsync("Refund ৳6.95");
        await button.ClickAsync();
        await desk.Page.WaitForSelectorAsync("[role=dialog]", new() { State = WaitForSelectorState.Detached });

        Assert.Equal(
            695, (long)(await shop.Test.ReadAsync($"payments/{payment["id"]}/refunds")).Data().AsArray().Single()!["amountMinor"]!);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task A_threshold_with_a_comma_in_the_wrong_place_is_not_saved()
    {
        var shop = await server.RegisterAsync();
        await using var desk = await OpenAppAsync(shop);

        await desk.Page.FillAsync("#threshold", "5000,50");
        await desk.Page.ClickAsync("main button:text-is('Save')");
        await desk.Page.WaitForSelectorAsync("#threshold-wrong");
        Assert.Null((await SettingsAsync(shop))["refundApprovalThresholdMinor"]);

        await desk.Page.FillAsync("#threshold", "5,000.50");
        await desk.Page.ClickAsync("main button:text-is('Save')");
        await desk.Page.WaitForSelectorAsync(".notice.good");
        Assert.Equal(500_050, (long)(await SettingsAsync(shop))["refundApprovalThresholdMinor"]!);
    }

    [Fact]
    public async Task Saving_one_setting_leaves_what_a_colleague_changed_and_asks_where_both_changed_the_same()
    {
        var shop = await server.RegisterAsync(new("http://127.0.0.1:9/old"), new() { ["refundApprovalThresholdMinor"] = 10_000_000 });
        await using var desk = await OpenAppAsync(shop);
        await PatchAsync(shop, new() { ["refundApprovalThresholdMinor"] = 500_000, ["webhookUrl"] = "http://127.0.0.1:9/new" });

        await desk.Page.FillAsync("#name", $"Renamed {shop.Id}");
        await desk.Page.ClickAsync("main button:text-is('Save')");
        await desk.Page.WaitForSelectorAsync(".notice.good");

        var saved = await SettingsAsync(shop);
        Assert.Equal(
            ($"Renamed {shop.Id}", 500_000, "http://127.0.0.1:9/new"),
            ((string?)saved["name"], (long)saved["refundApprovalThresholdMinor"]!, (string?)saved["webhookUrl"]));
        await Assertions.Expect(desk.Page.Locator("#threshold")).ToHaveValueAsync("5000.00");

        // Both change the threshold: nothing is saved until the person has chosen.
        await PatchAsync(shop, new() { ["refundApprovalThresholdMinor"] = 700_000, ["maxAmountMinor"] = 9_000_000 });
        await desk.Page.FillAsync("#threshold", "6,000");
        await desk.Page.FillAsync("#max", "80,000");
        await desk.Page.ClickAsync("main button:text-is('Save')");
        await desk.Page.WaitForSelectorAsync($"main .conflict:has-text('{TestServer.OperatorEmail}') >> nth=0");
        Assert.Equal(700_000, (long)(await SettingsAsync(shop))["refundApprovalThresholdMinor"]!);
        await Assertions.Expect(desk.Page.Locator("main button:text-is('Save')")).ToBeDisabledAsync();
        await desk.Page.ClickAsync("main button:has-text('Take theirs: ৳7,000.00')");
        await desk.Page.ClickAsync("main button:has-text('Keep mine: ৳80,000.00')");
        await Assertions.Expect(desk.Page.Locator("#threshold")).ToHaveValueAsync("7000.00");
        await desk.Page.ClickAsync("main button:text-is('Save')");
        await Assertions.Expect(desk.Page.Locator("#max")).ToHaveValueAsync("80000.00");

        saved = await SettingsAsync(shop);
        Assert.Equal((700_000, 8_000_000), ((long)saved["refundApprovalThresholdMinor"]!, (long)saved["maxAmountMinor"]!));
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task Giving_a_role_does_not_give_back_one_that_was_taken_meanwhile()
    {
        var roles = (await server.Operator.ReadAsync("admin/roles")).Data().AsArray();
        var email = await server.OperatorAsync("Finance");
        var id = (long)(await server.Operator.ReadAsync($"admin/users?email={email}")).Data()[0]!["id"]!;
        await using var desk = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword);
        await desk.SettleAsync();
        await desk.OpenAsync("/admin/users?mode=test");
        await desk.Page.Locator($"tr:has-text('{email}')").Locator("button:has-text('Change roles')").ClickAsync();
        await desk.Page.WaitForSelectorAsync("#role-0");
        (await server.Operator.SendAsync(HttpMethod.Put, $"admin/users/{id}/roles", """{"grants":[]}""")).Data();

        await desk.Page.ClickAsync("[role=dialog] button:has-text('Add')");
        await desk.Page.SelectOptionAsync("#role-1", RoleNamed("Viewer"));
        await desk.Page.ClickAsync("button[form=user-form]");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Take theirs: nothing')");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Add')");
        await desk.Page.SelectOptionAsync("#role-0", RoleNamed("Viewer"));
        await desk.Page.ClickAsync("button[form=user-form]");
        await desk.Page.WaitForSelectorAsync("[role=dialog]", new() { State = WaitForSelectorState.Detached });

        Assert.Equal(
            "Viewer", (string?)(await server.Operator.ReadAsync($"admin/users/{id}")).Data()["roles"]!.AsArray().Single()!["roleName"]);

        string RoleNamed(string name) => roles.Single(role => (string?)role!["name"] == name)!["id"]!.ToJsonString();
    }

    [Fact]
    public async Task Secrets_are_not_left_behind_unasked_and_copied_together()
    {
        await using var desk = await server.SignInAsync(
            browser, TestServer.OperatorEmail, TestServer.OperatorPassword,
            new() { ViewportSize = new() { Width = 1280, Height = 860 }, Permissions = ["clipboard-read", "clipboard-write"] });
        await desk.SettleAsync();
        await desk.OpenAsync("/admin/apps/register?mode=test");
        var name = $"Kept {RandomToken.New128("")[..6]}";
        await desk.Page.FillAsync("#name", name);
        await desk.Page.ClickAsync("main form button.button");
        await desk.Page.WaitForSelectorAsync(".secret");

        // A click elsewhere asks first, and staying keeps them; closing the tab asks as well.
        await desk.Page.ClickAsync("#rail a:has-text('Payments')");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Cancel')");
        Assert.Equal(5, await desk.Page.Locator(".secret").CountAsync());
        var asked = new TaskCompletionSource<string>();
        desk.Page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };
        await desk.Page.CloseAsync(new() { RunBeforeUnload = true });
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromMinutes(1)));

        await desk.Page.ClickAsync("button:has-text('Copy all')");
        await desk.Page.WaitForSelectorAsync("button[data-copied]:has-text('Copy all')");
        var copied = (await desk.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).Split(
            '\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "OI_PAYMENTS_TEST_API_KEY", "OI_PAYMENTS_TEST_API_SECRET", "OI_PAYMENTS_LIVE_API_KEY", "OI_PAYMENTS_LIVE_API_SECRET",
                "OI_PAYMENTS_WEBHOOK_SECRET"
            ],
            copied.Select(line => line.Split('=')[0]));

        // The app's page tells which row the copied key is, and who made it.
        await desk.Page.CheckAsync("#stored");
        await desk.Page.ClickAsync("main button:has-text('Continue')");
        var row = desk.Page.Locator($"main tr:has(code:has-text('{copied[0].Split('=')[1][..16]}…'))");
        await row.WaitForAsync();
        Assert.Contains("TEST", await row.TextContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(copied[0].Split('=')[1][..17], await desk.Page.ContentAsync(), StringComparison.Ordinal);
        await row.Locator("button:has-text('Revoke')").ClickAsync();
        Assert.Contains(copied[0].Split('=')[1][..16], await desk.Page.TextContentAsync("[role=dialog]"), StringComparison.Ordinal);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task A_persons_codes_and_a_colleagues_password_come_with_advice_of_their_own()
    {
        var admin = await server.OperatorAsync("Admin");
        await using var desk = await server.SignInAsync(browser, admin);
        await desk.SettleAsync();
        await desk.OpenAsync("/admin/users?mode=test");
        await desk.Page.ClickAsync("main button:has-text('Invite')");
        await desk.Page.FillAsync("#user-name", "Colleague");
        await desk.Page.FillAsync("#user-email", $"colleague-{RandomToken.New128("")[..8].ToLowerInvariant()}@example.com");
        await desk.Page.ClickAsync("button[form=user-form]");
        await desk.Page.WaitForSelectorAsync(".secret");

        var said = await desk.Page.TextContentAsync("[role=dialog]");
        Assert.Contains("24 hours", said, StringComparison.Ordinal);
        Assert.DoesNotContain("developers", said, StringComparison.Ordinal);
        await desk.Page.Keyboard.PressAsync("Escape");
        await desk.Page.EvaluateAsync("() => window.Blazor.navigateTo('/admin/payments?mode=test')");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Cancel')");
        Assert.Equal(1, await desk.Page.Locator(".secret").CountAsync());
        await desk.Page.CheckAsync("#dialog-stored");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Close')");

        await desk.OpenAsync("/admin/profile?mode=test");
        await desk.Page.ClickAsync("main dl button:has-text('Set up')");
        var secret = await desk.Page.Locator("main form .ref code").TextContentAsync();
        await desk.Page.FillAsync(
            "#totp-code", new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(secret!)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime));
        await desk.Page.ClickAsync("main button:has-text('Confirm')");
        await desk.Page.WaitForSelectorAsync(".codes li");

        Assert.Equal(10, await desk.Page.Locator(".codes li").CountAsync());
        said = await desk.Page.TextContentAsync("[role=dialog]");
        Assert.Contains("yours alone", said, StringComparison.Ordinal);
        Assert.DoesNotContain("developers", said, StringComparison.Ordinal);
        Assert.Empty(desk.Watch.Complaints);
    }

    private async Task<Desk> OpenAppAsync(TestApplication shop)
    {
        var desk = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword);
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/apps/{shop.Id}?mode=test");
        return desk;
    }

    private async Task<JsonNode> SettingsAsync(TestApplication shop) => (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data();

    private async Task PatchAsync(TestApplication shop, JsonObject settings) =>
        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", settings)).Data();
}
