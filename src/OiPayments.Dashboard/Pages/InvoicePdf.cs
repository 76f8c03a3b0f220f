using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Invoices;

namespace OiPayments.Dashboard.Pages;

/// <summary><c>GET /admin/invoices/{id}/pdf</c>: an invoice as its customer gets it, for who is signed in by a cookie.</summary>
internal static class InvoicePdf
{
    public static void Map(IEndpointRouteBuilder web) =>
        web.MapGet("/admin/invoices/{id:long}/pdf", HandleAsync).WithMetadata(new DashboardMetadata());

    private static async Task<IResult> HandleAsync(HttpContext context, long id, ReadAnyInvoicePdf read)
    {
        // The gate lets nobody come here who is not signed in.
        var who = context.Features.GetRequiredFeature<SignedInOperator>();
        return (await read.RunAsync(who, new(id), new(Language: null), context.RequestAborted)).IsRefused(out var refusal, out var pdf)
            ? Results.Text(refusal.Message, statusCode: ErrorCodes.StatusOf(refusal.Code))
            : pdf;
    }
}
