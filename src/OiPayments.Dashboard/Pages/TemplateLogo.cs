using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Invoices;

namespace OiPayments.Dashboard.Pages;

/// <summary><c>GET /admin/invoices/template/logo?app=…</c>: the logo of an application's next invoices.</summary>
internal static class TemplateLogo
{
    public static void Map(IEndpointRouteBuilder web) =>
        web.MapGet("/admin/invoices/template/logo", HandleAsync).WithMetadata(new DashboardMetadata());

    private static async Task<IResult> HandleAsync(HttpContext context, ShowAnyTemplateLogo show)
    {
        // The gate lets nobody come here who is not signed in.
        var who = context.Features.GetRequiredFeature<SignedInOperator>();
        if (InvoiceQuery.App(context.Request.Query["app"]) is not { } owner) return Results.NotFound();
        return (await show.RunAsync(who, owner, context.RequestAborted)).IsRefused(out var refusal, out var logo)
            ? Results.Text(refusal.Message, statusCode: ErrorCodes.StatusOf(refusal.Code))
            : Results.Bytes(logo.Content, logo.MediaType);
    }
}
