using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /invoices/{id}/credit-notes</c>.</summary>
internal sealed class ListCreditNotes(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/{id}/credit-notes", HandleAsync)
        .WithName("listCreditNotes")
        .WithSummary("List the credit notes of an invoice")
        .WithDescription("Oldest first, all of them. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<CreditNoteDto>>>()
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<IReadOnlyList<CreditNoteDto>>> RunAsync(
        CallingApplication caller, RecordName<Invoice> id, CancellationToken ct) =>
        db.Of<Invoice>(caller.Scope).AsNoTracking().Named(id) is { } named && await named.SingleOrDefaultAsync(ct) is { } invoice
            ? Outcome.Of(await db.CreditNotesOfAsync(invoice, ct))
            : Refusal.NotFound("invoice");

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, CallingApplication caller, ListCreditNotes list, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await list.RunAsync(caller, id, ct), InvoicesJson.Default.IReadOnlyListCreditNoteDto, clock);
}
