using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Links;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /admin/invoices/{id}/payable-link</c>: an operator makes a link that pays an application's invoice.</summary>
internal sealed class CreateAnyPayableLink(OiPaymentsDb db, UnitOfWork unit, MakePayableLink make, AuditTrail audit, PublicUrls urls)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("/{id}/payable-link", HandleAsync)
        .WithName("createAnyPayableLink")
        .WithSummary("Make a link that pays an invoice of any application")
        .WithDescription("For all that is owed, a part, or an instalment. One that is open for the same amount is answered again. Strongly "
            + "consistent.")
        .Accepts<PayableLinkRequest>("application/json")
        .Produces<Envelope<PayableLinkDto>>(StatusCodes.Status201Created)
        .Needs(Permission.InvoiceManage)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.AmountOutOfBounds,
            ErrorCode.GatewayUnavailable);

    /// <summary>Takes <see cref="Permission.InvoiceManage"/>.</summary>
    public async Task<Outcome<PayableLinkDto>> RunAsync(
        SignedInOperator who, Id<Invoice> id, PayableLinkRequest request, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceManage) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;
        return (await unit.RunAsync(MakeAsync, ct)).OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<PayableLinkDto>> MakeAsync()
        {
            if (await db.RecordFor(who, Permission.InvoiceManage, id).SingleOrDefaultAsync(ct) is not { } invoice)
                return Refusal.NotFound("invoice");
            if ((await make.RunAsync(await db.WithLinesAsync(invoice, ct), request, ct)).IsRefused(out var refusal, out var link))
                return refusal;
            await audit.RecordAsync(
                who.Actor, invoice.ApplicationId, new(AuditAction.InvoiceLink, AuditTarget.Invoice, invoice.Id.ToString())
                {
                    After = new { amountMinor = link.AmountMinor, installment = link.Installment },
                }, ct);
            return MakePayableLink.Describe(link, urls);
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, OptionalBody<PayableLinkRequest> body, SignedInOperator who, OiPaymentsDb db, CreateAnyPayableLink use,
        TimeProvider clock, CancellationToken ct) =>
        Reply.Created(
            await use.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceManage, id, ct), body.Request, ct),
            InvoicesJson.Default.PayableLinkDto, clock);
}
