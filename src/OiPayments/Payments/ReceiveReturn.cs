using OiPayments.Applications;
using OiPayments.Links;
using OiPayments.Web;

namespace OiPayments.Payments;

/// <summary><c>POST /gateways/{gateway}/{mode}/success|fail|cancel</c>: a gateway's page sends the customer's browser back.</summary>
internal static class ReceiveReturn
{
    public static void Map(IEndpointRouteBuilder web) => web.MapPost("/gateways/{gateway}/{mode}/{kind}", HandleAsync);

    private static async Task<IResult> HandleAsync(
        string gateway, string mode, string kind, HttpRequest request, RegisteredGateways gateways, ReceiveCallback receive,
        PublicUrls urls, CancellationToken ct)
    {
        CallbackKind? came = kind switch
        {
            "success" =>
            CallbackKind.Success,
            "fail" => CallbackKind.Fail,
            "cancel" => CallbackKind.Cancel,
            _ => null
        };
        if (came is null || gateways.Taking(gateway) is not { } known || CallbackForm.ModeOf(mode) is not { } money)
            return Results.NotFound();
        if (await CallbackForm.ReadAsync(request, ct) is not { } form) return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        var result = await receive.RunAsync(known, money, came.Value, form, ct);

        // The browser proves nothing: it is sent to a page that shows what is confirmed. 303 turns its POST into a GET.
        var language = (string?)request.Query["lang"] is ("bn" or "en") and var chosen ? chosen : null;
        return new SeeOther(urls.Result(result.PaymentReference ?? "unknown", language));
    }
}
