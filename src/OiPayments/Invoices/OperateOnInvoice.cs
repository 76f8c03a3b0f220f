using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>What operators' changes of an invoice share: one change, saved together with its line in the audit log.</summary>
internal sealed class OperateOnInvoice(OiPaymentsDb db, UnitOfWork unit, AuditTrail audit, DescribeInvoice describe)
{
    /// <summary>A step of an invoice.</summary>
    /// <param name="who">Needs invoice:manage for the application.</param>
    /// <param name="action">As what.</param>
    /// <param name="id">Which.</param>
    /// <param name="change">Changes it; what it refuses is not saved.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public Task<Outcome<InvoiceDto>> RunAsync(
        SignedInOperator who, AuditAction action, Id<Invoice> id, Func<InvoiceWithLines, CancellationToken, Task<Refusal?>> change,
        CancellationToken ct)
    {
        return RunAsync(who, id, StepAsync, ct);

        async Task<Outcome<InvoiceWithLines>> StepAsync(InvoiceWithLines it)
        {
            // The line first: once a number is taken nothing waits for anybody.
            await audit.RecordAsync(
                who.Actor, it.Invoice.ApplicationId, new(action, AuditTarget.Invoice, it.Invoice.Id.ToString())
                {
                    Before = new { status = WireNames<InvoiceStatus>.Of(it.Invoice.Status) },
                }, ct);
            return await change(it, ct) is { } refusal ? refusal : it;
        }
    }

    /// <summary>Any change, which writes its line in the audit log itself.</summary>
    /// <param name="who">Needs invoice:manage for the application.</param>
    /// <param name="id">Which.</param>
    /// <param name="change">Changes it, and answers what it is then; what it refuses is not saved.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<InvoiceDto>> RunAsync(
        SignedInOperator who, Id<Invoice> id, Func<InvoiceWithLines, Task<Outcome<InvoiceWithLines>>> change, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceManage) is { } missing) return missing;
        return (await unit.RunAsync(ChangeAsync, ct)).OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<InvoiceDto>> ChangeAsync()
        {
            if (await db.RecordFor(who, Permission.InvoiceManage, id).SingleOrDefaultAsync(ct) is not { } invoice)
                return Refusal.NotFound("invoice");

            return (await change(await db.WithLinesAsync(invoice, ct))).IsRefused(out var refusal, out var after)
                ? refusal
                : describe.Of(after, who.ViewOfCustomers(invoice.ApplicationId));
        }
    }
}
