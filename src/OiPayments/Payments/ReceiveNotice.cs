using OiPayments.Applications;

namespace OiPayments.Payments;

/// <summary><c>POST /api/v1/gateways/{gateway}/{mode}/ipn</c>: a gateway's server tells what became of a transaction.</summary>
internal static class ReceiveNotice
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/gateways/{gateway}/{mode}/ipn", HandleAsync)
        .ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        string gateway, string mode, HttpRequest request, RegisteredGateways gateways, ReceiveCallback receive, CancellationToken ct)
    {
        if (gateways.Taking(gateway) is not { } known || CallbackForm.ModeOf(mode) is not { } money) return Results.NotFound();
        if (await CallbackForm.ReadAsync(request, ct) is not { } form) return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        // 200 says "stored", whatever it came to: asking a gateway to repeat what we have gains nothing.
        await receive.RunAsync(known, money, CallbackKind.Ipn, form, ct);
        return Results.Text("OK");
    }
}
