using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OiPayments.Checkout;
using OiPayments.InvoicePages;
using OiPayments.Presentation;
using OiPayments.Receipts;

[assembly: AssemblyFixture(typeof(OiPayments.BrowserTests.Checkout.PageHost))]

namespace OiPayments.BrowserTests.Checkout;

/// <summary>A server of nothing but the customer's pages: <c>/states/{name}</c> shows an example of each state.</summary>
public sealed class PageHost : IAsyncLifetime
{
    private readonly WebApplication app;

    public PageHost()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddCheckoutPages();
        app = builder.Build();
        app.MapCheckoutAssets();
        app.MapPageFonts();
        app.MapGet("/just-returned", (HttpContext http) => CheckoutReply.Page(http, ExampleViews.JustReturned));
        app.MapGet("/states/{name}", (string name, HttpContext http) => ExampleInvoices.All.TryGetValue(name, out var invoice)
            ? ShowInvoice.Page(http, invoice)
            : ExampleReceipts.All.TryGetValue(name, out var receipt) ? ShowReceipt.Page(http, receipt)
            : CheckoutReply.Page(http, ExampleViews.All[name]));
    }

    public static IEnumerable<string> States =>
        ExampleViews.All.Keys.Concat(ExampleInvoices.All.Keys).Concat(ExampleReceipts.All.Keys);

    public Uri Address => new(app.Urls.Single());

    public Uri PageOf(string state, string language) => new(Address, $"/states/{state}?lang={language}");

    public async ValueTask InitializeAsync() => await app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
