using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Journeys;

/// <summary>A customer with a real browser, our pages, and the sandbox's: from the link to the money and back to the shop.</summary>
public class PayingTests(TestServer server, Browser browser) : IClassFixture<TestServer>
{
    private const string PayButton = "form[action*='/pay?'] button";

    [Fact]
    public async Task With_a_test_card_to_paid_and_on_to_the_shop()
    {
        await using var shopPage = await WebhookReceiver.StartAsync();
        shopPage.Answer = http => http.Response.WriteAsync("<!DOCTYPE html><title>Thanks</title><link rel=icon href=data:,>");
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync(
            new() { ["productName"] = "Tea for two", ["returnUrl"] = new Uri(shopPage.Url, "/thanks?order=7").ToString() });
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page, server.WebUrl, server.SandboxUrl, shopPage.Url);

        await page.GotoAsync((string)payment["checkoutUrl"]!);
        await LookAsync(page, "1-checkout");
        await page.ClickAsync(PayButton);
        await page.ArriveAsync($"{server.SandboxUrl}*");
        await page.FillAsync("#number", "4111 1111 1111 1111");
        await page.FillAsync("#expiry", "12/26");
        await page.FillAsync("#cvv", "111");
        await PhotographAsync(page, "2-gateway");
        await page.ClickAsync("button[value=card]");
        await page.FillAsync("#otp", "111111");
        await page.ClickAsync("button[value=success]");

        await page.ArriveAsync($"/checkout/{payment["reference"]}/result*");
        Assert.Equal("Payment complete", await page.TextContentAsync("h1"));
        await LookAsync(page, "3-paid");
        await page.ClickAsync("main a");
        await page.ArriveAsync($"{shopPage.Url.GetLeftPart(UriPartial.Authority)}/*");

        Assert.Equal($"?order=7&reference={payment["reference"]}", new Uri(page.Url).Query);
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Empty(watch.Complaints);
    }

    [Fact]
    public async Task An_invoice_in_two_parts_and_back_to_it()
    {
        var shop = await server.RegisterAsync();
        var invoice = (await shop.Test.PostAsync("invoices", new JsonObject
        {
            ["customerReference"] = "customer-17",
            ["lineItems"] = new JsonArray(new JsonObject { ["description"] = "Design", ["qty"] = 1, ["unitAmountMinor"] = 100_000 }),
            ["installments"] = new JsonArray(
                new JsonObject { ["dueDate"] = "2026-02-01", ["amountMinor"] = 40_000 },
                new JsonObject { ["dueDate"] = "2026-03-01", ["amountMinor"] = 60_000 }),
        })).Data();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page, server.WebUrl, server.SandboxUrl);

        await page.GotoAsync((string)invoice["payableUrl"]!);
        await LookAsync(page, "invoice-1-to-pay");
        await page.ClickAsync(".part:nth-of-type(2) button");
        await page.ClickAsync(PayButton);
        await page.ClickAsync("button[value=success]");
        await page.ArriveAsync("/checkout/*/result*");
        await page.ClickAsync("main a.secondary");

        // The link of the part was paid; the page goes on with what is owed.
        Assert.Contains("৳400.00", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await LookAsync(page, "invoice-2-partly");
        await page.ClickAsync(".primary");
        await page.ClickAsync(PayButton);
        await page.ClickAsync("button[value=success]");
        await page.ArriveAsync("/checkout/*/result*");
        await page.ClickAsync("main a.secondary");
        await LookAsync(page, "invoice-3-paid");

        // Going back does not ask for money again.
        await page.PressBackAsync();
        await page.PressBackAsync();
        Assert.Equal("PAID", (string?)(await shop.Test.ReadAsync($"invoices/{invoice["id"]}")).Data()["status"]);
        Assert.Empty(watch.Complaints);
    }

    [Fact]
    public async Task From_paid_to_the_receipt_in_both_languages_and_to_the_document()
    {
        var shop = await server.RegisterAsync(settings: new() { ["receiptsEnabled"] = true });
        var payment = await shop.OpenPaymentAsync(new() { ["productName"] = "Tea for two", ["customerName"] = "Rahima Khatun" });
        await using var context = await browser.OpenAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page, server.WebUrl, server.SandboxUrl);
        await server.PayAsync((string)payment["reference"]!);

        await page.GotoAsync($"{payment["checkoutUrl"]}/result?lang=bn");
        await page.ClickAsync("main a:has-text('রসিদ দেখুন')");
        Assert.EndsWith($"/checkout/{payment["reference"]}/receipt?lang=bn", page.Url, StringComparison.Ordinal);
        Assert.Equal("রসিদ", await page.TextContentAsync("h1"));
        Assert.Contains("১,২৫০.৫০", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync(".language");

        Assert.EndsWith("/receipt?lang=en", page.Url, StringComparison.Ordinal);
        Assert.Equal("Receipt", await page.TextContentAsync("h1"));
        foreach (var text in (string[])["৳1,250.50", "Tea for two", "Rahima Khatun", "Visa", "15 January 2026"])
            Assert.Contains(text, await page.TextContentAsync("main"), StringComparison.Ordinal);
        var document = new Uri(server.WebUrl, await page.GetAttributeAsync("main a.primary", "href"));
        var pdf = await page.APIRequest.GetAsync(document.AbsoluteUri);
        Assert.Equal((200, "application/pdf"), (pdf.Status, pdf.Headers["content-type"]));
        Assert.Empty(watch.Complaints);
    }

    [Fact]
    public async Task In_Bangla_without_JavaScript()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await using var context = await browser.OpenAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();

        await page.GotoAsync(payment["checkoutUrl"] + "?lang=bn");
        await page.ClickAsync(PayButton);
        await page.ClickAsync("button[value=success]");
        await page.ClickAsync("form button.primary");

        Assert.Contains("/result", page.Url, StringComparison.Ordinal);
        Assert.Equal("bn", await page.GetAttributeAsync("html", "lang"));
        Assert.Contains("১,২৫০.৫০", await page.TextContentAsync("main"), StringComparison.Ordinal);
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Fact]
    public async Task Declined_then_tried_again()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync((string)payment["checkoutUrl"]!);
        await page.ClickAsync(PayButton);
        await page.FillAsync("#number", "4111111111111111");
        await page.FillAsync("#expiry", "12/26");
        await page.FillAsync("#cvv", "999");
        await page.ClickAsync("button[value=card]");
        await page.ArriveAsync("/result*");
        await LookAsync(page, "4-declined");
        var declined = await shop.ReadPaymentAsync(payment);
        await page.ClickAsync(PayButton);
        await page.ClickAsync("button[value=success]");
        await page.ArriveAsync("/result*");

        Assert.Equal("PENDING DECLINED Invalid CVV", $"{declined["status"]} {declined["failureCode"]} {declined["failureMessage"]}");
        Assert.Equal("Payment complete", await page.TextContentAsync("h1"));
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Fact]
    public async Task Two_presses_at_once_lead_to_one_page_at_the_gateway()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        var sessions =
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => server.StartPayingAsync((string)payment["reference"]!))));

        Assert.Single(sessions.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Coming_back_to_a_paid_payment_charges_nothing()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync((string)payment["checkoutUrl"]!);
        await server.PayAsync((string)payment["reference"]!);

        // The page is old: it still shows Pay, and pressing it must not open another session.
        await page.ClickAsync(PayButton);

        Assert.StartsWith((string)payment["checkoutUrl"]!, page.Url, StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator(PayButton).CountAsync());
        Assert.Contains("not been charged again", await page.TextContentAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_gateway_is_down_the_page_says_so_and_nothing_is_lost()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync((string)payment["checkoutUrl"]!);

        var answer = await server.WithFaultsAsync(new() { ["session"] = "down" }, () => page.RunAndWaitForResponseAsync(
            () => page.ClickAsync(PayButton), response => response.Url.Contains("/pay", StringComparison.Ordinal)));
        await LookAsync(page, "5-gateway-down");
        await page.ClickAsync(PayButton);
        await page.ArriveAsync("/EasyCheckOut/*");

        Assert.Equal(503, answer.Status);
        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Fact]
    public async Task A_second_tab_is_not_asked_to_pay_what_may_be_paid()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await using var context = await browser.OpenAsync();
        var (page, second) = (await context.NewPageAsync(), await context.NewPageAsync());
        await page.GotoAsync((string)payment["checkoutUrl"]!);
        await second.GotoAsync((string)payment["checkoutUrl"]!);
        await page.ClickAsync(PayButton);

        await server.WithFaultsAsync(new JsonObject { ["validation"] = "html", ["query"] = "html" }, async () =>
        {
            await page.ClickAsync("button[value=success]");
            await page.ArriveAsync("/result*");

            // The second tab is older than the payment: it still shows Pay.
            await second.ClickAsync(PayButton);
            await second.ArriveAsync("/result*");
            Assert.Equal("Confirming your payment", await second.TextContentAsync("h1"));
            await PhotographAsync(second, "7-second-tab");
            Assert.Equal(0, await second.Locator("form").CountAsync());
            Assert.DoesNotContain("not been charged", await second.TextContentAsync("main"), StringComparison.Ordinal);
            return true;
        });
    }

    [Fact]
    public async Task While_the_gateway_takes_its_time_the_button_shows_it_and_back_brings_it_back()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page, server.WebUrl, server.SandboxUrl);
        var isAnswered = new TaskCompletionSource();
        await page.RouteAsync("**/pay?*", async route =>
        {
            await isAnswered.Task;
            await route.ContinueAsync();
        });

        // While a page is being left the driver cannot ask it anything: the page says by itself what its customer sees.
        var seen = new TaskCompletionSource<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.StartsWith("seen: ", StringComparison.Ordinal)) seen.TrySetResult(message.Text);
        };
        await page.AddInitScriptAsync(
            "addEventListener('submit', () => setTimeout(() => console.log(`seen: ${document.querySelector('.primary').disabled} "
                + "${document.querySelector('[role=status]').textContent}`), 100))");
        await page.GotoAsync((string)payment["checkoutUrl"]!);

        var click = page.ClickAsync(PayButton);
        Assert.Equal(
            "seen: true Opening SSLCOMMERZ’s page. This can take up to 20 seconds; please wait.",
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        isAnswered.SetResult();
        await click;
        await page.ArriveAsync("/EasyCheckOut/*");
        await page.PressBackAsync();

        await Assertions.Expect(page.Locator(PayButton)).ToBeEnabledAsync();
        Assert.Empty(watch.Complaints);
    }

    [Fact]
    public async Task Cancelled_at_the_gateway_can_be_paid_or_given_up()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync((string)payment["checkoutUrl"]!);
        await page.ClickAsync(PayButton);
        await page.ClickAsync("button[value=cancelled]");
        await page.ArriveAsync("/result*");

        Assert.Equal("You cancelled at SSLCOMMERZ", await page.TextContentAsync("h1"));
        await LookAsync(page, "9-cancelled-there");
        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        await page.ClickAsync("details.cancel summary");
        await page.ClickAsync("form[action*='/cancel'] button");
        Assert.Equal("The payment was cancelled", await page.TextContentAsync("h1"));
        Assert.Equal("CANCELLED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Fact]
    public async Task Cancelled_on_our_page()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync((string)payment["checkoutUrl"]!);
        await page.ClickAsync("details.cancel summary");
        await page.ClickAsync("form[action*='/cancel'] button");
        await LookAsync(page, "6-cancelled");

        Assert.Equal("CANCELLED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Equal(0, await page.Locator(PayButton).CountAsync());
    }

    [Fact]
    public async Task Waiting_turns_to_paid_by_itself()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync((string)payment["checkoutUrl"]!);
        await page.ClickAsync(PayButton);

        await server.WithFaultsAsync(new JsonObject { ["ipn"] = "drop", ["validation"] = "html", ["query"] = "html" }, async () =>
        {
            await page.ClickAsync("button[value=success]");
            await page.ArriveAsync("/result*");
            return true;
        });
        await page.WaitForSelectorAsync("meta[http-equiv=refresh]", new() { State = WaitForSelectorState.Attached });

        // One look at the gateway may still be at it, and fail; the next comes seconds later by the server's clock.
        await Eventually.BecomesAsync(
            async () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(2));
                await Task.Delay(TimeSpan.FromMilliseconds(200));
                return (string?)(await shop.ReadPaymentAsync(payment))["status"];
            },
            status => status == "SUCCEEDED");

        await page.WaitForSelectorAsync("text=Payment complete", new() { Timeout = 30_000 });
    }

    /// <summary>
    /// Takes a picture, kept beside the test program for people to look at, and holds the page to the rules of accessibility.
    /// </summary>
    private static async Task LookAsync(IPage page, string name)
    {
        await PhotographAsync(page, name);
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
    }

    private static Task<byte[]> PhotographAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"{name}.png"), FullPage = true });
}
