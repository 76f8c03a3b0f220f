using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /invoices/{id}/withholdings</c>.</summary>
internal sealed class ListWithholdings(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/{id}/withholdings", HandleAsync)
        .WithName("listWithholdings")
        .WithSummary("List what was withheld of an invoice")
        .WithDescription("Oldest first, all of them. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<WithholdingDto>>>()
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<IReadOnlyList<WithholdingDto>>> RunAsync(
        CallingApplication caller, RecordName<Invoice> id, CancellationToken ct) =>
        db.Of<Invoice>(caller.Scope).AsNoTracking().Named(id) is { } named && await named.SingleOrDefaultAsync(ct) is { } invoice
            ? Outcome.Of(await db.WithholdingsOfAsync(invoice, ct))
            : Refusal.NotFound("invoice");

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, CallingApplication caller, ListWithholdings list, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await list.RunAsync(caller, id, ct), InvoicesJson.Default.IReadOnlyListWithholdingDto, clock);
}
