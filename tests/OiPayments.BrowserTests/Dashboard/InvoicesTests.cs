using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>An operator's day with invoices, by links and buttons alone.</summary>
public class InvoicesTests(DashboardServer server, Browser browser)
{
    [Fact]
    public async Task A_draft_is_made_edited_issued_found_and_made_void()
    {
        var shop = await server.RegisterAsync();
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await desk.SettleAsync();
        var page = desk.Page;
        await page.ClickAsync("#rail a:has-text('Invoices')");
        await page.ArriveAsync("/admin/invoices?mode=test");
        await page.ClickAsync("main .head a:has-text('Make an invoice')");
        await page.ArriveAsync("/admin/invoices/new?mode=test");
        await page.SelectOptionAsync("#invoice-app", $"{shop.Id}");
        await page.FillAsync("#invoice-customer", $"school-{shop.Id}");
        await page.FillAsync("#invoice-name", "Rahima Khatun");
        await page.FillAsync("#invoice-address", "House 7\nRoad 3, Dhaka");
        await page.FillAsync("#invoice-bin", "0001234560101");

        // The total follows what is typed, in either digits; and says nothing while an amount can be meant in two ways.
        var total = page.Locator("#invoice-totals .sum").Last;
        await FillLineAsync(page, 1, "Design work", "1.5", "1,000", rate: "15");
        await Assertions.Expect(total).ToHaveTextAsync("৳1,725.00");
        await page.FillAsync("#line-1-price", "1.000,00");
        await page.WaitForSelectorAsync("#line-1-price-wrong");
        await Assertions.Expect(page.Locator("#invoice-totals")).ToContainTextAsync("Mend the marked fields");
        await page.FillAsync("#line-1-price", "৳ ১,০০০");
        await page.ClickAsync("main button:has-text('Add a line')");
        await FillLineAsync(page, 2, "Printing", "৩", "99.99", off: "0.97");
        await Assertions.Expect(total).ToHaveTextAsync("৳2,024.00");
        await page.FillAsync("#line-2-off", "300");
        await page.WaitForSelectorAsync("#line-2-off-wrong:has-text('More than the line')");
        await page.FillAsync("#line-2-off", "0.97");
        await page.FillAsync("#invoice-discount", "24");
        await Assertions.Expect(total).ToHaveTextAsync("৳1,997.00");
        await page.CheckAsync("#invoice-tax-included");
        await Assertions.Expect(total).ToHaveTextAsync("৳1,775.00");
        await page.UncheckAsync("#invoice-tax-included");

        await page.ClickAsync("main button:has-text('Add an instalment')");
        await page.ClickAsync("main button:has-text('Add an instalment')");
        await page.FillAsync("#installment-1-day", Day(10));
        await page.FillAsync("#installment-1-part", "1,000");
        await page.FillAsync("#installment-2-day", Day(40));
        await page.FillAsync("#installment-2-part", "900");
        await page.WaitForSelectorAsync("main .note:has-text('come to ৳1,900.00; the total is ৳1,997.00')");
        await page.ClickAsync("main button:has-text('Save as a draft')");
        await page.WaitForSelectorAsync("main .note:has-text('come to ৳1,900.00')");
        await page.FillAsync("#installment-2-part", "997");
        await page.ClickAsync("main button:has-text('Save as a draft')");

        // The draft shows what was typed; nothing is owed yet.
        await page.ArriveAsync("/admin/invoices/*?mode=test");
        await page.WaitForSelectorAsync(".big-amount:has-text('৳1,997.00')");
        await page.WaitForSelectorAsync("main .badge:has-text('Draft')");
        await page.WaitForSelectorAsync("main td:has-text('1.5 × ৳1,000.00'):has-text('Tax 15%')");
        await page.WaitForSelectorAsync("main .sums:has-text('Instalment 2')");
        await page.WaitForSelectorAsync("main .facts dd:has-text('Road 3, Dhaka')");
        await page.WaitForSelectorAsync("main .facts dd:has-text('0001234560101')");

        await page.ClickAsync("main .actions a:has-text('Edit')");
        await page.ArriveAsync("/admin/invoices/*/edit?mode=test");
        await page.WaitForSelectorAsync("#line-2-what");
        await Assertions.Expect(page.Locator("#line-2-off")).ToHaveValueAsync("0.97");
        await Assertions.Expect(page.Locator("#line-1-rate")).ToHaveValueAsync("15");
        await Assertions.Expect(page.Locator("#invoice-address")).ToHaveValueAsync("House 7\nRoad 3, Dhaka");
        await Assertions.Expect(page.Locator("#invoice-bin")).ToHaveValueAsync("0001234560101");
        await page.ClickAsync("main button[aria-label='Take away line 2']");
        await page.ClickAsync("main button[aria-label='Take away instalment 1']");

        // The second has become the first.
        await Assertions.Expect(page.Locator("#installment-2-part")).ToHaveCountAsync(0);
        await page.FillAsync("#installment-1-part", "1,697.40");
        await Assertions.Expect(total).ToHaveTextAsync("৳1,697.40");
        await page.ClickAsync("main button:has-text('Save as a draft')");
        await page.WaitForSelectorAsync(".big-amount:has-text('৳1,697.40')");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));

        await page.ClickAsync("main .actions button:has-text('Issue ৳1,697.40')");
        await page.WaitForSelectorAsync("[role=dialog] p:has-text('can never be changed again')");
        await page.ClickAsync("[role=dialog] button:has-text('Issue ৳1,697.40')");
        await page.WaitForSelectorAsync("main .note.good:has-text('Issued as INV-')");
        var number = await page.Locator("main .ref code").First.TextContentAsync();
        Assert.Equal(0, await page.Locator("main .actions a:has-text('Edit')").CountAsync());

        // It is found by its number, and by its customer.
        await page.ClickAsync("#rail a:has-text('Invoices')");
        await page.ArriveAsync("/admin/invoices?mode=test");
        await page.FillAsync(".filters label:has-text('Invoice number') input", number!);
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync($"/admin/invoices?*number={number}*");
        await page.FillAsync(".filters label:has-text('Customer reference') input", $"school-{shop.Id}");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync($"/admin/invoices?*customer=school-{shop.Id}*");
        await page.SelectOptionAsync(".filters label:has-text('Status') select", "ISSUED");
        await page.ArriveAsync("/admin/invoices?*status=ISSUED*");
        await page.ClickAsync($"tbody tr:only-child td:has-text('{number}')");
        await page.WaitForSelectorAsync(".panel .timeline li:has-text('is owed from here on')");
        await page.ClickAsync(".panel button:has-text('Make void')");
        await page.ClickAsync($"[role=dialog] button:has-text('Make {number} void')");
        await page.WaitForSelectorAsync(".panel .badge:has-text('Void')");
        await page.WaitForSelectorAsync(".panel .timeline li:has-text('counts no longer')");
        Assert.Equal(0, await page.Locator(".panel .actions button").CountAsync());
        Assert.Empty(desk.Watch.Complaints);

        var kept = (await shop.Test.ReadAsync($"invoices?number={number}")).Data()[0]!;
        Assert.Equal(("VOID", 169_740), ((string?)kept["status"], (long)kept["totalMinor"]!));
    }

    [Fact]
    public async Task Two_who_edit_one_draft_keep_each_others_work_and_choose_where_both_changed_the_same()
    {
        var shop = await server.RegisterAsync();
        var draft = await DraftAsync(shop);
        var other = await server.OperatorAsync("Finance");
        await using var first = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await first.SettleAsync();
        await using var second = await server.SignInAsync(browser, other);
        await second.SettleAsync();
        foreach (var desk in (Desk[])[first, second])
        {
            await desk.OpenAsync($"/admin/invoices?mode=test&app={shop.Id}");
            await desk.Page.ClickAsync("tbody td .amount");
            await desk.Page.ClickAsync(".panel .actions a:has-text('Edit')");
            await desk.Page.WaitForSelectorAsync("#line-1-price");
        }

        await second.Page.FillAsync("#line-1-price", "600");
        await second.Page.FillAsync("#invoice-notes", "Theirs");
        await second.Page.ClickAsync("main button:has-text('Save as a draft')");
        await second.Page.WaitForSelectorAsync(".big-amount:has-text('৳1,200.00')");

        await first.Page.FillAsync("#line-1-price", "700");
        await first.Page.FillAsync("#invoice-due", Day(20));
        await first.Page.ClickAsync("main button:has-text('Save as a draft')");
        await first.Page.WaitForSelectorAsync($"main .conflict:has-text('{other}')");
        await Assertions.Expect(first.Page.Locator("main button:has-text('Save as a draft')")).ToBeDisabledAsync();
        await Assertions.Expect(first.Page.Locator("#invoice-notes")).ToHaveValueAsync("Theirs");
        await Assertions.Expect(first.Page.Locator("#line-1-price")).ToHaveValueAsync("700");
        Assert.Empty((await first.Page.RunAxe()).Violations.Select(violation => violation.Id));
        await first.Page.ClickAsync("main button:has-text('Take theirs: Design × 2: ৳600.00')");
        await Assertions.Expect(first.Page.Locator("#line-1-price")).ToHaveValueAsync("600.00");
        await first.Page.ClickAsync("main button:has-text('Save as a draft')");
        await first.Page.WaitForSelectorAsync(".big-amount:has-text('৳1,200.00')");

        var saved = (await shop.Test.ReadAsync($"invoices/{draft["id"]}")).Data();
        Assert.Equal(
            (120_000, "Theirs", Day(20)), ((long)saved["totalMinor"]!, (string?)saved["notes"], (string?)saved["dueDate"]));
        Assert.Empty(first.Watch.Complaints);
        Assert.Empty(second.Watch.Complaints);
    }

    [Fact]
    public async Task A_draft_that_is_not_ready_says_why_and_can_be_deleted()
    {
        var shop = await server.RegisterAsync();
        var draft = await DraftAsync(shop, new() { ["dueDate"] = "2020-01-31" });
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/invoices?mode=test&app={shop.Id}&open={draft["id"]}");

        await desk.Page.ClickAsync(".panel .actions button:has-text('Issue')");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Issue')");
        await desk.Page.WaitForSelectorAsync(".panel .note.bad:has-text('Last day to pay: Is past')");
        await desk.Page.ClickAsync(".panel .actions button:has-text('Delete the draft')");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Delete the draft')");
        await desk.Page.WaitForSelectorAsync("main .empty:has-text('Nothing matches')");

        Assert.Equal("RESOURCE_NOT_FOUND", (await shop.Test.ReadAsync($"invoices/{draft["id"]}")).ErrorCode);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task What_is_paid_of_it_stands_there_with_the_payment_and_the_customers_link_can_be_copied()
    {
        var shop = await server.RegisterAsync();
        var invoice = (await shop.Test.PostAsync("invoices", Body([]))).Data();
        var part = new JsonObject { ["amountMinor"] = 40_000 };
        var link = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", part)).Data();
        await server.PayAsync((string)link["reference"]!);
        await using var desk = await server.SignInAsync(
            browser, await server.OperatorAsync("Finance"), DashboardServer.Password,
            new() { ViewportSize = new() { Width = 1280, Height = 860 }, Permissions = ["clipboard-read", "clipboard-write"] });
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/invoices?mode=test&app={shop.Id}");
        await desk.Page.ClickAsync("tbody td .amount");

        await desk.Page.WaitForSelectorAsync(".panel .badge:has-text('Partly paid')");
        await desk.Page.WaitForSelectorAsync(".panel .timeline li.good:has-text('৳400.00 was paid')");
        await Assertions.Expect(desk.Page.Locator(".panel .sums dd").Last).ToHaveTextAsync("৳600.00");
        Assert.Equal(0, await desk.Page.Locator(".panel button:has-text('Make void')").CountAsync());
        await desk.Page.ClickAsync(".panel #invoice-link .copy");
        await desk.Page.WaitForSelectorAsync(".panel #invoice-link .copy[data-copied]");
        Assert.Equal((string?)invoice["payableUrl"], await desk.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));

        // From the payment back to the invoice.
        await desk.Page.ClickAsync(".panel #invoice-payments a:has-text('৳400.00')");
        await desk.Page.ArriveAsync("/admin/payments/*?mode=test");
        await desk.Page.ClickAsync($"main .facts a:has-text('#{invoice["id"]}')");
        await desk.Page.ArriveAsync($"/admin/invoices/{invoice["id"]}?mode=test");
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task A_viewer_sees_invoices_and_changes_none()
    {
        var shop = await server.RegisterAsync();
        var draft = await DraftAsync(shop, new() { ["customerName"] = "Shirin Akter" });
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Viewer"));
        await desk.SettleAsync();

        await desk.OpenAsync($"/admin/invoices?mode=test&app={shop.Id}&open={draft["id"]}");
        await desk.Page.WaitForSelectorAsync(".panel .timeline");
        Assert.Equal(0, await desk.Page.Locator("main button.button, main a:has-text('Make an invoice')").CountAsync());
        Assert.DoesNotContain("Shirin", await desk.Page.ContentAsync(), StringComparison.Ordinal);
        await desk.OpenAsync($"/admin/invoices/template?mode=test&app={shop.Id}");
        Assert.Equal(0, await desk.Page.Locator("main form button.button").CountAsync());
        foreach (var path in (string[])["new", $"{draft["id"]}/edit"])
        {
            await desk.OpenAsync($"/admin/invoices/{path}?mode=test");
            Assert.Contains("invoice:manage", await desk.Page.TextContentAsync("main .trouble"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_template_is_edited_with_the_number_it_makes_and_home_says_what_is_owed()
    {
        var shop = await server.RegisterAsync();
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await desk.SettleAsync();
        var page = desk.Page;
        await page.ClickAsync("#rail a:has-text('Invoices')");
        await page.ClickAsync("main .head a:has-text('How invoices look')");
        await page.ArriveAsync("/admin/invoices/template?mode=test");
        await page.SelectOptionAsync(".filters select", $"{shop.Id}");
        await page.WaitForSelectorAsync("#template-first:has-text('INV-')");
        await page.FillAsync("#template-pattern", "TEA-{seq");
        await page.Locator("#template-pattern").BlurAsync();
        await page.WaitForSelectorAsync("#template-pattern-wrong");
        await page.FillAsync("#template-pattern", "TEA/{seq:4}");
        await page.FillAsync("#template-company", "Tea Shop Ltd");
        await page.FillAsync("#template-footer", "Thank you");
        await page.Locator("#template-footer").BlurAsync();
        await page.WaitForSelectorAsync("#template-first:has-text('TEA/0001')");
        (await server.Operator.SendAsync(
            HttpMethod.Put, $"admin/invoices/template?applicationId={shop.Id}", """{"companyName":"Coffee Ltd","accentColor":"#0a7d4f"}"""))
            .Data();
        await page.ClickAsync("main form button:has-text('Save')");
        await page.WaitForSelectorAsync($"main .conflict:has-text('{TestServer.OperatorEmail}')");
        await page.ClickAsync("main button:has-text('Keep mine: Tea Shop Ltd')");
        await page.ClickAsync("main form button:has-text('Save')");
        await page.WaitForSelectorAsync(".notice.good");
        await Assertions.Expect(page.Locator("#template-colour")).ToHaveValueAsync("#0a7d4f");

        var issued = (await shop.Test.PostAsync("invoices", Body(new() { ["currency"] = "OMR" }))).Data();
        Assert.Equal("TEA/0001", (string?)issued["number"]);
        await page.ClickAsync("#rail a:has-text('Home')");
        await page.WaitForSelectorAsync("#owed .card:has-text('OMR'):has-text('on 1 invoice')");
        await page.ClickAsync("#owed .card:has-text('OMR') a");
        await page.ArriveAsync("/admin/invoices?mode=test");
        await page.WaitForSelectorAsync("tbody td:has-text('TEA/0001')");
        Assert.Empty(desk.Watch.Complaints);
    }

    private static string Day(int fromToday) =>
        DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddDays(fromToday).UtcDateTime).ToString("O");

    private static async Task FillLineAsync(
        IPage page, int number, string what, string many, string price, string off = "", string rate = "")
    {
        foreach (var (name, text) in new[] { ("what", what), ("many", many), ("price", price), ("off", off), ("rate", rate) })
            await page.FillAsync($"#line-{number}-{name}", text);
    }

    private static JsonObject Body(JsonObject fields)
    {
        var body = new JsonObject
        {
            ["customerReference"] = "customer-17",
            ["lineItems"] = new JsonArray(new JsonObject { ["description"] = "Design", ["qty"] = 2, ["unitAmountMinor"] = 50_000 }),
        };
        foreach (var (name, value) in fields) body[name] = value?.DeepClone();
        return body;
    }

    private static async Task<JsonNode> DraftAsync(TestApplication shop, JsonObject? fields = null)
    {
        var body = Body(fields ?? []);
        body["issue"] = false;
        return (await shop.Test.PostAsync("invoices", body)).Data();
    }
}
