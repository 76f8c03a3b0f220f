using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Invoices;

namespace OiPayments.Dashboard.Pages;

/// <summary><c>GET /admin/credit-notes/{id}/pdf</c>: a credit note as its customer gets it, for who is signed in by a cookie.</summary>
internal static class CreditNotePdf
{
    public static void Map(IEndpointRouteBuilder web) =>
        web.MapGet("/admin/credit-notes/{id:long}/pdf", HandleAsync).WithMetadata(new DashboardMetadata());

    private static async Task<IResult> HandleAsync(HttpContext context, long id, ReadAnyCreditNotePdf read)
    {
        // The gate lets nobody come here who is not signed in.
        var who = context.Features.GetRequiredFeature<SignedInOperator>();
        return (await read.RunAsync(who, new(id), new(Language: null), context.RequestAborted)).IsRefused(out var refusal, out var pdf)
            ? Results.Text(refusal.Message, statusCode: ErrorCodes.StatusOf(refusal.Code))
            : pdf;
    }
}
