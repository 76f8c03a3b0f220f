using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;
using OiPayments.UnitTests.Documents;

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
        await page.DblClickAsync("main button:has-text('Save as a draft')");

        // The draft shows what was typed; nothing is owed yet.
        await page.ArriveAsync("/admin/invoices/*?mode=test");
        await page.WaitForSelectorAsync(".big-amount:has-text('৳1,997.00')");
        await page.WaitForSelectorAsync("main .badge:has-text('Draft')");
        await page.WaitForSelectorAsync("main td:has-text('1.5 × ৳1,000.00'):has-text('Tax 15%')");
        await page.WaitForSelectorAsync("main .sums:has-text('Instalment 2')");
        await page.WaitForSelectorAsync("main .facts dd:has-text('Road 3, Dhaka')");
        await page.WaitForSelectorAsync("main .facts dd:has-text('0001234560101')");

        // Saved once, although the button was pressed twice.
        Assert.Single((await shop.Test.ReadAsync("invoices")).Data().AsArray());

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
    public async Task What_was_withheld_and_what_is_credited_is_written_down_once_and_stands_there_with_its_proof()
    {
        var shop = await server.RegisterAsync();
        var invoice = (await shop.Test.PostAsync("invoices", Body([]))).Data();
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/invoices?mode=test&app={shop.Id}");
        var page = desk.Page;
        await page.ClickAsync("tbody td .amount");

        // The button says what was read, and cannot be pressed for more than is owed, or for what can be meant in two ways.
        await page.ClickAsync(".panel .actions button:has-text('Withheld at source')");
        var send = page.Locator("[role=dialog] button[type=submit]");
        await Assertions.Expect(send).ToBeDisabledAsync();
        await page.FillAsync("#withhold-amount", "1.000,00");
        await page.WaitForSelectorAsync("#withhold-amount-wrong:has-text('not an amount')");
        await page.FillAsync("#withhold-amount", "1,000.01");
        await Assertions.Expect(send).ToHaveTextAsync("Write down ৳1,000.01 withheld");
        await Assertions.Expect(send).ToBeDisabledAsync();
        await page.FillAsync("#withhold-amount", "৭৫");
        await Assertions.Expect(send).ToHaveTextAsync("Write down ৳75.00 withheld");
        await send.ClickAsync();
        await page.WaitForSelectorAsync("#withhold-certificate-wrong");
        await page.WaitForSelectorAsync("#withhold-day-wrong");
        await page.SelectOptionAsync("#withhold-kind", new SelectOptionValue { Label = "Income tax" });
        await page.FillAsync("#withhold-certificate", "6.6/2026/17");
        await page.FillAsync("#withhold-day", Day(20));
        await send.ClickAsync();
        await page.WaitForSelectorAsync("#withhold-day-wrong:has-text('future')");
        await CheckDialogAsync(page);
        await page.FillAsync("#withhold-day", Day(-2));
        await send.DblClickAsync();
        await page.WaitForSelectorAsync(".panel .note.good:has-text('৳75.00 is written down as withheld')");
        await page.WaitForSelectorAsync(
            ".panel #invoice-withholdings tr:has-text('6.6/2026/17'):has-text('Income tax'):has-text('Finance of the'):has-text('৳75.00')");
        await page.WaitForSelectorAsync(
            ".panel .timeline li:has-text('৳75.00 was withheld at source: certificate 6.6/2026/17'):has-text('Finance of the tests')");
        await Assertions.Expect(page.Locator(".panel .sums dd").Last).ToHaveTextAsync("৳925.00");

        await page.ClickAsync(".panel .actions button:has-text('Credit note')");
        await page.FillAsync("#credit-amount", "1,000.01");
        await Assertions.Expect(send).ToBeDisabledAsync();
        await page.FillAsync("#credit-amount", "200");
        await send.ClickAsync();
        await page.WaitForSelectorAsync("#credit-reason-wrong");
        await CheckDialogAsync(page);
        await page.FillAsync("#credit-reason", "Came late");
        await page.Locator("#credit-reason").BlurAsync();
        await Assertions.Expect(send).ToHaveTextAsync("Credit ৳200.00");
        await send.DblClickAsync();
        await page.WaitForSelectorAsync(".panel .note.good:has-text('A credit note of ৳200.00 is made')");
        await page.WaitForSelectorAsync(
            ".panel #invoice-credit-notes tr:has-text('CN-'):has-text('Came late'):has-text('Finance of the tests'):has-text('৳200.00')");
        await page.WaitForSelectorAsync(".panel .timeline li:has-text('৳200.00 was taken back by credit note CN-'):has-text('Finance of')");
        var note = (await shop.Test.ReadAsync($"invoices/{invoice["id"]}/credit-notes")).Data()[0]!;
        var link = await page.GetAttributeAsync($".panel #invoice-credit-notes a[aria-label='{note["number"]} as PDF']", "href");
        var pdf = await desk.Context.APIRequest.GetAsync(new Uri(desk.Web, link).ToString());
        Assert.Equal((200, "application/pdf"), (pdf.Status, pdf.Headers["content-type"]));
        Assert.Contains($"{note["number"]}.pdf", pdf.Headers["content-disposition"], StringComparison.Ordinal);
        await Assertions.Expect(page.Locator(".panel .sums dd").Last).ToHaveTextAsync("৳725.00");
        Assert.Equal(0, await page.Locator(".panel button:has-text('Make void')").CountAsync());
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        Assert.Empty(desk.Watch.Complaints);

        Assert.Single((await shop.Test.ReadAsync($"invoices/{invoice["id"]}/withholdings")).Data().AsArray());
        Assert.Single((await shop.Test.ReadAsync($"invoices/{invoice["id"]}/credit-notes")).Data().AsArray());

        // All of it taken back: nothing is left to withhold or to credit.
        await page.ClickAsync(".panel .actions button:has-text('Credit note')");
        await page.FillAsync("#credit-amount", "800");
        await page.FillAsync("#credit-reason", "Never came");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".panel #invoice-credit-notes tr:has-text('Never came')");
        Assert.Equal(0, await page.Locator(".panel .actions button").CountAsync());
    }

    [Fact]
    public async Task Who_looked_at_an_invoice_that_was_paid_meanwhile_is_told_and_changes_nothing()
    {
        var shop = await server.RegisterAsync();
        var invoice = (await shop.Test.PostAsync("invoices", Body([]))).Data();
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/invoices/{invoice["id"]}?mode=test");
        var page = desk.Page;
        await page.ClickAsync("main .actions button:has-text('Credit note')");
        await page.FillAsync("#credit-amount", "100");
        await page.FillAsync("#credit-reason", "Came late");
        (await shop.Test.PostAsync($"invoices/{invoice["id"]}/credit-notes", JsonNode.Parse("""{"amountMinor":40000,"reason":"Gift"}""")!))
            .Data();
        await page.ClickAsync("[role=dialog] button:has-text('Credit ৳100.00')");
        await page.WaitForSelectorAsync("[role=dialog] .note.bad:has-text('changed since you read it')");
        await page.ClickAsync("[role=dialog] button:has-text('Cancel')");

        // What it is by now stands there, and can be gone on from.
        await page.WaitForSelectorAsync("main #invoice-credit-notes tr:has-text('Gift')");
        await page.ClickAsync("main .actions button:has-text('Withheld at source')");
        await page.FillAsync("#withhold-amount", "50");
        await page.FillAsync("#withhold-certificate", "A-1");
        await page.FillAsync("#withhold-day", Day(-1));
        (await shop.Test.PostAsync($"invoices/{invoice["id"]}/credit-notes", JsonNode.Parse("""{"amountMinor":100,"reason":"Gift"}""")!))
            .Data();
        await page.ClickAsync("[role=dialog] button:has-text('Write down ৳50.00')");
        await page.WaitForSelectorAsync("[role=dialog] .note.bad:has-text('changed since you read it')");

        var now = (await shop.Test.ReadAsync($"invoices/{invoice["id"]}")).Data();
        Assert.Equal((40_100, 0), ((long)now["amountCreditedMinor"]!, (long)now["amountWithheldMinor"]!));
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task Its_PDF_and_the_customers_page_open_from_it()
    {
        var shop = await server.RegisterAsync();
        var invoice = (await shop.Test.PostAsync("invoices", Body([]))).Data();
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Viewer"));
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/invoices?mode=test&app={shop.Id}");
        await desk.Page.ClickAsync("tbody td .amount");

        var customers = await desk.Context.RunAndWaitForPageAsync(() => desk.Page.ClickAsync(".panel #invoice-link a"));
        await customers.WaitForSelectorAsync($"main:has-text('{invoice["number"]}'):has-text('Design')");
        Assert.Equal((string?)invoice["payableUrl"], customers.Url);
        await customers.CloseAsync();

        var answered = new TaskCompletionSource<IResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        var path = $"/admin/invoices/{invoice["id"]}/pdf";
        desk.Context.Response += (_, response) =>
        {
            if (new Uri(response.Url).AbsolutePath == path) answered.TrySetResult(response);
        };
        await desk.Page.ClickAsync(".panel #invoice-pdf");
        var answer = await answered.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal((200, "application/pdf"), (answer.Status, await answer.HeaderValueAsync("content-type")));
        Assert.Contains($"{invoice["number"]}.pdf", await answer.HeaderValueAsync("content-disposition"), StringComparison.Ordinal);
        var file = await desk.Context.APIRequest.GetAsync(answer.Url);
        Assert.StartsWith("%PDF-", System.Text.Encoding.Latin1.GetString(await file.BodyAsync()), StringComparison.Ordinal);

        // Nobody's invoice, and nobody who is signed in.
        Assert.Equal(404, (await desk.Context.APIRequest.GetAsync(new Uri(desk.Web, "/admin/invoices/99999999/pdf").ToString())).Status);
        await using var stranger = await browser.OpenAsync(new());
        var sent = await stranger.APIRequest.GetAsync(new Uri(desk.Web, path).ToString());
        Assert.Contains("/admin/sign-in?returnUrl=", sent.Url, StringComparison.Ordinal);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task A_logo_is_uploaded_seen_and_removed_beside_what_is_typed()
    {
        var shop = await server.RegisterAsync();
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/invoices/template?mode=test&app={shop.Id}");
        var page = desk.Page;
        await page.WaitForSelectorAsync("#template-picture:has-text('None yet')");
        await page.FillAsync("#template-footer", "Thank you");
        await page.Locator("#template-footer").BlurAsync();

        foreach (var (bytes, why) in new[] { (new byte[1_000_001], "at most 1 MB"), ("<svg/>"u8.ToArray(), "PNG") })
        {
            await page.SetInputFilesAsync("#template-file", new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = bytes });
            await page.WaitForSelectorAsync($"#template-picture .note.bad:has-text('{why}')");
        }

        var picture = await page.Locator("main h1").First.ScreenshotAsync();
        await page.SetInputFilesAsync("#template-file", new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = picture });
        await page.WaitForSelectorAsync("#template-picture img");
        await page.WaitForFunctionAsync("() => document.querySelector('#template-picture img').naturalWidth > 0");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        Assert.Empty(await page.FaultsAsync("logo", [390, 320]));
        await page.SetViewportSizeAsync(1280, 860);
        await page.ClickAsync("main form button:has-text('Save')");
        await page.WaitForSelectorAsync(".notice.good:has-text('Saved')");
        var saved = (await shop.Test.ReadAsync("invoices/template")).Data();
        Assert.Equal(("Thank you", true), ((string?)saved["footerNote"], saved["logoDigest"] is not null));

        await page.ClickAsync("#template-picture button:has-text('Remove the logo')");
        await page.ClickAsync("[role=dialog] button:has-text('Remove the logo')");
        await page.WaitForSelectorAsync(".notice.good:has-text('The logo is removed')");
        await page.WaitForSelectorAsync("#template-picture:has-text('None yet')");
        Assert.Null((await shop.Test.ReadAsync("invoices/template")).Data()["logoDigest"]);
        Assert.Equal(404, (await desk.Context.APIRequest.GetAsync(
            new Uri(desk.Web, $"/admin/invoices/template/logo?app={shop.Id}").ToString())).Status);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task A_sample_shows_the_template_as_it_is_typed_and_nothing_of_it_is_kept()
    {
        var shop = await server.RegisterAsync();
        await using var desk = await server.SignInAsync(browser, await server.OperatorAsync("Finance"));
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/invoices/template?mode=test&app={shop.Id}");
        var page = desk.Page;
        await page.FillAsync("#template-company", "Tea & <b>Sons</b>");
        await page.FillAsync("#template-address", "House 1\nRoad 2");
        await page.SelectOptionAsync("#template-language", "BOTH");
        await page.FillAsync("#template-colour", "#b3261e");
        await page.FillAsync("#template-pattern", "TEA/{seq:4}");

        // The field that is still being typed in counts as well.
        await page.FillAsync("#template-footer", "ধন্যবাদ");
        var (sample, sent) = await OpenSampleAsync(desk);

        Assert.Equal((200, "application/pdf", ""), sample);
        using (var pdf = new PdfFile(await SendAgainAsync(desk, sent)))
        {
            var text = string.Concat(pdf.Lines());
            string[] said = [
                "Tea & <b>Sons</b>", "House 1", "Road 2", "ধন্যবাদ", "TEA/0001", "Sample customer / নমুনা গ্রাহক",
                "A sample: nothing is owed. / এটি নমুনা: কিছু পাওনা নেই।",
            ];
            Assert.All(said, one => Assert.Contains(one, text, StringComparison.Ordinal));
        }

        var kept = (await shop.Test.ReadAsync("invoices/template")).Data();
        Assert.Equal((null, 0), ((string?)kept["companyName"], (int)kept["version"]!));
        Assert.Empty((await shop.Test.ReadAsync("invoices")).Data().AsArray());

        // What is typed stays, and can be saved.
        await page.ClickAsync("main form button:has-text('Save')");
        await page.WaitForSelectorAsync(".notice.good:has-text('Saved')");
        Assert.Equal("Tea & <b>Sons</b>", (string?)(await shop.Test.ReadAsync("invoices/template")).Data()["companyName"]);
        Assert.Empty(desk.Watch.Complaints);

        // What cannot be saved cannot be drawn, and the tab says why.
        await page.FillAsync("#template-colour", "red;}");
        var (refused, _) = await OpenSampleAsync(desk);
        Assert.Equal((400, "text/plain; charset=utf-8"), (refused.Status, refused.Type));
        Assert.Contains("Accent colour: Must be a colour", refused.Text, StringComparison.Ordinal);

        // Without the form's token, for nobody, and for who may not change it, there is none.
        await using var viewer = await server.SignInAsync(browser, await server.OperatorAsync("Viewer"));
        await viewer.SettleAsync();
        await viewer.OpenAsync($"/admin/invoices/template?mode=test&app={shop.Id}");
        Assert.Equal(0, await viewer.Page.Locator("#template-preview").CountAsync());
        await using var stranger = await browser.OpenAsync(new());
        Assert.Equal(401, (await PostAsync(stranger, sent, sent.PostData)).Status);
        Assert.Equal(400, (await PostAsync(desk.Context, sent, "companyName=Tea")).Status);
        Assert.Equal(400, (await PostAsync(viewer.Context, sent, sent.PostData)).Status);
        var token = await viewer.Page.GetAttributeAsync("#template-form input[name=__RequestVerificationToken]", "value");
        var forbidden = await PostAsync(
            viewer.Context, sent, $"numberPattern=A-%7Bseq%7D&__RequestVerificationToken={Uri.EscapeDataString(token!)}");
        Assert.Equal(403, forbidden.Status);
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
        Assert.Equal(0, await desk.Page.Locator("main form button.button, main input[type=file]").CountAsync());
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

    [Fact]
    public async Task Who_reads_Bangla_is_told_in_Bangla_what_is_wrong_with_a_field()
    {
        var shop = await server.RegisterAsync();
        await using var desk = await server.SignInAsync(
            browser, await server.OperatorAsync("Finance"), DashboardServer.Password,
            new() { ViewportSize = new() { Width = 390, Height = 844 }, Locale = "bn" });
        await desk.SettleAsync();
        await desk.OpenAsync($"/admin/invoices/template?mode=test&app={shop.Id}");
        var page = desk.Page;
        await page.FillAsync("#template-pattern", "TEA-{seq");
        await page.Locator("#template-pattern").BlurAsync();
        await page.WaitForSelectorAsync("#template-pattern-wrong:has-text('একটি { আছে, তার } নেই।')");
        await page.FillAsync("#template-pattern", "TEA-{seq}");
        await page.FillAsync("#template-colour", "red");
        await page.SelectOptionAsync("#template-layout", "MUSHAK63");
        await page.ClickAsync("main form button.button:not(.quiet-button)");
        await page.WaitForSelectorAsync("#template-colour-wrong:has-text('একটি রং লিখুন, যেমন #0a7d4f।')");
        await page.WaitForSelectorAsync("#template-officer-wrong:has-text('মূসক ৬.৩ ছাঁচের জন্য এটি লাগবে।')");
        Assert.Empty(await page.FaultsAsync("template in Bangla", [390, 320]));
        Assert.Empty(desk.Watch.Complaints);

        await desk.OpenAsync("/admin/invoices/new?mode=test");
        await page.SelectOptionAsync("#invoice-app", $"{shop.Id}");
        await FillLineAsync(page, 1, "Design", "1", "100");
        await page.ClickAsync("main form button.button:not(.quiet-button)");
        await page.WaitForSelectorAsync("#invoice-customer-wrong");
        Assert.Contains(await page.TextContentAsync("#invoice-customer-wrong") ?? "", letter => letter is >= '\u0980' and <= '\u09FF');
        Assert.DoesNotContain(await page.TextContentAsync("#invoice-customer-wrong") ?? "", char.IsAsciiLetter);
    }

    /// <summary>What the tab of a sample was answered, and what it had sent.</summary>
    private static async Task<((int Status, string? Type, string Text) Answer, IRequest Sent)> OpenSampleAsync(Desk desk)
    {
        var answered = new TaskCompletionSource<IResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(object? from, IResponse response)
        {
            // What a viewer in the tab before takes from memory has no headers.
            if (new Uri(response.Url).AbsolutePath == "/admin/invoices/template/preview" && response.Headers.ContainsKey("content-type"))
                answered.TrySetResult(response);
        }

        desk.Context.Response += Hear;
        await desk.Page.ClickAsync("#template-preview");
        var answer = await answered.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        desk.Context.Response -= Hear;
        var said = (answer.Status, await answer.HeaderValueAsync("content-type"), answer.Status >= 400 ? await answer.TextAsync() : "");
        foreach (var tab in desk.Context.Pages.Where(tab => tab != desk.Page).ToList()) await tab.CloseAsync();
        return (said, answer.Request);
    }

    /// <summary>The file: of what a browser shows in its own viewer only the headers can be read.</summary>
    private static async Task<byte[]> SendAgainAsync(Desk desk, IRequest sent) =>
        await (await PostAsync(desk.Context, sent, sent.PostData)).BodyAsync();

    private static Task<IAPIResponse> PostAsync(IBrowserContext context, IRequest like, string? form) => context.APIRequest.PostAsync(
        like.Url, new() { DataString = form, Headers = [new("Content-Type", "application/x-www-form-urlencoded")] });

    /// <summary>A dialog is used by everyone, on a phone too.</summary>
    private static async Task CheckDialogAsync(IPage page)
    {
        Assert.Empty(await page.FaultsAsync("dialog", [390, 320]));
        await page.SetViewportSizeAsync(1280, 860);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        }
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
