using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Links;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /invoices/{id}/payable-link</c>: a link for all that is owed, a part, or an instalment.</summary>
internal sealed class CreatePayableLink(OiPaymentsDb db, UnitOfWork unit, MakePayableLink make, PublicUrls urls)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("/{id}/payable-link", HandleAsync)
        .WithName("createPayableLink")
        .WithSummary("Make a link that pays an invoice")
        .WithDescription("For all that is owed, a part, or an instalment. The invoice's own `payableUrl` always offers what is owed; a "
            + "link like this is for a certain amount. One that is open for the same amount is answered again. Strongly consistent.")
        .Accepts<PayableLinkRequest>("application/json")
        .Produces<Envelope<PayableLinkDto>>(StatusCodes.Status201Created)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.AmountOutOfBounds,
            ErrorCode.GatewayUnavailable);

    public async Task<Outcome<PayableLinkDto>> RunAsync(
        CallingApplication caller, RecordName<Invoice> id, PayableLinkRequest request, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } invalid) return invalid;
        return (await unit.RunAsync(MakeAsync, ct)).OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<PayableLinkDto>> MakeAsync()
        {
            if (await db.InvoiceAsync(caller.Scope, id, toChange: true, ct) is not { } it) return Refusal.NotFound("invoice");
            return (await make.RunAsync(it, request, ct)).IsRefused(out var refusal, out var link)
                ? refusal
                : MakePayableLink.Describe(link, urls);
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, OptionalBody<PayableLinkRequest> body, CallingApplication caller, CreatePayableLink create,
        TimeProvider clock, CancellationToken ct) =>
        Reply.Created(await create.RunAsync(caller, id, body.Request, ct), InvoicesJson.Default.PayableLinkDto, clock);
}
