using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /admin/invoices/{id}</c>: an invoice of an application that an operator was granted.</summary>
internal sealed class ReadAnyInvoice(OiPaymentsDb db, DescribeInvoice describe)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/{id}", HandleAsync)
        .WithName("readAnyInvoice")
        .WithSummary("Read an invoice of any application")
        .WithDescription("Strongly consistent.")
        .Produces<Envelope<InvoiceDto>>()
        .Needs(Permission.InvoiceRead)
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<InvoiceDto>> RunAsync(SignedInOperator who, Id<Invoice> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceRead) is { } refusal) return refusal;
        return await db.RecordFor(who, Permission.InvoiceRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is { } invoice
            ? describe.Of(await db.WithLinesAsync(invoice, ct), who.ViewOfCustomers(invoice.ApplicationId))
            : Refusal.NotFound("invoice");
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, SignedInOperator who, OiPaymentsDb db, ReadAnyInvoice read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await read.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceRead, id, ct), ct), InvoicesJson.Default.InvoiceDto,
            clock);
}
