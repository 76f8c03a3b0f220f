namespace OiPayments.Checkout;

/// <summary>
/// <c>GET /</c> on the pages' door: nobody is sent here, and whoever types the address is one of three: a customer, a developer, an
/// operator.
/// </summary>
internal static class ShowFrontPage
{
    public const string GuidesPath = "/docs";
    public const string DashboardPath = "/admin";

    public static void Map(IEndpointRouteBuilder web) => web.MapGet("/", Handle);

    private static IResult Handle(HttpContext http) => CheckoutReply.Page(http, new CheckoutView.Front());
}
