using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Invoices;

/// <summary><c>GET /admin/invoices/{id}/pdf</c>: an invoice of an application that an operator was granted, as a PDF.</summary>
internal sealed class ReadAnyInvoicePdf(OiPaymentsDb db, PrintInvoice print)
{
    public static void Map(RouteGroupBuilder invoices) => PdfRequest.Describe(invoices.MapGet("/{id}/pdf", HandleAsync))
        .WithName("readAnyInvoicePdf")
        .WithSummary("Read an invoice of any application as PDF")
        .WithDescription("As the application gets it. Without the permission customer:read the customer's name, addresses and BIN are left "
            + "out, and the application's own name for them stands there. Strongly consistent.")
        .Needs(Permission.InvoiceRead);

    public async Task<Outcome<PdfDownload>> RunAsync(
        SignedInOperator who, Id<Invoice> id, PdfRequest request, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceRead) is { } refusal) return refusal;
        return await db.RecordFor(who, Permission.InvoiceRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is { } invoice
            ? await print.PrintAsync(invoice, request, who.ViewOfCustomers(invoice.ApplicationId) is CustomerView.Whole, ct)
            : Refusal.NotFound("invoice");
    }

    private static async Task<IResult> HandleAsync(
        RecordName<Invoice> id, HttpRequest request, SignedInOperator who, OiPaymentsDb db, ReadAnyInvoicePdf read, TimeProvider clock,
        CancellationToken ct)
    {
        if (QueryFields.Read(request, PdfRequest.Read).IsRefused(out var unreadable, out var asked))
            return Reply.Refused(unreadable, clock);
        var number = await db.NumberOfAsync(who, Permission.InvoiceRead, id, ct);
        return (await read.RunAsync(who, number, asked, ct)).IsRefused(out var refusal, out var pdf) ? Reply.Refused(refusal, clock) : pdf;
    }
}
