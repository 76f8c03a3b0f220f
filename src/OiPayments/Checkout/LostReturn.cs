using OiPayments.Applications;
using OiPayments.Links;
using OiPayments.Web;

namespace OiPayments.Checkout;

/// <summary>
/// <c>GET /gateways/{gateway}/{mode}/success|fail|cancel</c>: a gateway posts to this address, but a customer whose way back broke off
/// opens it again by hand, and wants to know whether they have paid. Leads to the payment when the address still says which, and else says
/// where to look. Nothing is believed and nothing is changed.
/// </summary>
internal static class LostReturn
{
    public static void Map(IEndpointRouteBuilder web) => web.MapGet("/gateways/{gateway}/{mode}/{kind}", HandleAsync);

    private static async Task<IResult> HandleAsync(
        string gateway, string mode, string kind, HttpContext http, RegisteredGateways gateways, FindCheckout find, PublicUrls urls,
        CancellationToken ct)
    {
        if (kind is not ("success" or "fail" or "cancel") || mode is not ("test" or "live") || gateways.Taking(gateway) is not { } known)
            return Results.NotFound();

        var notice = known.ReadNotice([.. http.Request.Query.Select(field => KeyValuePair.Create(field.Key, (string?)field.Value ?? ""))]);
        return await find.OfTransactionAsync(notice.TransactionId, ct) is { } reference
            ? new SeeOther(urls.Result(reference, CheckoutReply.ChosenLanguage(http)))
            : CheckoutReply.Page(http, new CheckoutView.LostReturn());
    }
}
