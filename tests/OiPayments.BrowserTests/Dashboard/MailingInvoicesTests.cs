using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>Sending an invoice by e-mail, from the operators' pages. The service with a mail server is the tests' own.</summary>
public sealed class MailingInvoicesTests : IAsyncLifetime
{
    private const string Customer = "accounts@example.org";

    private readonly DashboardServer withoutMail;
    private readonly Browser browser;
    private readonly SmtpReceiver smtp = SmtpReceiver.Start();
    private readonly TestServer server;

    public MailingInvoicesTests(DashboardServer withoutMail, Browser browser)
    {
        (this.withoutMail, this.browser) = (withoutMail, browser);
        server = new(smtp.Settings, clock: TimeProvider.System);
    }

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await smtp.DisposeAsync();
    }

    [Fact]
    public async Task An_invoice_is_sent_again_once_however_often_the_button_is_pressed_and_the_page_says_what_became_of_it()
    {
        var shop = await server.RegisterAsync();
        var invoice = await IssueAsync(shop, Customer);
        smtp.Instead = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? $"550 5.1.1 <{Customer}> unknown" : null;
        await using var desk = await SignInAsync("Finance");
        await desk.OpenAsync($"/admin/invoices?mode=test&app={shop.Id}");
        var page = desk.Page;
        await page.ClickAsync("tbody td .amount");
        await page.WaitForSelectorAsync(".panel #invoice-mails:has-text('None in the last 90 days')");

        await page.ClickAsync(".panel .actions button:has-text('Send by e-mail')");
        await page.WaitForSelectorAsync($"[role=dialog] p:has-text('{invoice["number"]}'):has-text('{Customer}')");
        await page.ClickAsync("[role=dialog] button:has-text('Send by e-mail')");
        await page.WaitForSelectorAsync(".panel .note.good:has-text('on its way')");
        await EndsAsync(shop, invoice, "FAILED");
        await desk.OpenAsync($"/admin/invoices/{invoice["id"]}?mode=test");
        await page.WaitForSelectorAsync(
            "#invoice-mails tr:has-text('Invoice'):has-text('Failed'):has-text('refused the recipient (550)'):has-text('tried 1 time')");

        smtp.Instead = _ => null;
        await page.ClickAsync("main .actions button:has-text('Send by e-mail again')");
        await page.Locator("[role=dialog] button:has-text('Send by e-mail again')").DblClickAsync();
        await page.WaitForSelectorAsync("main .note.good:has-text('on its way')");
        await EndsAsync(shop, invoice, "SENT");
        await desk.OpenAsync($"/admin/invoices/{invoice["id"]}?mode=test");
        await page.WaitForSelectorAsync("#invoice-mails tbody tr:first-child:has-text('Sent')");
        Assert.Equal(2, await page.Locator("#invoice-mails tbody tr").CountAsync());
        Assert.Equal(Customer, Assert.Single((await smtp.NextAsync()).To));
        Assert.Equal(0, smtp.Waiting);
        Assert.DoesNotContain(Customer, await page.TextContentAsync("#invoice-mails"), StringComparison.Ordinal);
        Assert.Equal(2, (await server.Operator.ReadAsync("admin/audit-logs?action=invoice.mail")).Data().AsArray().Count);

        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        Assert.Empty(await page.FaultsAsync("mails", [390, 320]));
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task Who_reads_Bangla_and_who_may_only_look_are_told_the_same()
    {
        var shop = await server.RegisterAsync();
        var (invoice, nameless) = (await IssueAsync(shop, Customer), await IssueAsync(shop, email: null));
        smtp.Instead = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 unknown" : null;
        (await server.Operator.PostAsync($"admin/invoices/{invoice["id"]}/mails", new JsonObject { ["kind"] = "INVOICE" })).Data();
        await EndsAsync(shop, invoice, "FAILED");
        await using var desk = await SignInAsync("Viewer", "bn");

        await desk.OpenAsync($"/admin/invoices/{invoice["id"]}?mode=test");
        await desk.Page.WaitForSelectorAsync("#invoice-mails tr:has-text('ব্যর্থ'):has-text('মেইল সার্ভার প্রাপককে নেয়নি (৫৫০)।')");
        Assert.Equal(0, await desk.Page.Locator("#invoice-mail").CountAsync());
        Assert.DoesNotContain(Customer, await desk.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await desk.Page.FaultsAsync("mails in Bangla", [390, 320]));
        await desk.OpenAsync($"/admin/invoices/{nameless["id"]}?mode=test");
        await desk.Page.WaitForSelectorAsync("#invoice-mails:has-text('এতে গ্রাহকের ই-মেইল ঠিকানা নেই')");
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task Where_there_is_no_mail_server_nothing_can_be_pressed_and_the_page_says_why()
    {
        var shop = await withoutMail.RegisterAsync();
        var invoice = await IssueAsync(shop, Customer);
        await using var desk = await withoutMail.SignInAsync(browser, await withoutMail.OperatorAsync("Finance"));
        await desk.SettleAsync();

        await desk.OpenAsync($"/admin/invoices/{invoice["id"]}?mode=test");

        await desk.Page.WaitForSelectorAsync("#invoice-mails:has-text('This service has no mail server')");
        Assert.Equal(0, await desk.Page.Locator("#invoice-mail").CountAsync());
    }

    [Fact]
    public async Task What_an_application_mails_is_set_in_its_form()
    {
        var shop = await server.RegisterAsync();
        await using var desk = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword);
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/apps/{shop.Id}?mode=test");
        var page = desk.Page;

        // What is no list of days, and what is none that can be kept, is told beside the field.
        foreach (var (typed, why) in new[] { ("3, soon", ""), ("7, 0", "Must be from 1 to 90"), ("1, 2, 3, 4, 5, 6", "at most 5") })
        {
            await page.FillAsync("#reminders-before", typed);
            await page.ClickAsync("main button:text-is('Save')");
            await page.WaitForSelectorAsync($"#reminders-before-wrong:has-text('{why}')");
        }

        await page.FillAsync("#reminders-before", "7, 3");
        await page.FillAsync("#reminders-after", "1");
        await page.CheckAsync("main label:has-text('e-mail') input[type=checkbox]");
        await page.ClickAsync("main button:text-is('Save')");
        await page.WaitForSelectorAsync(".notice.good");

        var kept = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data();
        Assert.Equal([3, 7], kept["mailRemindersBefore"]!.AsArray().Select(days => (int)days!));
        Assert.Equal([1], kept["mailRemindersAfter"]!.AsArray().Select(days => (int)days!));
        Assert.True((bool)kept["mailInvoices"]!);
        await desk.OpenAsync($"/admin/apps/{shop.Id}?mode=test");
        Assert.Equal("3, 7", await page.InputValueAsync("#reminders-before"));
        Assert.True(await page.IsCheckedAsync("main label:has-text('e-mail') input[type=checkbox]"));

        // Emptied, it is none.
        await page.FillAsync("#reminders-before", "");
        await page.ClickAsync("main button:text-is('Save')");
        await page.WaitForSelectorAsync(".notice.good");
        Assert.Empty((await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["mailRemindersBefore"]!.AsArray());
        Assert.Empty(desk.Watch.Complaints);
    }

    private async Task<Desk> SignInAsync(string role, string locale = "en")
    {
        var desk = await server.SignInAsync(
            browser, await new People(server).OfRoleAsync(role), DashboardServer.Password,
            new() { ViewportSize = new() { Width = 1280, Height = 860 }, Locale = locale });
        await desk.SettleAsync();
        return desk;
    }

    private static Task<JsonArray> EndsAsync(TestApplication shop, JsonNode invoice, string status) => Eventually.BecomesAsync(
        async () => (await shop.Test.ReadAsync($"invoices/{invoice["id"]}/mails")).Data().AsArray(),
        mails => mails is [{ } last, ..] && (string?)last["status"] == status);

    private static async Task<JsonNode> IssueAsync(TestApplication shop, string? email) => (await shop.Test.PostAsync(
        "invoices", new JsonObject
        {
            ["customerReference"] = "customer-17",
            ["customerEmail"] = email,
            ["lineItems"] = new JsonArray(new JsonObject { ["description"] = "Design", ["qty"] = 2, ["unitAmountMinor"] = 50_000 }),
        })).Data();
}
