using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Invoices;
using OiPayments.Persistence;

namespace OiPayments.Mail;

/// <summary><c>GET /invoices/{id}/mails</c>: what was sent to the customer of one of an application's invoices.</summary>
internal sealed class ListMails(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("/{id}/mails", HandleAsync)
        .WithName("listMails")
        .WithSummary("List the e-mails about an invoice")
        .WithDescription("Newest first, at most the last 100; each is kept for 90 days unless the service is set otherwise. "
            + "Neither its recipient nor its words are kept. "
            + "Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<MailDto>>>()
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<IReadOnlyList<MailDto>>> RunAsync(
        CallingApplication caller, RecordName<Invoice> id, CancellationToken ct) =>
        db.Of<Invoice>(caller.Scope).AsNoTracking().Named(id) is { } named && await named.SingleOrDefaultAsync(ct) is { } invoice
            ? Outcome.Of(await db.MailsOfAsync(invoice, ct))
            : Refusal.NotFound("invoice");

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, CallingApplication caller, ListMails list, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await list.RunAsync(caller, id, ct), MailJson.Default.IReadOnlyListMailDto, clock);
}
