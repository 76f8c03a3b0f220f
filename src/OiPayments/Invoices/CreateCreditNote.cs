using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Idempotency;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /invoices/{id}/credit-notes</c>: takes back a part of an invoice, or all of it.</summary>
internal sealed class CreateCreditNote(OiPaymentsDb db, UnitOfWork unit, CreditInvoice credit, TimeProvider clock)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("/{id}/credit-notes", HandleAsync)
        .Idempotent()
        .WithName("createCreditNote")
        .WithSummary("Take back a part of an invoice")
        .WithDescription("A credit note gets the next number of its own series, and lowers what the invoice is owed. What was paid beyond "
            + "that is `amountOverpaidMinor` of the invoice: refund its payments. Strongly consistent.")
        .Accepts<CreditNoteRequest>("application/json")
        .Produces<Envelope<CreditNoteDto>>(StatusCodes.Status201Created)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.AmountOutOfBounds);

    /// <returns>The answer as the caller gets it: it is kept under their key together with the note.</returns>
    public async Task<Outcome<Reply>> RunAsync(
        CallingApplication caller, RecordName<Invoice> id, CreditNoteRequest request, IdempotencyKey key, CancellationToken ct)
    {
        return (await unit.RunAsync(CreditAsync, ct, whenLost: () => key.LostToItselfAsync(db, caller, ct)))
            .OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<Reply>> CreditAsync()
        {
            if (await db.InvoiceAsync(caller.Scope, id, toChange: true, ct) is not { } it) return Refusal.NotFound("invoice");
            if ((await credit.RunAsync(it, request, Invoice.ByApplication, ct)).IsRefused(out var refusal, out var note)) return refusal;

            var reply = Reply.Created(CreditNoteDto.From(note), InvoicesJson.Default.CreditNoteDto, clock);
            key.Keep(db, caller, reply, clock.GetUtcNow());
            return reply;
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, JsonBody body, CallingApplication caller, IdempotencyKey key, CreateCreditNote create, TimeProvider clock,
        CancellationToken ct) =>
        body.Read<CreditNoteRequest>().IsRefused(out var unreadable, out var request)
            ? Reply.Refused(unreadable, clock)
            : (await create.RunAsync(caller, id, request, key, ct)).IsRefused(out var refused, out var created)
                ? Reply.Refused(refused, clock)
                : created;
}
