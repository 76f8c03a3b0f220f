using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /admin/invoices/{id}/withholdings</c>: an operator writes down what a customer withheld.</summary>
internal sealed class WithholdFromAnyInvoice(OperateOnInvoice operate, WithholdFromInvoice withhold, AuditTrail audit)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("/{id}/withholdings", HandleAsync)
        .WithName("withholdFromAnyInvoice")
        .WithSummary("Write down what was withheld of an invoice of any application")
        .WithDescription("Settles a part of what is owed without money. It cannot be undone. Answers the invoice. Strongly consistent.")
        .TakesIfMatch()
        .Accepts<WithholdingRequest>("application/json")
        .Produces<Envelope<InvoiceDto>>()
        .Needs(Permission.InvoiceManage)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.AmountOutOfBounds);

    /// <summary>Answers the invoice as it is then.</summary>
    /// <param name="who">Needs invoice:manage for the application.</param>
    /// <param name="id">Which.</param>
    /// <param name="request">What was withheld, and what proves it.</param>
    /// <param name="read">The version that was looked at: what was done once is not done twice.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public Task<Outcome<InvoiceDto>> RunAsync(
        SignedInOperator who, Id<Invoice> id, WithholdingRequest request, IfMatch read, CancellationToken ct)
    {
        return operate.RunAsync(who, id, WithholdAsync, ct);

        async Task<Outcome<InvoiceWithLines>> WithholdAsync(InvoiceWithLines it)
        {
            var (invoice, was) = (it.Invoice, it.Invoice.Status);
            if (invoice.UnlessIs(read) is { } stale) return stale;
            if ((await withhold.RunAsync(it, request, who.Key, ct)).IsRefused(out var refusal, out var withheld)) return refusal;

            await audit.RecordAsync(
                who.Actor, invoice.ApplicationId, new(AuditAction.InvoiceWithhold, AuditTarget.Invoice, invoice.Id.ToString())
                {
                    Before = new { status = WireNames<InvoiceStatus>.Of(was) },
                    After = new
                    {
                        status = WireNames<InvoiceStatus>.Of(invoice.Status),
                        kind = WireNames<WithholdingKind>.Of(withheld.Kind),
                        amountMinor = withheld.AmountMinor,
                        currency = invoice.Currency.Code,
                        certificateNumber = withheld.CertificateNumber,
                    },
                }, ct);
            return it;
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, Body<WithholdingRequest> body, IfMatch read, SignedInOperator who, OiPaymentsDb db,
        WithholdFromAnyInvoice use, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await use.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceManage, id, ct), body.Request, read, ct),
            InvoicesJson.Default.InvoiceDto, clock);
}
