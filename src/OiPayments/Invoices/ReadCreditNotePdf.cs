using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Invoices;

/// <summary><c>GET /credit-notes/{id}/pdf</c>: one of an application's own, as a PDF.</summary>
internal sealed class ReadCreditNotePdf(OiPaymentsDb db, PrintCreditNote print)
{
    public static void Map(RouteGroupBuilder notes) => PdfRequest.Describe(notes.MapGet("/{id}/pdf", HandleAsync))
        .WithName("readCreditNotePdf")
        .WithSummary("Read a credit note as PDF")
        .WithDescription("A4, to be shown in a browser. It names the invoice that it takes back from, and never changes. Strongly "
            + "consistent.");

    public async Task<Outcome<PdfDownload>> RunAsync(
        CallingApplication caller, RecordName<CreditNote> id, PdfRequest request, CancellationToken ct) =>
        db.Of<CreditNote>(caller.Scope).AsNoTracking().Named(id) is { } named && await named.SingleOrDefaultAsync(ct) is { } note
            ? await print.PrintAsync(note, request, withCustomer: true, ct)
            : Refusal.NotFound("credit note");

    private static async Task<IResult> HandleAsync(
        RecordName<CreditNote> id, HttpRequest request, CallingApplication caller, ReadCreditNotePdf read, TimeProvider clock,
        CancellationToken ct) =>
        QueryFields.Read(request, PdfRequest.Read).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : (await read.RunAsync(caller, id, asked, ct)).IsRefused(out var refusal, out var pdf) ? Reply.Refused(refusal, clock) : pdf;
}
