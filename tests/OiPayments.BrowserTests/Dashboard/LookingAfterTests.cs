using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.BrowserTests.Support;
using OiPayments.SigningIn;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>What operators do now and then: settle what the gateway does not, help colleagues, narrow roles and keys.</summary>
public class LookingAfterTests(DashboardServer server, Browser browser)
{
    [Fact]
    public async Task A_refund_that_the_gateway_never_ends_is_ended_by_what_its_panel_shows()
    {
        var shop = await server.RegisterAsync();
        var atTheGateway = await StuckRefundAsync(shop, "refund-stuck");
        var refund = await StuckRefundAsync(shop, "refund-not-allowed");
        var finance = await server.OperatorAsync("Finance");
        await using var desk = await server.SignInAsync(browser, finance);
        await desk.SettleAsync();
        await server.LetProofGrowOldAsync(finance);

        // While the gateway can be asked, nobody's word is wanted.
        await desk.OpenAsync($"/admin/refunds/{atTheGateway}?mode=test");
        await desk.Page.WaitForSelectorAsync("main .facts");
        Assert.Equal(0, await desk.Page.Locator("main button:has-text('Say what became of it')").CountAsync());

        // What waits for a person is on the home page, and the link leads there.
        await desk.OpenAsync("/admin?mode=test");
        await desk.Page.ClickAsync("main a:has-text('refunds that the gateway cannot tell of')");
        await desk.Page.ArriveAsync("/admin/refunds?*attention=UNCLEAR*");
        await desk.OpenAsync($"/admin/refunds/{refund}?mode=test");
        await desk.Page.ClickAsync("main button:has-text('Say what became of it')");
        await desk.Page.CheckAsync("#resolve-succeeded");
        await desk.Page.ClickAsync("button[form=resolve-form]");
        await desk.Page.WaitForSelectorAsync("#resolve-note-wrong");
        await desk.Page.FillAsync("#resolve-note", "Merchant panel, refunds of today");
        await desk.Page.ClickAsync("button[form=resolve-form]:has-text('৳1,250.50 was given back')");
        await desk.Page.FillAsync("#step-up-password", DashboardServer.Password);
        await desk.Page.ClickAsync("button[form=step-up]");

        await desk.Page.WaitForSelectorAsync("main .note.good:has-text('Given back')");
        Assert.Equal("SUCCEEDED", (string?)(await shop.Test.ReadAsync($"refunds/{refund}")).Data()["status"]);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task A_colleague_who_lost_everything_gets_a_temporary_password_and_loses_the_second_factors()
    {
        var lost = await server.OperatorAsync("Support");
        await server.WithDbAsync(async db =>
        {
            var person = db.Directory<Operator>().Single(one => one.Email == lost);
            db.Add(new OperatorTotp { OperatorId = person.Id, Secret = "", ConfirmedAt = TimeProvider.System.GetUtcNow() });
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
        await using var desk = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword);
        await desk.SettleAsync();
        await desk.OpenAsync("/admin/users?mode=test");
        var row = desk.Page.Locator($"tr:has-text('{lost}')");

        await row.Locator("button:has-text('Take away second factors')").ClickAsync();
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Take away those of Support')");
        await desk.Page.WaitForSelectorAsync(".notice.good:has-text('Taken away')");
        await row.Locator("button:has-text('Reset password')").ClickAsync();
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Reset the password of Support')");
        var temporary = await desk.Page.Locator(".secret code").TextContentAsync();
        await desk.Page.CheckAsync("#dialog-stored");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Close')");

        // The old password opens nothing, the new one opens the page where it is changed, and no code is asked for.
        await using var colleague = await server.SignInAsync(browser, lost);
        await colleague.Page.WaitForSelectorAsync(".note.bad");
        await colleague.Page.FillAsync("#email", lost);
        await colleague.Page.FillAsync("#password", temporary!);
        await colleague.Page.ClickAsync("form:has(#password) button.button");
        await colleague.Page.ArriveAsync("/admin/password");
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task A_role_made_here_is_narrowed_and_who_has_it_may_do_less_at_once()
    {
        var name = $"Night shift {RandomToken.New128("")[..6]}";
        (await server.Operator.PostAsync(
            "admin/roles",
            new JsonObject { ["name"] = name, ["permissions"] = new JsonArray("payment:read", "refund:read", "audit:read") })).Data();
        await using var admin = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword);
        await using var night = await server.SignInAsync(browser, await server.OperatorAsync(name));
        await night.SettleAsync();
        await night.OpenAsync("/admin/audit?mode=test");
        Assert.Equal(0, await night.Page.Locator("main .trouble").CountAsync());

        await admin.OpenAsync("/admin/roles?mode=test");
        await admin.Page.ClickAsync($"button[aria-label='Edit {name}']");
        await admin.Page.UncheckAsync("[role=dialog] label:has-text('audit:read') input");
        await admin.Page.CheckAsync("[role=dialog] label:has-text('report:read') input");
        await admin.Page.ClickAsync("button[form=role-form]");
        await admin.Page.WaitForSelectorAsync($"section:has(h2:text-is('{name}')) li[title='report:read']");

        await night.OpenAsync("/admin/reports?mode=test");
        Assert.Equal(0, await night.Page.Locator("main .trouble").CountAsync());
        await night.OpenAsync("/admin/audit?mode=test");
        Assert.Contains("audit:read", await night.Page.TextContentAsync("main .trouble"), StringComparison.Ordinal);
        Assert.Empty(admin.Watch.Complaints);
    }

    [Fact]
    public async Task A_key_is_limited_to_reading_and_to_networks_that_are_named()
    {
        var shop = await server.RegisterAsync();
        await using var desk = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword);
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/apps/{shop.Id}?mode=test");
        var row = desk.Page.Locator("main tr:has(strong:text-is('TEST')):has(button:has-text('Limits'))");

        await row.Locator("button:has-text('Limits')").ClickAsync();
        await desk.Page.CheckAsync("#limits-read-only");
        await desk.Page.FillAsync("#limits-networks", "127.0.0.0/8\n::1\nthe office");
        await desk.Page.FillAsync("#limits-rate", "50");
        await desk.Page.ClickAsync("button[form=limits-form]");
        Assert.Contains("the:", await desk.Page.TextContentAsync("#limits-networks-wrong"), StringComparison.Ordinal);
        await desk.Page.FillAsync("#limits-networks", "127.0.0.0/8\n::1");
        await desk.Page.ClickAsync("button[form=limits-form]");

        await row.Locator("text=only from 127.0.0.0/8, ::1/128").WaitForAsync();
        Assert.Contains("50 requests a second", await row.TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(
            "FORBIDDEN",
            (await shop.Test.PostAsync("payments", new JsonObject { ["amountMinor"] = 1000, ["customerReference"] = "c" })).ErrorCode);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task Limits_in_another_currency_are_set_by_hand_once_the_password_was_given_again()
    {
        var shop = await server.RegisterAsync();
        var admin = await server.OperatorAsync("Admin");
        await using var desk = await server.SignInAsync(browser, admin);
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/apps/{shop.Id}?mode=test");
        await server.LetProofGrowOldAsync(admin);

        await desk.Page.ClickAsync("#other-currencies button:has-text('Add limits in a currency')");
        await desk.Page.FillAsync("#limits-currency", "BDT");
        await desk.Page.ClickAsync("button[form=currency-limits-form]");
        await desk.Page.WaitForSelectorAsync("#limits-currency-wrong");
        await desk.Page.FillAsync("#limits-currency", "usd");
        await desk.Page.FillAsync("#limits-max", "40");
        await desk.Page.FillAsync("#limits-first", "12.50");
        await desk.Page.ClickAsync("button[form=currency-limits-form]");
        await desk.Page.FillAsync("#step-up-password", DashboardServer.Password);
        await desk.Page.ClickAsync("button[form=step-up]");

        await desk.Page.WaitForSelectorAsync("#other-currencies .note.good");
        var row = desk.Page.Locator("#other-currencies tr:has(th:text-is('USD'))");
        Assert.Contains("12.50", await row.TextContentAsync(), StringComparison.Ordinal);
        var limits = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["limits"]![0]!;
        Assert.Equal((4000, 1250), ((long)limits["maxAmountMinor"]!, (long)limits["refundApprovalThresholdMinor"]!));

        await row.Locator("button:has-text('Remove')").ClickAsync();
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Remove')");
        await row.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        Assert.Empty((await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["limits"]!.AsArray());
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task A_proposed_change_is_counted_on_Home_and_approved_by_somebody_else_than_who_proposed_it()
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 100 });
        var (rahim, amina) = (await server.OperatorAsync("Admin"), await server.OperatorAsync("Admin"));
        var proposal = await ProposeAsync(shop, rahim);

        await using (var own = await server.SignInAsync(browser, rahim))
        {
            await own.SettleAsync();
            await own.OpenAsync($"/admin/changes?mode=test&app={shop.Id}");
            var mine = own.Page.Locator($"[data-change='{proposal}']");
            Assert.Equal(1, await mine.Locator("button:has-text('Take back')").CountAsync());
            Assert.Equal(0, await mine.Locator("button:has-text('Approve')").CountAsync());
        }

        await using var desk = await server.SignInAsync(browser, amina);
        await desk.SettleAsync();
        await server.LetProofGrowOldAsync(amina);
        await desk.Page.ClickAsync("main a:has-text('wait for a second person')");
        var card = desk.Page.Locator($"[data-change='{proposal}']");
        await card.WaitForAsync();
        Assert.Contains(
            "৳1.00 → ৳5,000.00",
            string.Join(' ', (await card.TextContentAsync() ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);

        await card.Locator("button:has-text('Approve')").ClickAsync();
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Approve')");
        await desk.Page.FillAsync("#step-up-password", DashboardServer.Password);
        await desk.Page.ClickAsync("button[form=step-up]");

        await desk.Page.WaitForSelectorAsync("main .note.good:has-text('Approved')");
        Assert.Equal(500000, (long)(await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["refundApprovalThresholdMinor"]!);
        Assert.Empty(desk.Watch.Complaints);
    }

    /// <summary>As it is kept where the service asks for a second person, which this one does not.</summary>
    private Task<long> ProposeAsync(TestApplication shop, string email) => server.WithDbAsync(async db =>
    {
        var id = await server.Services.GetRequiredService<IIdSource>().NextAsync<SettingChange>(CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow();
        db.Add(new SettingChange
        {
            ApplicationId = new((uint)shop.Id),
            Id = id,
            ProposedBy = $"operator:{db.Directory<Operator>().Single(one => one.Email == email).Id}",
            CreatedAt = now,
            ExpiresAt = now.AddDays(1),
            ApplicationVersion = db.Directory<Application>().Single(one => one.Id == new ApplicationId((uint)shop.Id)).Version,
            Settings = """{"refundApprovalThresholdMinor":500000}""",
            Before = """{"refundApprovalThresholdMinor":100}""",
            After = """{"refundApprovalThresholdMinor":500000}""",
            Weakens = "refundApprovalThresholdMinor",
        });
        await db.SaveAsync(CancellationToken.None);
        return id.Value;
    });

    /// <summary>A refund that the gateway treats as the scenario says, once it has said something of it.</summary>
    private async Task<long> StuckRefundAsync(TestApplication shop, string scenario)
    {
        var payment = await shop.OpenPaymentAsync();
        var session = await server.StartPayingAsync((string)payment["reference"]!);
        using var client = new HttpClient();
        var transaction = (await client.GetFromJsonAsync<JsonNode>(new Uri(server.SandboxUrl, $"/control/sessions/{session}")))!["tran_id"];
        using var set = await client.PostAsJsonAsync(
            new Uri(server.SandboxUrl, $"/control/transactions/{transaction}/scenario"), new { name = scenario });
        Assert.True(set.IsSuccessStatusCode);
        await server.EndSessionAsync(session, "success");
        var refund = (long)(await server.Operator.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 125050 })).Data()["id"]!;
        await Eventually.BecomesAsync(
            async () => (await server.Operator.ReadAsync($"admin/refunds/{refund}")).Data(), read => read["gatewayWord"] is not null);
        return refund;
    }
}
