using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /invoices/{id}</c>, by its number here or its reference: one of an application's own.</summary>
internal sealed class ReadInvoice(OiPaymentsDb db, DescribeInvoice describe)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/{id}", HandleAsync)
        .WithName("readInvoice")
        .WithSummary("Read an invoice")
        .WithDescription(
            "By id or by reference. Strongly consistent. An invoice of another application, or of the other mode, is not found.")
        .Produces<Envelope<InvoiceDto>>()
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<InvoiceDto>> RunAsync(CallingApplication caller, RecordName<Invoice> id, CancellationToken ct) =>
        await db.InvoiceAsync(caller.Scope, id, toChange: false, ct) is { } it
            ? describe.Of(it, CustomerView.Whole)
            : Refusal.NotFound("invoice");

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, CallingApplication caller, ReadInvoice read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(caller, id, ct), InvoicesJson.Default.InvoiceDto, clock);
}
