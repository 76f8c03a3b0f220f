using Microsoft.AspNetCore.Http;
using OiPayments.Links;
using OiPayments.SigningIn;
using OiPayments.TestSupport;
using OiPayments.Web;

namespace OiPayments.ApiTests.Operators;

/// <summary>What the pages' browser keeps.</summary>
public class CookieTests
{
    [Theory]
    [InlineData("https", "pay.example.com", true)]
    [InlineData("http", "pay.example.com", true)]
    [InlineData("http", "192.0.2.7:3000", true)]
    [InlineData("https", "localhost:3000", true)]
    [InlineData("http", "localhost:3000", false)]
    [InlineData("http", "127.0.0.1:3000", false)]
    [InlineData("http", "[::1]:3000", false)]
    public async Task It_is_for_this_host_alone_and_secure_everywhere_but_on_a_developers_machine(string scheme, string host, bool secure)
    {
        var context = await AtAsync(scheme, host);

        SessionCookie.Issue(context, "oios_token", TestServer.Start);

        var cookie = context.Response.Headers.SetCookie.ToString();
        Assert.StartsWith(
            secure ? "__Host-oi-session=oios_token; expires=Thu, 15 Jan 2026 09:00:00 GMT; path=/" : "oi-session=oios_token;", cookie,
            StringComparison.Ordinal);
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_https_a_cookie_that_a_neighbour_could_have_planted_is_not_read()
    {
        var context = await AtAsync("https", "pay.example.com");
        context.Request.Headers.Cookie = "oi-session=planted";
        Assert.Null(SessionCookie.Read(context));

        context.Request.Headers.Cookie = "oi-session=planted; __Host-oi-session=ours";
        Assert.Equal("ours", SessionCookie.Read(context));
    }

    [Fact]
    public async Task Clearing_it_names_the_same_cookie()
    {
        var context = await AtAsync("https", "pay.example.com");

        SessionCookie.Clear(context);

        Assert.StartsWith(
            "__Host-oi-session=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/; secure", context.Response.Headers.SetCookie.ToString(),
            StringComparison.Ordinal);
    }

    /// <summary>A browser's request, after it was found out what it was outside.</summary>
    private static async Task<DefaultHttpContext> AtAsync(string scheme, string host)
    {
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.Host) = (scheme, new(host));
        context.Features.Set(new DoorFeature(Door.Web));
        var here = new Uri("http://localhost:3000");
        await new OutsideAddress(_ => Task.CompletedTask, new PublicUrls(() => here, () => here)).InvokeAsync(context);
        return context;
    }
}
