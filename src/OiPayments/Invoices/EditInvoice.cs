using System.ComponentModel;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>PATCH /invoices/{id}</c> changes what is sent of a draft; null clears it, absence leaves it.</summary>
internal sealed class EditInvoice(OiPaymentsDb db, UnitOfWork unit, WriteDraft write, DescribeInvoice describe)
{
    /// <summary>The body of <c>PATCH /invoices/{id}</c>.</summary>
    public sealed record Request(
        [property: Description("Your own name for the customer.")] Sent<string> CustomerReference,
        [property: Description("All lines anew: 1 to 500.")] Sent<IReadOnlyList<LineItemRequest>> LineItems,
        [property: Description("ISO 4217 in capitals.")] Sent<string> Currency,
        [property: Description("The last day to pay.")] Sent<DateOnly?> DueDate,
        [property: Description("Stands on the invoice.")] Sent<string?> CustomerName,
        [property: Description("An e-mail address.")] Sent<string?> CustomerEmail,
        [property: Description("Where the customer is; stands on the invoice. At most 500 characters.")] Sent<string?> CustomerAddress,
        [property: Description("The customer's business identification number, for tax invoices: 9 or 13 digits.")]
        Sent<string?> CustomerBin,
        [property: Description("For the customer to read; at most 2000 characters.")] Sent<string?> Notes,
        [property: Description("Taken off the whole, in minor units.")] Sent<long?> DiscountMinor,
        [property: Description("Whether the prices of the lines include the tax.")] Sent<bool?> TaxIncluded,
        [property: Description("All instalments anew; an empty list takes them away.")]
        Sent<IReadOnlyList<InstallmentRequest>> Installments) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.IfSent("customerReference", fields.RequiredText),
            fields.IfSent("lineItems", _ => InvoiceContent.ReadLines(fields, errors)), fields.IfSent("currency", fields.RequiredText),
            fields.IfSent("dueDate", name => fields.OptionalDay(name)), fields.IfSent("customerName", fields.OptionalText),
            fields.IfSent("customerEmail", fields.OptionalText), fields.IfSent("customerAddress", fields.OptionalText),
            fields.IfSent("customerBin", fields.OptionalText), fields.IfSent("notes", fields.OptionalText),
            fields.IfSent("discountMinor", name => fields.OptionalWholeNumber(name, 0, Money.MaxMinorUnits)),
            fields.IfSent("taxIncluded", fields.OptionalBoolean),
            fields.IfSent("installments", _ => InvoiceContent.ReadInstallments(fields)));

        public void Check(FieldErrors errors)
        {
            // What was sent is judged together with what stands there already.
        }

        public InvoiceContent Over(InvoiceContent before) => new(
            CustomerReference.Or(before.CustomerReference), LineItems.Or(before.LineItems), Currency.Or(before.Currency),
            DueDate.Or(before.DueDate), CustomerName.Or(before.CustomerName), CustomerEmail.Or(before.CustomerEmail),
            CustomerAddress.Or(before.CustomerAddress), CustomerBin.Or(before.CustomerBin), Notes.Or(before.Notes),
            DiscountMinor.Or(before.DiscountMinor) ?? 0, TaxIncluded.Or(before.TaxIncluded) ?? false,
            Installments.Or(before.Installments));
    }

    public static void Map(RouteGroupBuilder invoices) => invoices.MapPatch("/{id}", HandleAsync)
        .WithName("editInvoice")
        .WithSummary("Edit a draft")
        .WithDescription("Changes the fields you send: null clears a field, a field you leave out stays as it is. Only a draft can be "
            + "changed; an issued invoice never changes. Strongly consistent.")
        .TakesIfMatch()
        .Accepts<Request>("application/json")
        .Produces<Envelope<InvoiceDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    public async Task<Outcome<InvoiceDto>> RunAsync(
        CallingApplication caller, RecordName<Invoice> id, Request request, IfMatch read, CancellationToken ct)
    {
        return (await unit.RunAsync(EditAsync, ct)).OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<InvoiceDto>> EditAsync()
        {
            if (await db.InvoiceAsync(caller.Scope, id, toChange: true, ct) is not { } before) return Refusal.NotFound("invoice");
            return (await write.EditAsync(before, request, read, withCustomer: true, ct)).IsRefused(out var refusal, out var after)
                ? refusal
                : describe.Of(after, CustomerView.Whole);
        }
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Invoice> id, Body<Request> body, IfMatch read, CallingApplication caller, EditInvoice edit, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(await edit.RunAsync(caller, id, body.Request, read, ct), InvoicesJson.Default.InvoiceDto, clock);
}
