using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /admin/invoices/{id}/credit-notes</c>.</summary>
internal sealed class ListAnyCreditNotes(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/{id}/credit-notes", HandleAsync)
        .WithName("listAnyCreditNotes")
        .WithSummary("List the credit notes of an invoice of any application")
        .WithDescription("Oldest first, all of them. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<CreditNoteDto>>>()
        .Needs(Permission.InvoiceRead)
        .Refuses(ErrorCode.ResourceNotFound);

    /// <summary>Takes <see cref="Permission.InvoiceRead"/>.</summary>
    public async Task<Outcome<IReadOnlyList<CreditNoteDto>>> RunAsync(SignedInOperator who, Id<Invoice> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceRead) is { } refusal) return refusal;
        if (await db.RecordFor(who, Permission.InvoiceRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is not { } invoice)
            return Refusal.NotFound("invoice");

        var all = await db.CreditNotesOfAsync(invoice, ct);
        var names = await db.OperatorNamesAsync(all.Select(one => one.CreatedBy), ct);
        return Outcome.Of<IReadOnlyList<CreditNoteDto>>(
            [.. all.Select(one => one with { CreatedByName = names.GetValueOrDefault(one.CreatedBy) })]);
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, SignedInOperator who, OiPaymentsDb db, ListAnyCreditNotes list, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await list.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceRead, id, ct), ct),
            InvoicesJson.Default.IReadOnlyListCreditNoteDto, clock);
}
