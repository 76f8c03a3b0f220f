using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OiPayments.Checkout;

namespace OiPayments.UnitTests.Checkout;

/// <summary>What a browser would get for a view.</summary>
internal sealed record RenderedPage(int Status, IHeaderDictionary Headers, string Html)
{
    // Pages need what any web application has; it is never started.
    private static readonly IServiceProvider Services = BuildServices();

    public static async Task<RenderedPage> OfAsync(
        CheckoutView view, string query = "", string acceptLanguage = "", string method = "GET", params string[] paymentPages)
    {
        await using var scope = Services.CreateAsyncScope();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Method = method;
        (http.Request.Scheme, http.Request.Host) = ("http", new("localhost", 3000));
        http.Request.QueryString = new(query);
        http.Request.Headers.AcceptLanguage = acceptLanguage;
        http.Response.Body = body;

        await CheckoutReply.Page(http, view, paymentPages).ExecuteAsync(http);

        return new(http.Response.StatusCode, http.Response.Headers, Encoding.UTF8.GetString(body.ToArray()));
    }

    private static IServiceProvider BuildServices()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddCheckoutPages();
        return builder.Build().Services;
    }
}
