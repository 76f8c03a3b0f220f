using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Dashboard.Shell;
using OiPayments.Reconciliation;

namespace OiPayments.Dashboard.Pages;

/// <summary><c>GET /admin/settlement/results.csv</c>: what the list of results shows with the same address, as a file.</summary>
internal static class SettlementResultsCsv
{
    public static void Map(IEndpointRouteBuilder web) =>
        web.MapGet("/admin/settlement/results.csv", HandleAsync).WithMetadata(new DashboardMetadata());

    private static async Task<IResult> HandleAsync(HttpContext context, ExportResults export)
    {
        // The gate lets nobody come here who is not signed in.
        var who = context.Features.GetRequiredFeature<SignedInOperator>();
        var asked = context.Request.Query;
        var filter = SettlementQuery.Read(
            DashboardPaths.ModeOf(context.Request.GetEncodedUrl()), asked["status"], asked["reason"], asked["resolved"], asked["app"],
            asked["file"], asked["day"]);
        return (await export.RunAsync(who, filter, context.RequestAborted)).IsRefused(out var refusal, out var file)
            ? Results.Text(refusal.Message, statusCode: ErrorCodes.StatusOf(refusal.Code))
            : file;
    }
}
