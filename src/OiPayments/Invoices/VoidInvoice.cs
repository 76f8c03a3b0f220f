using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /invoices/{id}/void</c>: an invoice of which nothing is paid counts no longer.</summary>
internal sealed class VoidInvoice(OiPaymentsDb db, UnitOfWork unit, ChangeInvoice change, DescribeInvoice describe)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("/{id}/void", HandleAsync)
        .WithName("voidInvoice")
        .WithSummary("Make an invoice void")
        .WithDescription("Allowed only while nothing of the invoice is paid. Its number is not given again. Strongly consistent.")
        .Produces<Envelope<InvoiceDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    public async Task<Outcome<InvoiceDto>> RunAsync(CallingApplication caller, RecordName<Invoice> id, CancellationToken ct)
    {
        return (await unit.RunAsync(ChangeAsync, ct)).OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<InvoiceDto>> ChangeAsync()
        {
            if (await db.InvoiceAsync(caller.Scope, id, toChange: true, ct) is not { } it) return Refusal.NotFound("invoice");
            return await change.MakeVoidAsync(it, ct) is { } refusal
                ? refusal
                : describe.Of(it, CustomerView.Whole);
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, CallingApplication caller, VoidInvoice makeVoid, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await makeVoid.RunAsync(caller, id, ct), InvoicesJson.Default.InvoiceDto, clock);
}
