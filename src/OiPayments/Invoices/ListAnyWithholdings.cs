using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /admin/invoices/{id}/withholdings</c>.</summary>
internal sealed class ListAnyWithholdings(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/{id}/withholdings", HandleAsync)
        .WithName("listAnyWithholdings")
        .WithSummary("List what was withheld of an invoice of any application")
        .WithDescription("Oldest first, all of them. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<WithholdingDto>>>()
        .Needs(Permission.InvoiceRead)
        .Refuses(ErrorCode.ResourceNotFound);

    /// <summary>Takes <see cref="Permission.InvoiceRead"/>.</summary>
    public async Task<Outcome<IReadOnlyList<WithholdingDto>>> RunAsync(SignedInOperator who, Id<Invoice> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceRead) is { } refusal) return refusal;
        if (await db.RecordFor(who, Permission.InvoiceRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is not { } invoice)
            return Refusal.NotFound("invoice");

        var all = await db.WithholdingsOfAsync(invoice, ct);
        var names = await db.OperatorNamesAsync(all.Select(one => one.CreatedBy), ct);
        return Outcome.Of<IReadOnlyList<WithholdingDto>>(
            [.. all.Select(one => one with { CreatedByName = names.GetValueOrDefault(one.CreatedBy) })]);
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, SignedInOperator who, OiPaymentsDb db, ListAnyWithholdings list, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(
            await list.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceRead, id, ct), ct),
            InvoicesJson.Default.IReadOnlyListWithholdingDto, clock);
}
