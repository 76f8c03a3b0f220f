using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OiPayments.Api;
using OiPayments.SigningIn;

namespace OiPayments.Dashboard.Pages;

/// <summary><c>POST /admin/sign-in/passkey</c>: what the sign-in page's script asks an authenticator with.</summary>
internal static class PasskeyOptions
{
    public const string Path = "/admin/sign-in/passkey";

    public static void Map(IEndpointRouteBuilder web) =>
        web.MapPost(Path, HandleAsync).WithMetadata(new DashboardMetadata()).AllowAnonymous();

    private static async Task<IResult> HandleAsync(HttpContext context, StartPasskeySignIn start) =>
        (await start.RunAsync(Visit.ToPage(context), context.RequestAborted)).IsRefused(out var refusal, out var request)
            ? Results.Text(refusal.Message, statusCode: ErrorCodes.StatusOf(refusal.Code))
            : Results.Json(request, SigningInJson.Default.PasskeyRequest);
}
