using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /admin/invoices/{id}/credit-notes</c>: an operator takes back a part of an invoice.</summary>
internal sealed class CreditAnyInvoice(OperateOnInvoice operate, CreditInvoice credit, AuditTrail audit)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("/{id}/credit-notes", HandleAsync)
        .WithName("creditAnyInvoice")
        .WithSummary("Take back a part of an invoice of any application")
        .WithDescription("Makes a credit note with the next number of its own series. Answers the invoice. Strongly consistent.")
        .TakesIfMatch()
        .Accepts<CreditNoteRequest>("application/json")
        .Produces<Envelope<InvoiceDto>>()
        .Needs(Permission.InvoiceManage)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.AmountOutOfBounds);

    /// <summary>Answers the invoice as it is then.</summary>
    /// <param name="who">Needs invoice:manage for the application.</param>
    /// <param name="id">Which.</param>
    /// <param name="request">What is taken back, and why.</param>
    /// <param name="read">The version that was looked at: what was done once is not done twice.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public Task<Outcome<InvoiceDto>> RunAsync(
        SignedInOperator who, Id<Invoice> id, CreditNoteRequest request, IfMatch read, CancellationToken ct)
    {
        return operate.RunAsync(who, id, CreditAsync, ct);

        async Task<Outcome<InvoiceWithLines>> CreditAsync(InvoiceWithLines it)
        {
            var (invoice, was) = (it.Invoice, it.Invoice.Status);
            if (invoice.UnlessIs(read) is { } stale) return stale;
            return (await credit.RunAsync(it, request, who.Key, ct, RecordAsync)).IsRefused(out var refusal, out _) ? refusal : it;

            // The line before the number: once that is taken nothing waits for anybody.
            Task RecordAsync(CreditNote note) => audit.RecordAsync(
                who.Actor, invoice.ApplicationId, new(AuditAction.InvoiceCredit, AuditTarget.Invoice, invoice.Id.ToString())
                {
                    Before = new { status = WireNames<InvoiceStatus>.Of(was) },
                    After = new
                    {
                        status = WireNames<InvoiceStatus>.Of(invoice.Status),
                        creditNoteId = note.Id.Value,
                        amountMinor = note.TotalMinor,
                        currency = note.Currency.Code,
                    },
                    Reason = note.Reason,
                }, ct);
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, Body<CreditNoteRequest> body, IfMatch read, SignedInOperator who, OiPaymentsDb db,
        CreditAnyInvoice use, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await use.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceManage, id, ct), body.Request, read, ct),
            InvoicesJson.Default.InvoiceDto, clock);
}
