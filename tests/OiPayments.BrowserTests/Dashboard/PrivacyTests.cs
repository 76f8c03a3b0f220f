using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OiPayments.Access;
using OiPayments.BrowserTests.Support;
using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>A customer asks what is kept of them, and to be erased: by links and buttons, and by no address that names them.</summary>
public class PrivacyTests(DashboardServer server, Browser browser)
{
    private static readonly Permission[] Officers =
        [Permission.AppRead, Permission.PaymentRead, Permission.CustomerRead, Permission.InvoiceRead, Permission.PrivacyManage];

    [Fact]
    public async Task From_a_payment_everything_is_looked_at_taken_along_and_erased_once_and_no_address_names_the_customer()
    {
        var (shop, reference) = (await server.RegisterAsync(), "rahima-of-the-first-test");
        var payment = await PayAsync(shop, reference);
        var email = await OfficerAsync();
        await using var desk = await server.SignInAsync(browser, email);
        var (page, addresses) = (desk.Page, new ConcurrentQueue<string>());
        page.Request += (_, request) => addresses.Enqueue(request.Url);
        await desk.SettleAsync();
        await server.LetProofGrowOldAsync(email);

        await page.ClickAsync("#rail a:has-text('Payments')");
        await page.ArriveAsync("/admin/payments?mode=test");
        await page.ClickAsync($"a[data-row][href*='/admin/payments/{payment["id"]}?']");
        await page.ClickAsync("a:has-text('Export or erase the customer’s data')");
        await page.ArriveAsync($"/admin/privacy?payment={payment["id"]}&mode=test");
        await Assertions.Expect(page.Locator("#privacy-app")).ToHaveValueAsync($"{shop.Id}");
        await Assertions.Expect(page.Locator("#privacy-name")).ToHaveValueAsync(reference);
        await page.ClickAsync("#privacy-form button");
        await ProveAsync(page);
        await page.WaitForSelectorAsync("#privacy-kept tbody tr:has-text('Payments') td.end:text-is('1')");
        await page.WaitForSelectorAsync("#privacy-kept tbody tr:has-text('Gateway callbacks')");

        // Whoever reads for long proves themselves before the file is sent.
        await server.LetProofGrowOldAsync(email);
        var file = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.ClickAsync("#privacy-download");
            await ProveAsync(page);
        });
        Assert.Matches($"^customer-of-{shop.Id}-[0-9-]{{10}}[.]json$", file.SuggestedFilename);
        using var reader = new StreamReader(await file.CreateReadStreamAsync());
        var taken = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var answered = await server.Operator.PostAsync(
            "admin/privacy/export", new JsonObject { ["applicationId"] = shop.Id, ["customerReference"] = reference });
        Assert.Equal(WithoutTimes(answered.Text), WithoutTimes(taken));
        Assert.Contains(reference, taken, StringComparison.Ordinal);

        await page.ClickAsync("#privacy-erase-button");
        var button = page.Locator("button[form=erase-form]");
        await Assertions.Expect(button).ToBeDisabledAsync();
        await page.FillAsync("#erase-name", "rahima");
        await Assertions.Expect(button).ToBeDisabledAsync();
        await page.FillAsync("#erase-name", reference);
        await Assertions.Expect(button).ToContainTextAsync("records for good");
        await button.DblClickAsync();
        await page.WaitForSelectorAsync("#privacy-erased .note.good:has-text('erased for good')");

        Assert.Equal("[erased]", (string?)(await shop.ReadPaymentAsync(payment))["customerReference"]);
        Assert.Single(
            (await server.Operator.ReadAsync($"admin/audit-logs?action=privacy.erase&applicationId={shop.Id}")).Data().AsArray());

        // Back at the payment nothing leads here any more, and what was looked at is not shown by the way forward.
        await page.GoBackAsync();
        await page.WaitForSelectorAsync("main .facts dd:text-is('[erased]')");
        Assert.Equal(0, await page.Locator("main a[href*='/admin/privacy']").CountAsync());
        await page.GoForwardAsync();
        await page.WaitForSelectorAsync("#privacy-form");
        Assert.Equal(0, await page.Locator("#privacy-kept, #privacy-erased").CountAsync());
        Assert.DoesNotContain(addresses, address => address.Contains("rahima", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task What_is_open_is_named_with_what_to_do_and_an_invoice_of_the_tax_office_with_its_day()
    {
        var (shop, mail) = (await server.RegisterAsync(), "open-business@example.com");
        var pending = await shop.OpenPaymentAsync(new() { ["customerReference"] = "open-1", ["customerEmail"] = mail });
        var invoice = (await shop.Live.PostAsync("invoices", InvoiceOf("open-1", mail))).Data();
        (await shop.Live.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject())).Data();
        await IndexedAsync(shop);
        await using var desk = await OpenAsync();
        var page = desk.Page;

        await page.SelectOptionAsync("#privacy-app", "");
        await page.ClickAsync("#privacy-form button");
        await page.WaitForSelectorAsync("#privacy-app-wrong");
        await page.SelectOptionAsync("#privacy-app", $"{shop.Id}");
        await page.SelectOptionAsync("#privacy-by", "customerEmail");
        await page.FillAsync("#privacy-name", "open-business");
        await page.ClickAsync("#privacy-form button");
        await page.WaitForSelectorAsync("#privacy-name-wrong:has-text('Must be an e-mail address')");
        await page.FillAsync("#privacy-name", " Open-Business@example.com ");
        await page.ClickAsync("#privacy-form button");
        await page.WaitForSelectorAsync("#privacy-erase .note.warning li:has-text('Payments that have not ended: 1'):has-text('two days')");
        Assert.Equal(0, await page.Locator("#privacy-erase-button").CountAsync());

        using (var pressed = await server.Browser.PostAsync($"/checkout/{pending["reference"]}/cancel", null))
            Assert.Equal(303, (int)pressed.StatusCode);
        await page.ClickAsync("#privacy-erase button:has-text('Look again')");
        await page.ClickAsync("#privacy-erase-button");
        await page.FillAsync("#erase-name", "open-business@example.com");
        await page.ClickAsync("button[form=erase-form]");
        await page.WaitForSelectorAsync($"#privacy-erased [data-kept] li:has-text('{invoice["number"]}'):has-text('can be erased from')");

        await page.SelectOptionAsync("#privacy-by", "customerReference");
        await page.FillAsync("#privacy-name", "nobody");
        await page.ClickAsync("#privacy-form button");
        await page.WaitForSelectorAsync("main .empty:has-text('Nothing is kept')");
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task What_somebody_else_did_meanwhile_is_told_and_nothing_is_erased_beside_it()
    {
        var shop = await server.RegisterAsync();
        await PayAsync(shop, "first");
        await PayAsync(shop, "second");
        await using var desk = await OpenAsync();
        var page = desk.Page;

        await LookAsync(page, shop, "first");
        var body = new JsonObject { ["applicationId"] = shop.Id, ["customerReference"] = "first", ["dryRun"] = false };
        (await server.Operator.PostAsync("admin/privacy/erase", body)).Data();
        await EraseAsync(page, "first");
        await page.WaitForSelectorAsync("#privacy-erased .note.good:has-text('somebody else')");

        await page.ClickAsync("#privacy-erased button");
        await LookAsync(page, shop, "second");
        var pending = await shop.OpenPaymentAsync(new() { ["customerReference"] = "second" });
        await EraseAsync(page, "second");
        await page.WaitForSelectorAsync("main > .stack > .note.bad:has-text('Nothing was erased')");
        await page.WaitForSelectorAsync("#privacy-erase .note.warning li:has-text('Payments that have not ended')");
        Assert.Equal("second", (string?)(await shop.ReadPaymentAsync(pending))["customerReference"]);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task Whoever_may_not_sees_no_way_there_and_gets_no_file()
    {
        var (mine, others) = (await server.RegisterAsync(), await server.RegisterAsync());
        await using var support = await server.SignInAsync(browser, await server.OperatorAsync("Support"));
        await support.SettleAsync();
        Assert.Equal(0, await support.Page.Locator("#rail a:has-text('Privacy')").CountAsync());
        await support.OpenAsync("/admin/privacy?mode=test");
        await support.Page.WaitForSelectorAsync("main .trouble");

        var email = await OfficerAsync(mine);
        await using var officer = await server.SignInAsync(browser, email);
        await officer.SettleAsync();
        await officer.Page.ClickAsync("#rail a:has-text('Privacy')");
        await officer.Page.WaitForSelectorAsync("#privacy-app");
        Assert.Equal(["", $"{mine.Id}"], await officer.Page.Locator("#privacy-app option").EvaluateAllAsync<string[]>(
            "all => all.map(one => one.value)"));

        // Without the form's token, and with another's app in it.
        var address = new Uri(officer.Web, "/admin/privacy/export").ToString();
        var bare = await officer.Context.APIRequest.PostAsync(address, new() { Form = Form(officer, others, "x") });
        Assert.Equal(400, bare.Status);
        await PayAsync(mine, "mine");
        await LookAsync(officer.Page, mine, "mine");
        var token = await officer.Page.InputValueAsync("#privacy-file input[name=__RequestVerificationToken]");
        foreach (var (app, status) in new[] { (mine, 200), (others, 404) })
        {
            var form = Form(officer, app, "mine");
            form.Append("__RequestVerificationToken", token);
            Assert.Equal(status, (await officer.Context.APIRequest.PostAsync(address, new() { Form = form })).Status);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("bn")]
    public async Task All_that_it_says_can_be_used_by_everyone_and_fits_a_phone(string language)
    {
        var (shop, reference) = (await server.RegisterAsync(), "student-1044");
        await PayAsync(shop, reference);
        var invoice = (await shop.Live.PostAsync("invoices", InvoiceOf(reference, "rahima@example.com"))).Data();
        (await shop.Live.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject())).Data();
        await using var desk = await OpenAsync(language);
        var page = desk.Page;

        await LookAsync(page, shop, reference);
        await LooksWellAsync(page, "kept", language);
        await page.ClickAsync("#privacy-erase-button");
        await page.WaitForSelectorAsync("#erase-name");
        await LooksWellAsync(page, "confirm", language);
        await page.FillAsync("#erase-name", reference);
        await page.ClickAsync("button[form=erase-form]");
        await page.WaitForSelectorAsync("#privacy-erased");
        await LooksWellAsync(page, "erased", language);
        await shop.OpenPaymentAsync(new() { ["customerReference"] = reference });
        await LookAsync(page, shop, reference);
        await page.WaitForSelectorAsync("#privacy-erase .note.warning");
        await LooksWellAsync(page, "open", language);
        Assert.Empty(desk.Watch.Complaints);
    }

    private static async Task LooksWellAsync(IPage page, string name, string language)
    {
        await page.WaitForFunctionAsync("() => document.getAnimations().every(one => one.playState !== 'running')");
        List<string> faults = [];
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.SetViewportSizeAsync(1280, 860);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var found = await page.RunAxe(scheme is ColorScheme.Dark ? Colours.Only : null);
            faults.AddRange(found.Violations.SelectMany(
                violation => violation.Nodes.Select(node => $"{scheme} {violation.Id}: {node.Html}")));
            if (EveryPageTests.PicturesAreAskedFor) await EveryPageTests.PictureAsync(page, $"privacy-{name}-1280-{scheme}-{language}");
            faults.AddRange(await page.FaultsAsync(name, 320, 390));
            if (EveryPageTests.PicturesAreAskedFor) await EveryPageTests.PictureAsync(page, $"privacy-{name}-390-{scheme}-{language}");
        }

        await page.SetViewportSizeAsync(1280, 860);
        Assert.Equal("", string.Join('\n', faults));
    }

    private static IFormData Form(Desk desk, TestApplication app, string reference)
    {
        var form = desk.Context.APIRequest.CreateFormData();
        form.Append("applicationId", $"{app.Id}");
        form.Append("customerReference", reference);
        return form;
    }

    /// <summary>Two exports of the same are answered at two instants.</summary>
    private static string WithoutTimes(string document)
    {
        var json = JsonNode.Parse(document)!;
        json["data"]!.AsObject().Remove("exportedAt");
        json["meta"]!.AsObject().Remove("timestamp");
        return json.ToJsonString();
    }

    private static JsonObject InvoiceOf(string reference, string mail) => new()
    {
        ["customerReference"] = reference,
        ["customerName"] = "রহিমা খাতুন",
        ["customerEmail"] = mail,
        ["lineItems"] = new JsonArray(new JsonObject { ["description"] = "Term fee", ["qty"] = 1, ["unitAmountMinor"] = 100_000 }),
    };

    private static async Task ProveAsync(IPage page)
    {
        await page.FillAsync("#step-up-password", DashboardServer.Password);
        await page.ClickAsync("button[form=step-up]");
        await page.WaitForSelectorAsync("#step-up-password", new() { State = WaitForSelectorState.Detached });
    }

    private static async Task LookAsync(IPage page, TestApplication shop, string reference)
    {
        await page.SelectOptionAsync("#privacy-app", $"{shop.Id}");
        await page.SelectOptionAsync("#privacy-by", "customerReference");
        await page.FillAsync("#privacy-name", reference);
        await page.ClickAsync("#privacy-form button");
        await page.WaitForSelectorAsync($"#privacy-kept h2:has-text('{reference}')");
    }

    private static async Task EraseAsync(IPage page, string reference)
    {
        await page.ClickAsync("#privacy-erase-button");
        await page.FillAsync("#erase-name", reference);
        await page.ClickAsync("button[form=erase-form]");
    }

    /// <summary>The page, by the menu.</summary>
    private async Task<Desk> OpenAsync(string language = "en")
    {
        var email = await OfficerAsync();
        var desk = await server.SignInAsync(
            browser, email, options: new() { ViewportSize = new() { Width = 1280, Height = 860 }, Locale = language });
        await desk.SettleAsync();
        await desk.Page.ClickAsync("#rail a[href^='/admin/privacy']");
        await desk.Page.WaitForSelectorAsync("#privacy-form");
        return desk;
    }

    /// <returns>The e-mail address of a new one.</returns>
    private async Task<string> OfficerAsync(params IReadOnlyList<TestApplication> apps)
    {
        using var client = await server.OperatorWithAsync(Officers, apps);
        return (string)(await client.ReadAsync("auth/me")).Data()["email"]!;
    }

    private async Task<JsonNode> PayAsync(TestApplication shop, string reference)
    {
        var payment = await shop.OpenPaymentAsync(new() { ["customerReference"] = reference, ["customerName"] = "Rahima Khatun" });
        await server.PayAsync((string)payment["reference"]!);
        await IndexedAsync(shop);
        return payment;
    }

    private Task<int> IndexedAsync(TestApplication shop) => Eventually.BecomesAsync(
        () => server.WithDbAsync(db => db.Of<UnindexedPayment>(new ApplicationId((uint)shop.Id)).CountAsync()), count => count == 0);
}
