using OiPayments.Links;

namespace OiPayments.Checkout;

/// <summary><c>GET /checkout/{reference}/result</c>, where a customer waits after the gateway.</summary>
internal static class ShowResult
{
    public static void Map(IEndpointRouteBuilder web) => web.MapGet(CheckoutPaths.ResultRoute, HandleAsync);

    private static async Task<IResult> HandleAsync(string reference, HttpContext http, ShowCheckout show, CancellationToken ct) =>
        CheckoutReply.Page(http, await show.RunAsync(reference, isResult: true, ct));
}
