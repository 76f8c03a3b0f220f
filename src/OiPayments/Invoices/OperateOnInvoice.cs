using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>What operators' changes of an invoice share: one change, saved together with its line in the audit log.</summary>
internal sealed class OperateOnInvoice(OiPaymentsDb db, UnitOfWork unit, AuditTrail audit, DescribeInvoice describe)
{
    /// <param name="who">Needs invoice:manage for the application.</param>
    /// <param name="action">As what.</param>
    /// <param name="id">Which.</param>
    /// <param name="change">Changes it; what it refuses is not saved.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<InvoiceDto>> RunAsync(
        SignedInOperator who, AuditAction action, Id<Invoice> id, Func<InvoiceWithLines, CancellationToken, Task<Refusal?>> change,
        CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceManage) is { } missing) return missing;
        return (await unit.RunAsync(ChangeAsync, ct)).OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<InvoiceDto>> ChangeAsync()
        {
            if (await db.RecordFor(who, Permission.InvoiceManage, id).SingleOrDefaultAsync(ct) is not { } invoice)
                return Refusal.NotFound("invoice");

            // The line first: once a number is taken nothing waits for anybody.
            await audit.RecordAsync(who.Actor, invoice.ApplicationId, new(action, AuditTarget.Invoice, invoice.Id.ToString())
            {
                Before = new { status = WireNames<InvoiceStatus>.Of(invoice.Status) },
            }, ct);
            var it = await db.WithLinesAsync(invoice, ct);
            return await change(it, ct) is { } refusal
                ? refusal
                : describe.Of(it, who.ViewOfCustomers(invoice.ApplicationId));
        }
    }
}
