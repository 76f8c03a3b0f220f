using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using OiPayments.Checkout;
using OiPayments.Presentation;

namespace OiPayments.UnitTests.Checkout;

public sealed partial class CheckoutAssetsTests : IAsyncLifetime
{
    private readonly WebApplication app;
    private readonly HttpClient client = new();

    public CheckoutAssetsTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapCheckoutAssets();
        app.MapPageFonts();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await app.StartAsync(Cancel);
        client.BaseAddress = new(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task The_stylesheet_may_be_kept_for_ever_and_is_small()
    {
        using var answer = await client.GetAsync(CheckoutAssets.StyleUrl, Cancel);
        var style = await answer.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Matches("^/assets/checkout\\.[0-9a-f]{12}\\.css$", CheckoutAssets.StyleUrl);
        Assert.Equal("text/css; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.NonValidated["Cache-Control"].ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.InRange(style.Length, 1_000, 20 * 1024);
    }

    [Fact]
    public async Task Every_file_the_stylesheet_names_is_served_from_here()
    {
        var style = await client.GetStringAsync(CheckoutAssets.StyleUrl, Cancel);
        var urls = Url().Matches(style).Select(match => match.Groups["url"].Value).Distinct(StringComparer.Ordinal).ToArray();

        Assert.Equal(3, urls.Length);
        foreach (var url in urls)
        {
            using var answer = await client.GetAsync(url, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("font/woff2", answer.Content.Headers.ContentType?.MediaType);
            Assert.StartsWith("wOF2", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.All(PageFonts.BanglaUrls, url => Assert.Contains(url, urls));
    }

    [Fact]
    public async Task The_icon_is_served_and_another_hash_is_not()
    {
        using var icon = await client.GetAsync(CheckoutAssets.IconUrl, Cancel);
        using var head = await client.SendAsync(new(HttpMethod.Head, CheckoutAssets.IconUrl), Cancel);
        using var other = await client.GetAsync("/assets/checkout.000000000000.css", Cancel);

        Assert.Equal("image/svg+xml", icon.Content.Headers.ContentType?.MediaType);
        Assert.Equal(icon.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [GeneratedRegex("url\\(\"(?<url>[^\"]+)\"\\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Url();
}
