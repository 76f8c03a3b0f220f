using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Dashboard.Shell;
using OiPayments.Reports;

namespace OiPayments.Dashboard.Pages;

/// <summary><c>GET /admin/reports.csv</c>: what the reports page shows with the same address, as a file.</summary>
internal static class ReportsCsv
{
    public static void Map(IEndpointRouteBuilder web) =>
        web.MapGet("/admin/reports.csv", (HttpContext context, ExportReport export, TimeProvider clock) =>
        ReportAddress.NameOf(context.Request.Query["report"]) switch
        {
            ReportAddress.SuccessRate => HandleAsync(context, export, ReportKinds.SuccessRate, clock),
            ReportAddress.Fees => HandleAsync(context, export, ReportKinds.Fees, clock),
            ReportAddress.Refunds => HandleAsync(context, export, ReportKinds.Refunds, clock),
            _ => HandleAsync(context, export, ReportKinds.Volume, clock),
        }).WithMetadata(new DashboardMetadata());

    private static async Task<IResult> HandleAsync<TRow>(
        HttpContext context, ExportReport export, ReportKind<TRow> kind, TimeProvider clock)
        where TRow : ReportRow
    {
        // The gate lets nobody come here who is not signed in.
        var who = context.Features.GetRequiredFeature<SignedInOperator>();
        var asked = context.Request.Query;
        var query = ReportAddress.Read(
            kind, DashboardPaths.ModeOf(context.Request.GetEncodedUrl()), asked["by"], asked["app"], asked["from"], asked["to"],
            clock.GetUtcNow());
        return (await export.RunAsync(who, kind, query, context.RequestAborted)).IsRefused(out var refusal, out var file)
            ? Results.Text(refusal.Message, statusCode: ErrorCodes.StatusOf(refusal.Code))
            : file;
    }
}
