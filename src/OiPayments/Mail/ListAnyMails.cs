using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Invoices;
using OiPayments.Persistence;

namespace OiPayments.Mail;

/// <summary><c>GET /admin/invoices/{id}/mails</c>.</summary>
internal sealed class ListAnyMails(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/{id}/mails", HandleAsync)
        .WithName("listAnyMails")
        .WithSummary("List the e-mails about an invoice of any application")
        .WithDescription("Newest first, at most the last 100; each is kept for 90 days. Neither its recipient nor its words are kept. "
            + "Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<MailDto>>>()
        .Needs(Permission.InvoiceRead)
        .Refuses(ErrorCode.ResourceNotFound);

    /// <summary>Takes <see cref="Permission.InvoiceRead"/>.</summary>
    public async Task<Outcome<IReadOnlyList<MailDto>>> RunAsync(SignedInOperator who, Id<Invoice> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceRead) is { } refusal) return refusal;
        return await db.RecordFor(who, Permission.InvoiceRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is { } invoice
            ? Outcome.Of(await db.MailsOfAsync(invoice, ct))
            : Refusal.NotFound("invoice");
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, SignedInOperator who, OiPaymentsDb db, ListAnyMails list, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await list.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceRead, id, ct), ct),
            MailJson.Default.IReadOnlyListMailDto, clock);
}
