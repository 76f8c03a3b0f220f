using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /invoices/{id}/issue</c>: a draft gets its number, and never changes again.</summary>
internal sealed class IssueInvoice(OiPaymentsDb db, UnitOfWork unit, ChangeInvoice change, DescribeInvoice describe)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("/{id}/issue", HandleAsync)
        .WithName("issueInvoice")
        .WithSummary("Issue a draft")
        .WithDescription("The draft gets the next number of its series, without a gap, and can never change again. Strongly consistent.")
        .Produces<Envelope<InvoiceDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    public async Task<Outcome<InvoiceDto>> RunAsync(CallingApplication caller, RecordName<Invoice> id, CancellationToken ct)
    {
        return (await unit.RunAsync(ChangeAsync, ct)).OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<InvoiceDto>> ChangeAsync()
        {
            if (await db.InvoiceAsync(caller.Scope, id, toChange: true, ct) is not { } it) return Refusal.NotFound("invoice");
            return await change.IssueAsync(it, ct) is { } refusal
                ? refusal
                : describe.Of(it, CustomerView.Whole);
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, CallingApplication caller, IssueInvoice issue, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await issue.RunAsync(caller, id, ct), InvoicesJson.Default.InvoiceDto, clock);
}
