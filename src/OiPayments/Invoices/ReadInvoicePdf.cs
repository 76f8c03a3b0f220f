using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Invoices;

/// <summary><c>GET /invoices/{id}/pdf</c>: one of an application's own, as a PDF.</summary>
internal sealed class ReadInvoicePdf(OiPaymentsDb db, PrintInvoice print)
{
    public static void Map(RouteGroupBuilder invoices) => PdfRequest.Describe(invoices.MapGet("/{id}/pdf", HandleAsync))
        .WithName("readInvoicePdf")
        .WithSummary("Read an invoice as PDF")
        .WithDescription("A4, to be shown in a browser. An issued invoice always looks as it did at issue; its status and what is due are "
            + "of now. A draft is marked as one and has no number. The `ETag` tells whether anything changed: send it back as "
            + "`If-None-Match`, and the same document is answered with 304. Strongly consistent.");

    public async Task<Outcome<PdfDownload>> RunAsync(
        CallingApplication caller, RecordName<Invoice> id, PdfRequest request, CancellationToken ct) =>
        db.Of<Invoice>(caller.Scope).AsNoTracking().Named(id) is { } named && await named.SingleOrDefaultAsync(ct) is { } invoice
            ? await print.PrintAsync(invoice, request, withCustomer: true, ct)
            : Refusal.NotFound("invoice");

    private static async Task<IResult> HandleAsync(
        RecordName<Invoice> id, HttpRequest request, CallingApplication caller, ReadInvoicePdf read, TimeProvider clock,
        CancellationToken ct) =>
        QueryFields.Read(request, PdfRequest.Read).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : (await read.RunAsync(caller, id, asked, ct)).IsRefused(out var refusal, out var pdf) ? Reply.Refused(refusal, clock) : pdf;
}
