using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /admin/invoices/{id}/void</c>: an operator makes an application's invoice void.</summary>
internal sealed class VoidAnyInvoice(OperateOnInvoice operate, ChangeInvoice change)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("/{id}/void", HandleAsync)
        .WithName("voidAnyInvoice")
        .WithSummary("Make an invoice of any application void")
        .WithDescription("Allowed only while nothing of the invoice is paid. Its number is not given again. Strongly consistent.")
        .Produces<Envelope<InvoiceDto>>()
        .Needs(Permission.InvoiceManage)
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <summary>Takes <see cref="Permission.InvoiceManage"/>.</summary>
    public Task<Outcome<InvoiceDto>> RunAsync(SignedInOperator who, Id<Invoice> id, CancellationToken ct) =>
        operate.RunAsync(who, AuditAction.InvoiceVoid, id, change.MakeVoidAsync, ct);

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, SignedInOperator who, OiPaymentsDb db, VoidAnyInvoice use, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await use.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceManage, id, ct), ct), InvoicesJson.Default.InvoiceDto,
            clock);
}
