using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Idempotency;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /invoices/{id}/withholdings</c>: the customer withheld a part at source, and proves so.</summary>
internal sealed class CreateWithholding(OiPaymentsDb db, UnitOfWork unit, WithholdFromInvoice withhold, TimeProvider clock)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("/{id}/withholdings", HandleAsync)
        .Idempotent()
        .WithName("createWithholding")
        .WithSummary("Write down what was withheld of an invoice")
        .WithDescription("Settles a part of what is owed without money. It cannot be undone: correct a wrong one by another invoice. "
            + "Strongly consistent.")
        .Accepts<WithholdingRequest>("application/json")
        .Produces<Envelope<WithholdingDto>>(StatusCodes.Status201Created)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.AmountOutOfBounds);

    /// <returns>The answer as the caller gets it: it is kept under their key together with the record.</returns>
    public async Task<Outcome<Reply>> RunAsync(
        CallingApplication caller, RecordName<Invoice> id, WithholdingRequest request, IdempotencyKey key, CancellationToken ct)
    {
        return (await unit.RunAsync(WithholdAsync, ct, whenLost: () => key.LostToItselfAsync(db, caller, ct)))
            .OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<Reply>> WithholdAsync()
        {
            if (await db.InvoiceAsync(caller.Scope, id, toChange: true, ct) is not { } it) return Refusal.NotFound("invoice");
            if ((await withhold.RunAsync(it, request, Invoice.ByApplication, ct)).IsRefused(out var refusal, out var withheld))
                return refusal;

            var reply = Reply.Created(WithholdingDto.From(withheld, it.Invoice.Currency), InvoicesJson.Default.WithholdingDto, clock);
            key.Keep(db, caller, reply, clock.GetUtcNow());
            return reply;
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, JsonBody body, CallingApplication caller, IdempotencyKey key, CreateWithholding create, TimeProvider clock,
        CancellationToken ct) =>
        body.Read<WithholdingRequest>().IsRefused(out var unreadable, out var request)
            ? Reply.Refused(unreadable, clock)
            : (await create.RunAsync(caller, id, request, key, ct)).IsRefused(out var refused, out var created)
                ? Reply.Refused(refused, clock)
                : created;
}
