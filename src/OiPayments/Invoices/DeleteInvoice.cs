using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>DELETE /invoices/{id}</c> takes a draft away. What has a number stays for ever.</summary>
internal sealed class DeleteInvoice(OiPaymentsDb db, UnitOfWork unit, WriteDraft write, DescribeInvoice describe)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapDelete("/{id}", HandleAsync)
        .WithName("deleteInvoice")
        .WithSummary("Delete a draft")
        .WithDescription("Returns the draft as it was. An issued invoice cannot be deleted; make it void instead. Strongly consistent.")
        .Produces<Envelope<InvoiceDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    public async Task<Outcome<InvoiceDto>> RunAsync(CallingApplication caller, RecordName<Invoice> id, CancellationToken ct)
    {
        return (await unit.RunAsync(DeleteAsync, ct)).OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<InvoiceDto>> DeleteAsync()
        {
            if (await db.InvoiceAsync(caller.Scope, id, toChange: true, ct) is not { } it) return Refusal.NotFound("invoice");
            return write.Delete(it) is { } refusal ? refusal : describe.Of(it, CustomerView.Whole);
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, CallingApplication caller, DeleteInvoice delete, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await delete.RunAsync(caller, id, ct), InvoicesJson.Default.InvoiceDto, clock);
}
