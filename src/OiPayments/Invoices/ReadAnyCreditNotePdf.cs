using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Invoices;

/// <summary><c>GET /admin/credit-notes/{id}/pdf</c>: a credit note of an application that an operator was granted, as a PDF.</summary>
internal sealed class ReadAnyCreditNotePdf(OiPaymentsDb db, PrintCreditNote print)
{
    public static void Map(RouteGroupBuilder notes) => PdfRequest.Describe(notes.MapGet("/{id}/pdf", HandleAsync))
        .WithName("readAnyCreditNotePdf")
        .WithSummary("Read a credit note of any application as PDF")
        .WithDescription("As the application gets it. Without the permission customer:read the customer's name, addresses and BIN are left "
            + "out, and the application's own name for them stands there. Strongly consistent.")
        .Needs(Permission.InvoiceRead);

    public async Task<Outcome<PdfDownload>> RunAsync(
        SignedInOperator who, Id<CreditNote> id, PdfRequest request, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceRead) is { } refusal) return refusal;
        return await db.RecordFor(who, Permission.InvoiceRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is { } note
            ? await print.PrintAsync(note, request, who.ViewOfCustomers(note.ApplicationId) is CustomerView.Whole, ct)
            : Refusal.NotFound("credit note");
    }

    private static async Task<IResult> HandleAsync(
        RecordName<CreditNote> id, HttpRequest request, SignedInOperator who, OiPaymentsDb db, ReadAnyCreditNotePdf read,
        TimeProvider clock, CancellationToken ct)
    {
        if (QueryFields.Read(request, PdfRequest.Read).IsRefused(out var unreadable, out var asked))
            return Reply.Refused(unreadable, clock);
        var number = await db.NumberOfAsync(who, Permission.InvoiceRead, id, ct);
        return (await read.RunAsync(who, number, asked, ct)).IsRefused(out var refusal, out var pdf) ? Reply.Refused(refusal, clock) : pdf;
    }
}
