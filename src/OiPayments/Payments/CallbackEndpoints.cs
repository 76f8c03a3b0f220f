using OiPayments.Applications;
using OiPayments.Links;
using OiPayments.Web;

namespace OiPayments.Payments;

/// <summary>
/// The doors a gateway knocks at: <c>POST /api/v1/gateways/{gateway}/{mode}/ipn</c> for its server, and
/// <c>POST /gateways/{gateway}/{mode}/success|fail|cancel</c> for the browser it sends back.
/// </summary>
internal static class CallbackEndpoints
{
    private const int MaxFields = 200;

    public static void MapNotices(RouteGroupBuilder api) => api.MapPost("/gateways/{gateway}/{mode}/ipn", NoticeAsync)
        .ExcludeFromDescription();

    public static void MapReturns(IEndpointRouteBuilder web) => web.MapPost("/gateways/{gateway}/{mode}/{kind}", ReturnAsync);

    private static async Task<IResult> NoticeAsync(string gateway, string mode, HttpRequest request, RegisteredGateways gateways, ReceiveCallback receive, CancellationToken ct)
    {
        if (gateways.Taking(gateway) is not { } known || ModeOf(mode) is not { } money) return Results.NotFound();
        if (await ReadFormAsync(request, ct) is not { } form) return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        // 200 says "stored", whatever it came to: asking a gateway to repeat what we have gains nothing.
        await receive.HandleAsync(known, money, CallbackKind.Ipn, form, ct);
        return Results.Text("OK");
    }

    private static async Task<IResult> ReturnAsync(
        string gateway, string mode, string kind, HttpRequest request, RegisteredGateways gateways, ReceiveCallback receive, PublicUrls urls, CancellationToken ct)
    {
        CallbackKind? came = kind switch { "success" => CallbackKind.Success, "fail" => CallbackKind.Fail, "cancel" => CallbackKind.Cancel, _ => null };
        if (came is null || gateways.Taking(gateway) is not { } known || ModeOf(mode) is not { } money) return Results.NotFound();
        if (await ReadFormAsync(request, ct) is not { } form) return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        var result = await receive.HandleAsync(known, money, came.Value, form, ct);

        // The browser proves nothing: it is sent to a page that shows what is confirmed. 303 turns its POST into a GET.
        var language = (string?)request.Query["lang"] is ("bn" or "en") and var chosen ? chosen : null;
        return new SeeOther(urls.Result(result.PaymentReference ?? "unknown", language));
    }

    private static Mode? ModeOf(string mode) => mode switch { "test" => Mode.Test, "live" => Mode.Live, _ => null };

    /// <summary>Null when the body is no form. Fields beyond the bound are left out: no gateway sends so many.</summary>
    private static async Task<IReadOnlyList<KeyValuePair<string, string>>?> ReadFormAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType) return null;
        try
        {
            var form = await request.ReadFormAsync(ct);
            return [.. form.SelectMany(field => field.Value, (field, value) => new KeyValuePair<string, string>(field.Key, value ?? "")).Take(MaxFields)];
        }
        catch (Exception damaged) when (damaged is InvalidDataException or InvalidOperationException)
        {
            // Thousands of fields, an escaped NUL, parts that never end: a stranger's doing, and no failure of ours.
            throw new BadHttpRequestException("The form cannot be read.", damaged);
        }
    }
}
