using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Dashboard.Shell;
using OiPayments.Payments;

namespace OiPayments.Dashboard.Pages;

/// <summary><c>GET /admin/payments.csv</c>: what the list of payments shows with the same address, as a file of any length.</summary>
internal static class PaymentsCsv
{
    public static void Map(IEndpointRouteBuilder web) =>
        web.MapGet("/admin/payments.csv", HandleAsync).WithMetadata(new DashboardMetadata());

    private static async Task<IResult> HandleAsync(HttpContext context, ExportPayments export)
    {
        // The gate lets nobody come here who is not signed in.
        var who = context.Features.GetRequiredFeature<SignedInOperator>();
        var asked = context.Request.Query;
        var mode = DashboardPaths.ModeOf(context.Request.GetEncodedUrl());
        var filter = PaymentQuery.Read(mode, asked["q"], asked["status"], asked["app"], asked["money"], asked["from"], asked["to"]);
        return (await export.RunAsync(who, filter, context.RequestAborted)).IsRefused(out var refusal, out var file)
            ? Results.Text(refusal.Message, statusCode: ErrorCodes.StatusOf(refusal.Code))
            : file;
    }
}
