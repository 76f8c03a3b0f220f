using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Bookkeeping;
using OiPayments.Dashboard.Shell;

namespace OiPayments.Dashboard.Pages;

/// <summary>
/// <c>GET /admin/ledger/export</c>: a month of an application's books for a program of plain text accounting, for who is signed in by a
/// cookie.
/// </summary>
internal static class LedgerFile
{
    public static void Map(IEndpointRouteBuilder web) =>
        web.MapGet("/admin/ledger/export", HandleAsync).WithMetadata(new DashboardMetadata());

    private static async Task<IResult> HandleAsync(HttpContext context, ExportAnyLedger export)
    {
        // The gate lets nobody come here who is not signed in.
        var who = context.Features.GetRequiredFeature<SignedInOperator>();
        var asked = context.Request.Query;
        if (!Month.TryParse(asked["month"], out var month) || InvoiceQuery.App(asked["app"]) is not { } app)
            return Results.Text("Name an application and a month, such as 2026-08.", statusCode: StatusCodes.Status400BadRequest);

        var (zone, mode) = (TimeZones.Default, DashboardPaths.ModeOf(context.Request.GetEncodedUrl()));
        var format = (string?)asked["format"] switch
        {
            LedgerFormat.Beancount => LedgerFormat.Beancount,
            LedgerFormat.Ledger => LedgerFormat.Ledger,
            _ => LedgerFormat.Hledger,
        };
        var request = new ExportLedger.Request(month.Begin(zone), month.End(zone), zone, format);
        return (await export.RunAsync(who, new(app, mode), request, context.RequestAborted)).IsRefused(out var refusal, out var file)
            ? Results.Text(refusal.Message, statusCode: ErrorCodes.StatusOf(refusal.Code))
            : file;
    }
}
