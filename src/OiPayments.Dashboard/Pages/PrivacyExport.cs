using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Dashboard.Shell;
using OiPayments.Dashboard.Texts;
using OiPayments.Presentation;
using OiPayments.Privacy;
using OiPayments.SigningIn;

namespace OiPayments.Dashboard.Pages;

/// <summary>
/// <c>POST /admin/privacy/export</c>: everything about a customer as a file, the bytes that the API answers. It is a form that is posted,
/// because then the customer stands in no address; so it asks for the form's token.
/// </summary>
internal static class PrivacyExport
{
    public const string Path = "/admin/privacy/export";
    public const string Application = "applicationId";

    public static void Map(IEndpointRouteBuilder web) => web.MapPost(Path, HandleAsync).WithMetadata(new DashboardMetadata());

    private static async Task<IResult> HandleAsync(HttpContext context, IAntiforgery forms, ExportCustomer export)
    {
        var ct = context.RequestAborted;
        if (!await forms.IsRequestValidAsync(context)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var sent = await context.Request.ReadFormAsync(ct);
        if (InvoiceQuery.App(sent[Application]) is not { } app) return Results.NotFound();

        // The gate lets nobody come here who is not signed in.
        var who = context.Features.GetRequiredFeature<SignedInOperator>();
        var request = new ExportCustomer.Request(
            app, sent[NamedCustomer.ByReference], sent[NamedCustomer.ByEmail], sent[NamedCustomer.ByPhone]);
        if ((await export.RunAsync(who, request, ct)).IsRefused(out var refusal, out var file))
        {
            var t = Words.For(PageLanguage.Choose(
                BrowserCookie.Get(context, Desk.LanguageCookie), context.Request.Headers.AcceptLanguage));
            return Results.Text(t.Of(refusal), "text/plain; charset=utf-8", statusCode: ErrorCodes.StatusOf(refusal.Code));
        }

        var day = TimeZones.DayOf(TimeZones.Default, file.Now).ToString("O", CultureInfo.InvariantCulture);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"customer-of-{app}-{day}.json\"";
        return file;
    }
}
