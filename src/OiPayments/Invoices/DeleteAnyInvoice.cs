using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>DELETE /admin/invoices/{id}</c>: an operator takes an application's draft away.</summary>
internal sealed class DeleteAnyInvoice(OperateOnInvoice operate, WriteDraft write)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapDelete("/{id}", HandleAsync)
        .WithName("deleteAnyInvoice")
        .WithSummary("Delete a draft of any application")
        .WithDescription("Returns the draft as it was. An issued invoice cannot be deleted; make it void instead. Strongly consistent.")
        .Produces<Envelope<InvoiceDto>>()
        .Needs(Permission.InvoiceManage)
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <summary>Takes <see cref="Permission.InvoiceManage"/>.</summary>
    public Task<Outcome<InvoiceDto>> RunAsync(SignedInOperator who, Id<Invoice> id, CancellationToken ct) =>
        operate.RunAsync(who, AuditAction.InvoiceDelete, id, (it, _) => Task.FromResult(write.Delete(it)), ct);

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, SignedInOperator who, OiPaymentsDb db, DeleteAnyInvoice use, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await use.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceManage, id, ct), ct), InvoicesJson.Default.InvoiceDto,
            clock);
}
