using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Presentation;

namespace OiPayments.Checkout;

/// <summary>Answers a request with the customer's page of a payment.</summary>
public static class CheckoutReply
{
    /// <summary>The query key that stops (<c>off</c>) the page from reloading itself while it waits.</summary>
    internal const string AutoKey = "auto";

    extension(IServiceCollection services)
    {
        /// <summary>What pages need to be written, with letters of every language as themselves and not as numbers.</summary>
        public IServiceCollection AddCheckoutPages()
        {
            services.AddRazorComponents();
            return services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        }
    }

    /// <summary>
    /// The page for <paramref name="view"/>, in the language of the request, with its status and the headers of
    /// <see cref="CustomerPageHeaders"/>.
    /// </summary>
    /// <param name="http">The request being answered.</param>
    /// <param name="view">The state to show.</param>
    /// <param name="paymentPages">Where its pay form may lead.</param>
    public static IResult Page(HttpContext http, CheckoutView view, params IEnumerable<string> paymentPages)
    {
        var language = PageLanguage.Choose(http.Request.Query["lang"], http.Request.Headers.AcceptLanguage);
        CustomerPageHeaders.Set(http.Response, paymentPages);
        http.Response.Headers.ContentLanguage = language.Tag;

        return new RazorComponentResult<CheckoutPage>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(CheckoutPage.View)] = view,
            [nameof(CheckoutPage.Language)] = language,
            [nameof(CheckoutPage.AnswersPost)] = HttpMethods.IsPost(http.Request.Method),
            [nameof(CheckoutPage.IsPaused)] = http.Request.Query[AutoKey] == "off",
        })
        {
            StatusCode = StatusOf(view),
        };
    }

    internal static IResult Page(HttpContext http, ShowCheckout.Shown shown) => Page(http, shown.View, shown.PaymentPages);

    /// <summary>A language the customer chose on our page goes with them to the gateway and back.</summary>
    internal static string? ChosenLanguage(HttpContext http) => PageLanguages.FromTag(http.Request.Query["lang"])?.Tag;

    private static int StatusOf(CheckoutView view) => view switch
    {
        CheckoutView.NotFound or CheckoutView.NoSuchPage => StatusCodes.Status404NotFound,
        CheckoutView.GatewayUnavailable or CheckoutView.CannotTakePayments or CheckoutView.ServiceUnavailable =>
            StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status200OK,
    };
}
