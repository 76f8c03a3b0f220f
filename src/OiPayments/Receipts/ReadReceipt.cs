using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Receipts;

/// <summary><c>GET /payments/{id}/receipt</c>: the receipt of one of an application's own payments, as a PDF.</summary>
internal sealed class ReadReceipt(OiPaymentsDb db, FindReceipt find, PrintReceipt print)
{
    public static void Map(RouteGroupBuilder payments) => PdfRequest.Describe(payments.MapGet("/{id}/receipt", HandleAsync))
        .WithName("readReceipt")
        .WithSummary("Read the receipt of a payment as PDF")
        .WithDescription("A4, in the looks of your invoice template as it is now. Only a payment that SUCCEEDED has one. You get it also "
            + "without `receiptsEnabled`, which decides whether your customers find it on their pages. The `ETag` tells whether anything "
            + "changed. Strongly consistent.");

    public async Task<Outcome<PdfDownload>> RunAsync(
        CallingApplication caller, RecordName<Payment> id, PdfRequest request, CancellationToken ct)
    {
        if (db.Of<Payment>(caller.Scope).AsNoTracking().Named(id) is not { } named
            || await named.SingleOrDefaultAsync(ct) is not { } payment) return Refusal.NotFound("payment");
        return await find.OfAsync(payment, ct) is { } receipt
            ? await print.PrintAsync(receipt, request, ct)
            : Refusal.NotFound("receipt");
    }

    private static async Task<IResult> HandleAsync(
        RecordName<Payment> id, HttpRequest request, CallingApplication caller, ReadReceipt read, TimeProvider clock,
        CancellationToken ct) =>
        QueryFields.Read(request, PdfRequest.Read).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : (await read.RunAsync(caller, id, asked, ct)).IsRefused(out var refusal, out var pdf) ? Reply.Refused(refusal, clock) : pdf;
}
