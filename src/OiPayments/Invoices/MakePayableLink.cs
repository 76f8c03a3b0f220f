using System.ComponentModel;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>A link that pays an invoice, in answers.</summary>
internal sealed record PayableLinkDto(
    [property: Description("Of the payment that the link is.")] string Reference,
    [property: Description("The page to send the customer to: the invoice, its PDF and a pay button.")] Uri CheckoutUrl,
    [property: Description("What it pays, in minor units.")] long AmountMinor,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("Which instalment it pays; null when it pays whatever is owed.")] int? Installment,
    [property: Description("Until when it can be paid, UTC. The page makes a new one afterwards.")] DateTimeOffset ExpiresAt);

/// <summary>The body of <c>POST …/payable-link</c>: nothing for all that is owed.</summary>
internal sealed record PayableLinkRequest(
    [property: Description("A part, in minor units; at most what is owed. Not together with installment.")] long? AmountMinor,
    [property: Description("What is owed of one instalment, by its number from 1 on.")] long? Installment) : IRequest<PayableLinkRequest>
{
    public static PayableLinkRequest Read(JsonFields fields, FieldErrors errors) => new(
        fields.OptionalWholeNumber("amountMinor", 1, Money.MaxMinorUnits),
        fields.OptionalWholeNumber("installment", 1, InvoiceContent.MaxInstallments));

    public void Check(FieldErrors errors)
    {
        errors.CheckRange("amountMinor", AmountMinor, 1, Money.MaxMinorUnits);
        errors.CheckRange("installment", Installment, 1, InvoiceContent.MaxInstallments);
        if (AmountMinor is not null && Installment is not null) errors.Add("installment", "Cannot be sent together with amountMinor.");
    }
}

/// <summary>
/// Makes links that pay an invoice, whoever wants one: each is a payment of its own. Any number may be open at once; what is owed when
/// money comes decides whether it counts. It joins the caller's unit of work, who saves.
/// </summary>
internal sealed class MakePayableLink(OiPaymentsDb db, OpenPayment open, IBusinessClock clock)
{
    /// <summary>Long enough for a letter and a payday; the invoice's own page makes a new one after it.</summary>
    private static readonly TimeSpan LivesFor = TimeSpan.FromDays(30);

    /// <summary>One that is about to expire is not handed out again.</summary>
    private static readonly TimeSpan StillLives = TimeSpan.FromMinutes(15);

    /// <summary>A link of the same amount that is open already is handed out again: pressing twice makes one.</summary>
    public async Task<Outcome<Payment>> RunAsync(InvoiceWithLines it, PayableLinkRequest request, CancellationToken ct)
    {
        var invoice = it.Invoice;
        if (!invoice.Counts) return invoice.OnlyIssued("be paid");
        if (AmountOf(it, request).IsRefused(out var refusal, out var amountMinor)) return refusal;

        var (now, installment) = (clock.Now(invoice.Scope), (int?)request.Installment);
        var same = it.Payments.FirstOrDefault(
            p => p.AmountMinor == amountMinor && p.Installment == installment && p.IsPayableAt(now + StillLives));
        if (same is not null) return same;

        var application = await db.Directory<Application>().Where(a => a.Id == invoice.ApplicationId)
            .Select(a => new { a.ReturnUrl }).SingleAsync(ct);
        var limits = await db.LimitsInAsync(invoice.ApplicationId, invoice.Currency, ct);
        return await open.RunAsync(
            new(invoice.Scope, new(amountMinor, invoice.Currency), invoice.CustomerReference)
            {
                CustomerName = invoice.CustomerName,
                CustomerEmail = invoice.CustomerEmail,
                ProductName = invoice.Number,
                ReturnUrl = application.ReturnUrl,
                InvoiceId = invoice.Id.Value,
                Installment = installment,
                ExpiresAfter = LivesFor,
            }, limits, ct);
    }

    public static PayableLinkDto Describe(Payment link, PublicUrls urls) => new(
        link.Reference, urls.PayInvoice(link.Reference), link.AmountMinor, link.Currency.Code, link.Installment, link.ExpiresAt);

    private static Outcome<long> AmountOf(InvoiceWithLines it, PayableLinkRequest request)
    {
        var dueMinor = it.Invoice.DueMinor;
        if (dueMinor == 0) return new Refusal(ErrorCode.InvalidOperationState, "This invoice is owed nothing any more.");
        if (request.Installment is { } number)
        {
            if (it.Plan.FirstOrDefault(one => one.Position == number) is not { } one)
                return FieldErrors.One("installment", $"This invoice has {it.Installments.Count} instalments.");
            if (one.DueMinor == 0) return new Refusal(ErrorCode.InvalidOperationState, "This instalment is owed nothing any more.");
            return one.DueMinor;
        }

        return request.AmountMinor > dueMinor
            ? new Refusal(
                ErrorCode.AmountOutOfBounds,
                $"This invoice is owed {dueMinor} {it.Invoice.Currency} minor units by now. Nothing was created.")
            : request.AmountMinor ?? dueMinor;
    }
}
