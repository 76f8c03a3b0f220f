using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Invoices;
using OiPayments.Persistence;

namespace OiPayments.Mail;

/// <summary><c>GET /admin/invoices/{id}/mails</c>: what was mailed about an invoice, and whether it can be mailed now.</summary>
internal sealed class ListAnyMails(OiPaymentsDb db, MailOptions options)
{
    /// <summary>What was mailed, newest first.</summary>
    /// <param name="Mails">The last ones.</param>
    /// <param name="Hurdle">Why the invoice cannot be sent by mail now; null when it can.</param>
    public sealed record Found(IReadOnlyList<MailDto> Mails, MailHurdle? Hurdle);

    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/{id}/mails", HandleAsync)
        .WithName("listAnyMails")
        .WithSummary("List the e-mails about an invoice of any application")
        .WithDescription("Newest first, at most the last 100; each is kept for 90 days unless the service is set otherwise. "
            + "Neither its recipient nor its words are kept. "
            + "Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<MailDto>>>()
        .Needs(Permission.InvoiceRead)
        .Refuses(ErrorCode.ResourceNotFound);

    /// <summary>Takes <see cref="Permission.InvoiceRead"/>.</summary>
    public async Task<Outcome<Found>> RunAsync(SignedInOperator who, Id<Invoice> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceRead) is { } refusal) return refusal;
        return await db.RecordFor(who, Permission.InvoiceRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is { } invoice
            ? new Found(await db.MailsOfAsync(invoice, ct), options.HurdleOf(invoice, MailKind.Invoice))
            : Refusal.NotFound("invoice");
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, SignedInOperator who, OiPaymentsDb db, ListAnyMails list, TimeProvider clock, CancellationToken ct) =>
        (await list.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceRead, id, ct), ct)).IsRefused(
            out var refusal, out var found)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(found.Mails, MailJson.Default.IReadOnlyListMailDto, clock);
}
