using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /credit-notes/{id}</c>.</summary>
internal sealed class ReadCreditNote(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder notes) => notes.MapGet("/{id}", HandleAsync)
        .WithName("readCreditNote")
        .WithSummary("Read a credit note")
        .WithDescription("Strongly consistent.")
        .Produces<Envelope<CreditNoteDto>>()
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<CreditNoteDto>> RunAsync(CallingApplication caller, RecordName<CreditNote> id, CancellationToken ct) =>
        db.Of<CreditNote>(caller.Scope).AsNoTracking().Named(id) is { } named && await named.SingleOrDefaultAsync(ct) is { } note
            ? CreditNoteDto.From(note)
            : Refusal.NotFound("credit note");

    private static async Task<Reply> HandleAsync(
        RecordName<CreditNote> id, CallingApplication caller, ReadCreditNote read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(caller, id, ct), InvoicesJson.Default.CreditNoteDto, clock);
}
