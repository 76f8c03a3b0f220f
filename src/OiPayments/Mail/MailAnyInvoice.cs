using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.Persistence;

namespace OiPayments.Mail;

/// <summary><c>POST /admin/invoices/{id}/mails</c>: an operator sends an invoice, or a reminder of it, to its customer now.</summary>
internal sealed class MailAnyInvoice(
    OiPaymentsDb db, UnitOfWork unit, StageMails stage, AuditTrail audit, MailOptions options, IBusinessClock clock)
{
    /// <summary>What to send.</summary>
    public sealed record Request(
        [property: Description("INVOICE, or REMINDER while something is owed. A RECEIPT is sent by a payment alone.")] MailKind Kind)
        : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(fields.RequiredEnum<MailKind>("kind"));

        public void Check(FieldErrors errors)
        {
            if (Kind is MailKind.Receipt) errors.Add("kind", "Must be INVOICE or REMINDER.");
        }
    }

    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("/{id}/mails", HandleAsync)
        .WithName("mailAnyInvoice")
        .WithSummary("Send an invoice of any application by e-mail")
        .WithDescription("Whatever the application's settings say, if the service has a mail server and the invoice names an address. It "
            + "is sent within moments; one of the same kind that still waits is answered again, so that nobody gets two. Strongly "
            + "consistent.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<MailDto>>(StatusCodes.Status201Created)
        .Needs(Permission.InvoiceManage)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <summary>Takes <see cref="Permission.InvoiceManage"/>.</summary>
    public async Task<Outcome<MailDto>> RunAsync(SignedInOperator who, Id<Invoice> id, Request request, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceManage) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;
        return (await unit.RunAsync(StageAsync, ct)).OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<MailDto>> StageAsync()
        {
            if (await db.RecordFor(who, Permission.InvoiceManage, id).SingleOrDefaultAsync(ct) is not { } invoice)
                return Refusal.NotFound("invoice");
            if (options.HurdleOf(invoice, request.Kind) is { } hurdle) return WhyNot(invoice, hurdle);

            var waiting = await db.Of<InvoiceMail>(invoice.Scope).AsNoTracking()
                .Where(m => m.InvoiceId == invoice.Id && m.Kind == request.Kind && m.Status == MailStatus.Pending)
                .OrderByDescending(m => m.Id).FirstOrDefaultAsync(ct);
            if (waiting is not null) return MailDto.From(waiting);

            invoice.Mail(clock.Now(invoice.Scope));
            await audit.RecordAsync(
                who.Actor, invoice.ApplicationId, new(AuditAction.InvoiceMail, AuditTarget.Invoice, invoice.Id.ToString())
                {
                    After = new { kind = WireNames<MailKind>.Of(request.Kind) },
                }, ct);
            return MailDto.From(await stage.StageAsync(invoice, request.Kind, ct));
        }
    }

    private static Refusal WhyNot(Invoice invoice, MailHurdle hurdle) => hurdle switch
    {
        MailHurdle.NoServer =>
            new(ErrorCode.InvalidOperationState, "This service has no mail server: Mail__Host is not set. Nothing was sent."),
        MailHurdle.NotIssued => invoice.OnlyIssued("be sent by e-mail"),
        MailHurdle.NoAddress =>
            new(ErrorCode.InvalidOperationState, "This invoice names no e-mail address of the customer. Nothing was sent."),
        MailHurdle.NothingOwed => new(ErrorCode.InvalidOperationState, "This invoice is owed nothing any more. Nothing was sent."),
    };

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, Body<Request> body, SignedInOperator who, OiPaymentsDb db, MailAnyInvoice use, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Created(
            await use.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceManage, id, ct), body.Request, ct),
            MailJson.Default.MailDto, clock);
}
