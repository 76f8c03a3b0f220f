using OiPayments.Links;
using OiPayments.Web;

namespace OiPayments.Checkout;

/// <summary>
/// <c>GET /checkout/{reference}/pay</c> and <c>/cancel</c>: a reload of what a form posted to. The payment's page is what the customer
/// wants.
/// </summary>
internal static class ReloadPostedPage
{
    public static void Map(IEndpointRouteBuilder web) => web.MapGet(CheckoutPaths.PostedRoute, Handle);

    private static SeeOther Handle(string reference, PublicUrls urls) => new(urls.Checkout(reference));
}
