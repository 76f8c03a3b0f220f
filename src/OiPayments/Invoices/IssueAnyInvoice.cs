using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /admin/invoices/{id}/issue</c>: an operator issues an application's draft.</summary>
internal sealed class IssueAnyInvoice(OperateOnInvoice operate, ChangeInvoice change)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("/{id}/issue", HandleAsync)
        .WithName("issueAnyInvoice")
        .WithSummary("Issue a draft of any application")
        .WithDescription("The draft gets the next number of its series, without a gap, and can never change again. Strongly consistent.")
        .Produces<Envelope<InvoiceDto>>()
        .Needs(Permission.InvoiceManage)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <summary>Takes <see cref="Permission.InvoiceManage"/>.</summary>
    public Task<Outcome<InvoiceDto>> RunAsync(SignedInOperator who, Id<Invoice> id, CancellationToken ct) =>
        operate.RunAsync(who, AuditAction.InvoiceIssue, id, change.IssueAsync, ct);

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, SignedInOperator who, OiPaymentsDb db, IssueAnyInvoice use, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await use.RunAsync(who, await db.NumberOfAsync(who, Permission.InvoiceManage, id, ct), ct), InvoicesJson.Default.InvoiceDto,
            clock);
}
