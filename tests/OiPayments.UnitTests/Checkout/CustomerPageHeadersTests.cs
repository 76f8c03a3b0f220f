using Microsoft.AspNetCore.Http;
using OiPayments.Checkout;

namespace OiPayments.UnitTests.Checkout;

public class CustomerPageHeadersTests
{
    [Fact]
    public async Task A_page_may_load_only_from_its_own_host_and_never_be_kept_or_framed()
    {
        var page = await RenderedPage.OfAsync(new CheckoutView.Open(Views.Payment));

        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
                + "frame-ancestors 'none'; base-uri 'none'",
            page.Headers.ContentSecurityPolicy);
        Assert.Equal("DENY", page.Headers.XFrameOptions);
        Assert.Equal("nosniff", page.Headers.XContentTypeOptions);
        Assert.Equal("same-origin", page.Headers["Referrer-Policy"]);
        Assert.Equal("same-origin", page.Headers["Cross-Origin-Opener-Policy"]);
        Assert.Contains("payment=()", page.Headers["Permissions-Policy"].ToString(), StringComparison.Ordinal);
        Assert.Equal("noindex", page.Headers["X-Robots-Tag"]);
        Assert.Equal("no-store", page.Headers.CacheControl);
        Assert.Equal("text/html; charset=utf-8", page.Headers.ContentType);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_page_leaves_no_cookie(string method)
    {
        var page = await RenderedPage.OfAsync(new CheckoutView.Open(Views.Payment), method: method);

        Assert.False(page.Headers.ContainsKey("Set-Cookie"));
    }

    [Fact]
    public void Pay_may_end_at_the_pages_that_are_given()
    {
        var http = new DefaultHttpContext();

        CustomerPageHeaders.Set(http.Response, "https://*.sslcommerz.com", "http://localhost:8090");

        Assert.Contains(
            "form-action 'self' https://*.sslcommerz.com http://localhost:8090;",
            http.Response.Headers.ContentSecurityPolicy.ToString(),
            StringComparison.Ordinal);
    }
}
