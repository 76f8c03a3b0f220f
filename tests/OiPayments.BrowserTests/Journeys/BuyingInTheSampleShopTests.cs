using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;
using Storefront;

namespace OiPayments.BrowserTests.Journeys;

/// <summary>
/// A customer in the sample shop, from the cart over our pages and the sandbox's to the order. In real time: the shop checks how old an event is.
/// </summary>
public class BuyingInTheSampleShopTests(Browser browser)
{
    private const string PayButton = "form[action*='/pay?'] button";

    [Fact]
    public async Task A_cart_is_paid_told_of_by_webhook_and_taken_back()
    {
        await using var at = await OpenAsync();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page, at.Server.WebUrl, at.Server.SandboxUrl, at.Url);

        await page.GotoAsync(at.Url.ToString());
        await LookAsync(page, "shop-1-products");
        await page.ClickAsync("button[value=tea]");
        await page.ClickAsync("header a:has-text('Storefront')");
        await page.ClickAsync("button[value=cup]");
        await LookAsync(page, "shop-2-cart");
        await page.ClickAsync("button:has-text('Pay 1370.50 BDT')");
        await page.ClickAsync(PayButton);
        await page.ArriveAsync($"{at.Server.SandboxUrl}*");
        await page.ClickAsync("button[value=success]");
        await page.ArriveAsync("/checkout/*/result*");

        // Told by the event, before anybody comes back or asks.
        var order = Assert.Single(at.Orders.All);
        await Eventually.BecomesAsync(() => Task.FromResult(at.Orders.Find(order.Id)!.Status), status => status is OrderStatus.Paid);
        await page.ClickAsync("main a:has-text('Storefront'), main a.primary");
        await page.ArriveAsync($"{at.Url}orders/{order.Id}*");
        Assert.Equal("Thank you, it is paid", await page.TextContentAsync("h1"));
        await LookAsync(page, "shop-3-paid");

        await page.ClickAsync("header a:has-text('Staff')");
        await LookAsync(page, "shop-4-staff");
        await page.ClickAsync("button:has-text('Refund 1370.50 BDT')");
        await Eventually.BecomesAsync(() => Task.FromResult(at.Orders.Find(order.Id)!.Status), status => status is OrderStatus.Refunded);
        await page.ClickAsync("main li a");
        Assert.Equal("You have your money back", await page.TextContentAsync("h1"));
        Assert.Empty(watch.Complaints);
    }

    [Fact]
    public async Task A_cart_is_invoiced_and_paid_on_the_invoice_s_page()
    {
        await using var at = await OpenAsync();
        await using var context = await browser.OpenAsync(new() { ColorScheme = ColorScheme.Dark });
        var page = await context.NewPageAsync();

        await page.GotoAsync(at.Url.ToString());
        await page.ClickAsync("button[value=honey]");
        await page.ClickAsync("button:has-text('Get an invoice instead')");
        await page.ClickAsync(".primary");
        await page.ClickAsync(PayButton);
        await page.ClickAsync("button[value=success]");
        await page.ArriveAsync("/checkout/*/result*");

        var order = Assert.Single(at.Orders.All);
        await Eventually.BecomesAsync(() => Task.FromResult(at.Orders.Find(order.Id)!.Status), status => status is OrderStatus.Paid);
        await page.GotoAsync(new Uri(at.Url, $"/orders/{order.Id}").ToString());
        Assert.Equal("Thank you, it is paid", await page.TextContentAsync("h1"));
        await LookAsync(page, "shop-5-invoiced");
        var pdf = await page.APIRequest.GetAsync(new Uri(at.Url, await page.GetAttributeAsync("main a[href*=Pdf]", "href")).ToString());
        Assert.Equal((200, "application/pdf"), (pdf.Status, pdf.Headers["content-type"]));
    }

    [Fact]
    public async Task Coming_back_without_having_paid_proves_nothing_and_another_try_is_possible()
    {
        await using var at = await OpenAsync();
        await using var context = await browser.OpenAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync(at.Url.ToString());
        await page.ClickAsync("button[value=cup]");
        await page.ClickAsync("button:has-text('Pay 120.00 BDT')");
        await page.ClickAsync("details.cancel summary");
        await page.ClickAsync("form[action*='/cancel'] button");
        var order = Assert.Single(at.Orders.All);
        await page.GotoAsync(new Uri(at.Url, $"/orders/{order.Id}?reference={order.Payment!.Reference}").ToString());
        Assert.Equal("It was not paid", await page.TextContentAsync("h1"));
        await LookAsync(page, "shop-6-not-paid");

        await page.ClickAsync("button:has-text('Pay 120.00 BDT')");
        await page.ClickAsync(PayButton);
        await page.ClickAsync("button[value=success]");
        await page.ArriveAsync("/checkout/*/result*");
        await page.GotoAsync(new Uri(at.Url, $"/orders/{order.Id}").ToString());

        Assert.Equal("Thank you, it is paid", await page.TextContentAsync("h1"));
    }

    private static async Task LookAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"{name}.png"), FullPage = true });
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
    }

    /// <summary>The service, and the shop as an application of it that is told of its events.</summary>
    private static async Task<OpenShop> OpenAsync()
    {
        var server = new TestServer([], clock: TimeProvider.System);
        await server.InitializeAsync();

        // The shop's address has to be known before the application has a secret, and the secret before the shop starts.
        var address = new Uri($"http://localhost:{FreePort()}/");
        var application = await server.RegisterAsync(new(address, "/hook"));
        var credentials = application.Registered["credentials"]!;
        var app = Shop.Build(
        [
            "--Urls", address.ToString(), "--Logging:LogLevel:Default", "Warning",
            "--OiPayments:BaseAddress", server.ApiUrl.ToString(), "--OiPayments:ApiKey", (string)credentials["testApiKey"]!,
            "--OiPayments:ApiSecret", (string)credentials["testApiSecret"]!, "--OiPayments:WebhookSecrets:0", application.SigningSecret,
        ]);
        await app.StartAsync();
        return new(server, app, address);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record OpenShop(TestServer Server, WebApplication App, Uri Url) : IAsyncDisposable
    {
        public OrderBook Orders => App.Services.GetRequiredService<OrderBook>();

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
