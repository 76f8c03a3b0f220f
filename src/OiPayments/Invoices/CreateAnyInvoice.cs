using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /admin/invoices</c>: an operator makes an invoice of an application.</summary>
internal sealed partial class CreateAnyInvoice(
    OiPaymentsDb db, UnitOfWork unit, WriteDraft write, ChangeInvoice change, AuditTrail audit, DescribeInvoice describe,
    ILogger<CreateAnyInvoice> log)
{
    /// <summary>The body of <c>POST /admin/invoices</c>: whose invoice it is, and what an application sends too.</summary>
    public sealed record Request : CreateInvoice.Request, IRequest<Request>
    {
        public Request(ApplicationId applicationId, Mode mode, CreateInvoice.Request invoice)
            : base(invoice) => (ApplicationId, Mode) = (applicationId, mode);

        [Description("Whose invoice it is to be.")]
        public ApplicationId ApplicationId { get; }

        [Description("Whether real money is owed.")]
        public Mode Mode { get; }

        public static new Request Read(JsonFields fields, FieldErrors errors) => new(
            new((uint)fields.RequiredWholeNumber("applicationId", 1, uint.MaxValue)), fields.RequiredEnum<Mode>("mode"),
            CreateInvoice.Request.Read(fields, errors));
    }

    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("", HandleAsync)
        .WithName("createAnyInvoice")
        .WithSummary("Create an invoice of any application")
        .WithDescription("As `POST /invoices`: issued at once, with a number that is the next of its series, unless `issue` is false. "
            + "Strongly consistent. Without an answer, look for it in the list before you send it again.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<InvoiceDto>>(StatusCodes.Status201Created)
        .Needs(Permission.InvoiceManage)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <summary>Takes <see cref="Permission.InvoiceManage"/> for the application.</summary>
    public async Task<Outcome<InvoiceDto>> RunAsync(SignedInOperator who, Request request, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceManage) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;
        var content = request.ToContent();
        if (content.Reckon().IsRefused(out var beyond, out var totals)) return beyond;
        return (await unit.RunAsync(MakeAsync, ct)).OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<InvoiceDto>> MakeAsync()
        {
            if ((await db.FindApplicationAsync(who, Permission.InvoiceManage, request.ApplicationId, ct)).IsRefused(
                out var unknown, out var application)) return unknown;

            var it = await write.MakeAsync(new(application.Id, request.Mode), content, totals, ct);
            var invoice = it.Invoice;
            await audit.RecordAsync(who.Actor, application.Id, new(AuditAction.InvoiceCreate, AuditTarget.Invoice, invoice.Id.ToString())
            {
                After = new { mode = WireNames<Mode>.Of(invoice.Mode), totalMinor = invoice.TotalMinor, currency = invoice.Currency.Code },
            }, ct);
            if (request.Issue is not false)
            {
                // The line first: once a number is taken nothing waits for anybody.
                await audit.RecordAsync(
                    who.Actor, application.Id, new(AuditAction.InvoiceIssue, AuditTarget.Invoice, invoice.Id.ToString())
                    {
                        Before = new { status = WireNames<InvoiceStatus>.Of(invoice.Status) },
                    }, ct);
                if (await change.IssueAsync(it, ct) is { } refusal) return refusal;
            }

            db.AfterCommit(() => Created(log, invoice.Id, application.Id, invoice.Total, who.Id));
            return describe.Of(it, who.ViewOfCustomers(application.Id));
        }
    }

    private static async Task<Reply> HandleAsync(
        Body<Request> body, SignedInOperator who, CreateAnyInvoice create, TimeProvider clock, CancellationToken ct) =>
        Reply.Created(await create.RunAsync(who, body.Request, ct), InvoicesJson.Default.InvoiceDto, clock);

    [LoggerMessage(
        LogLevel.Information, "Invoice {InvoiceId} of application {ApplicationId} made over {Amount} by operator {OperatorId}")]
    private static partial void Created(
        ILogger log, Id<Invoice> invoiceId, ApplicationId applicationId, Money amount, Id<Operator> operatorId);
}
