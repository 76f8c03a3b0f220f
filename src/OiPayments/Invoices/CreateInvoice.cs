using System.ComponentModel;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Idempotency;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>POST /invoices</c> makes an invoice, and issues it unless it is to stay a draft.</summary>
internal sealed partial class CreateInvoice(
    OiPaymentsDb db, UnitOfWork unit, WriteDraft write, ChangeInvoice change, DescribeInvoice describe, TimeProvider clock,
    ILogger<CreateInvoice> log)
{
    /// <summary>The body of <c>POST /invoices</c>.</summary>
    public record Request(
        [property: Description("Your own name for the customer; invoices are found by it. Need not be unique.")] string CustomerReference,
        [property: Description("What it is for: 1 to 500 lines.")] IReadOnlyList<LineItemRequest> LineItems,
        [property: Description("false leaves it a draft; true when left out.")] bool? Issue,
        [property: Description("ISO 4217 in capitals; BDT when left out.")] string? Currency,
        [property: Description("The last day to pay, such as 2026-07-31. With instalments the last one's.")] DateOnly? DueDate,
        [property: Description("Stands on the invoice.")] string? CustomerName,
        [property: Description("An e-mail address.")] string? CustomerEmail,
        [property: Description("Where the customer is; stands on the invoice. At most 500 characters.")] string? CustomerAddress,
        [property: Description("The customer's business identification number, for tax invoices: 9 or 13 digits.")] string? CustomerBin,
        [property: Description("For the customer to read; at most 2000 characters.")] string? Notes,
        [property: Description("Taken off the whole, in minor units: spread over the lines in proportion.")] long? DiscountMinor,
        [property: Description("Whether the prices of the lines include the tax; false when left out.")] bool? TaxIncluded,
        [property: Description("Its parts, if it is not to be paid at once; together they are the total.")]
        IReadOnlyList<InstallmentRequest>? Installments) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.RequiredText("customerReference"), InvoiceContent.ReadLines(fields, errors), fields.OptionalBoolean("issue"),
            fields.OptionalText("currency"), fields.OptionalDay("dueDate"), fields.OptionalText("customerName"),
            fields.OptionalText("customerEmail"), fields.OptionalText("customerAddress"), fields.OptionalText("customerBin"),
            fields.OptionalText("notes"), fields.OptionalWholeNumber("discountMinor", 0, Money.MaxMinorUnits),
            fields.OptionalBoolean("taxIncluded"), InvoiceContent.ReadInstallments(fields));

        /// <summary>Asks for an invoice with this in it.</summary>
        public static Request Of(InvoiceContent content, bool issue) => new(
            content.CustomerReference, content.LineItems, issue, content.Currency, content.DueDate, content.CustomerName,
            content.CustomerEmail, content.CustomerAddress, content.CustomerBin, content.Notes, content.DiscountMinor,
            content.TaxIncluded, content.Installments);

        public InvoiceContent ToContent() => new(
            CustomerReference, LineItems, Currency ?? OiPayments.Currency.Bdt.Code, DueDate, CustomerName, CustomerEmail,
            CustomerAddress, CustomerBin, Notes, DiscountMinor ?? 0, TaxIncluded ?? false, Installments ?? []);

        public void Check(FieldErrors errors) => ToContent().Check(errors);
    }

    public static void Map(RouteGroupBuilder invoices) => invoices.MapPost("", HandleAsync)
        .Idempotent()
        .WithName("createInvoice")
        .WithSummary("Create an invoice")
        .WithDescription("Issued at once, with a number that is the next of its series, unless `issue` is false. Strongly consistent. "
            + "Each line is rounded half away from zero by itself; the tax of a rate is the sum of its lines'.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<InvoiceDto>>(StatusCodes.Status201Created)
        .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidOperationState);

    /// <returns>The answer as the caller gets it: it is kept under their key together with the invoice.</returns>
    public async Task<Outcome<Reply>> RunAsync(CallingApplication caller, Request request, IdempotencyKey key, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } invalid) return invalid;
        var content = request.ToContent();
        if (content.Reckon().IsRefused(out var beyond, out var totals)) return beyond;
        return (await unit.RunAsync(MakeAsync, ct, whenLost: () => key.LostToItselfAsync(db, caller, ct)))
            .OrRefuse(IdempotencyKey.LostRace);

        async Task<Outcome<Reply>> MakeAsync()
        {
            var it = await write.MakeAsync(caller.Scope, content, totals, ct);
            if (request.Issue is not false && await change.IssueAsync(it, ct) is { } refusal) return refusal;

            var reply = Reply.Created(describe.Of(it, CustomerView.Whole), InvoicesJson.Default.InvoiceDto, clock);
            key.Keep(db, caller, reply, clock.GetUtcNow());
            db.AfterCommit(() => Created(log, it.Invoice.Id, caller.Id, it.Invoice.Total));
            return reply;
        }
    }

    private static async Task<Reply> HandleAsync(
        JsonBody body, CallingApplication caller, IdempotencyKey key, CreateInvoice create, TimeProvider clock, CancellationToken ct) =>
        body.Read<Request>().IsRefused(out var unreadable, out var request)
            ? Reply.Refused(unreadable, clock)
            : (await create.RunAsync(caller, request, key, ct)).IsRefused(out var refused, out var created)
                ? Reply.Refused(refused, clock)
                : created;

    [LoggerMessage(LogLevel.Information, "Invoice {InvoiceId} of application {ApplicationId} made over {Amount}")]
    private static partial void Created(ILogger log, Id<Invoice> invoiceId, ApplicationId applicationId, Money amount);
}
