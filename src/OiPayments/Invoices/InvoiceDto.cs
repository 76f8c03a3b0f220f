using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Links;
using OiPayments.Payments;

namespace OiPayments.Invoices;

/// <summary>An invoice, in answers and in events. Every amount is in minor units of <c>currency</c>.</summary>
internal sealed record InvoiceDto(
    [property: Description("The number of the record: what the paths of this API take.")] Id<Invoice> Id,
    [property: Description("The public name, such as inv_….")] string Reference,
    [property: Description("As people call it, such as INV-2026-000007; null for a draft.")] string? Number,
    [property: Description("How far it has come.")] InvoiceStatus Status,
    [property: Description("Whether a day to pay has passed by, in the application's time zone, and something is owed.")] bool Overdue,
    [property: Description("Whose invoice it is.")] ApplicationId ApplicationId,
    [property: Description("Whether real money is owed: the mode of the credential it was made with.")] Mode Mode,
    [property: Description("Your own name for the customer.")] string CustomerReference,
    [property: Description("As it was sent. Null for operators without the permission customer:read, and in every event.")]
    string? CustomerName,
    [property: Description("As it was sent. Null for operators without the permission customer:read, and in every event.")]
    string? CustomerEmail,
    [property: Description("As it was sent. Null for operators without the permission customer:read, and in every event.")]
    string? CustomerAddress,
    [property: Description(
        "The customer's business identification number. Null for operators without the permission customer:read, and in every event.")]
    string? CustomerBin,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("Whether the prices of the lines include the tax.")] bool TaxIncluded,
    [property: Description("The sum of the lines, without the tax where prices include it, in minor units.")] long SubtotalMinor,
    [property: Description("Taken off the invoice as a whole, beside the discounts of lines, in minor units.")] long DiscountMinor,
    [property: Description("All tax, in minor units.")] long TaxMinor,
    [property: Description("subtotalMinor − discountMinor + taxMinor, always, in minor units.")] long TotalMinor,
    [property: Description("What payments brought, less what was refunded of them, in minor units.")] long AmountPaidMinor,
    [property: Description("The same as amountPaidMinor, in minor units.")] long PaidMinor,
    [property: Description("What the customer withheld at source and proved so, in minor units.")] long AmountWithheldMinor,
    [property: Description("What credit notes took back, in minor units.")] long AmountCreditedMinor,
    [property: Description("What is owed now: the total less what was paid, withheld and credited, and never below zero, in minor units.")]
    long AmountDueMinor,
    [property: Description("What was paid beyond what is owed by now, as after a credit note: refund it, in minor units.")]
    long AmountOverpaidMinor,
    [property: Description("The last day to pay all of it; null when no day was agreed upon.")] DateOnly? DueDate,
    [property: Description("When it was issued, UTC; null for a draft.")] DateTimeOffset? IssuedAt,
    [property: Description("When it was made void, UTC; null when it was not.")] DateTimeOffset? VoidedAt,
    [property: Description("For the customer to read.")] string? Notes,
    [property: Description("What it is for.")] IReadOnlyList<InvoiceLineDto> LineItems,
    [property: Description("The tax of all lines of one rate, the lowest rate first.")] IReadOnlyList<InvoiceTaxDto> Taxes,
    [property: Description("Its parts and their days; empty when it is to be paid at once.")] IReadOnlyList<InstallmentDto> Installments,
    [property: Description("The payments that brought money, or still may: SUCCEEDED and PENDING ones, the newest first.")]
    IReadOnlyList<PaymentDto> Payments,
    [property: Description("The customer's page: shows what is owed at any time, and takes payment. Null for a draft.")] Uri? PayableUrl,
    [property: Description("When it was created, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When anything about it last changed, UTC.")] DateTimeOffset UpdatedAt,
    [property: Description("Raised by every change: send it back as If-Match.")] int Version) : IVersioned
{
    [Description("When the customer's data in it was erased, UTC: customerReference is [erased] then. Null when it was not.")]
    public DateTimeOffset? ErasedAt { get; init; }

    /// <param name="it">The invoice.</param>
    /// <param name="urls">For its links.</param>
    /// <param name="now">In the time of its scope.</param>
    /// <param name="customers">How much of the customer the reader gets to see; a masked one's name is left out whole.</param>
    public static InvoiceDto From(InvoiceWithLines it, PublicUrls urls, DateTimeOffset now, CustomerView customers)
    {
        var (i, withCustomer) = (it.Invoice, customers is CustomerView.Whole);
        return new(
            i.Id, i.Reference, i.Number, i.Status, i.IsOverdueAt(now), i.ApplicationId, i.Mode,
            i.CustomerReference, withCustomer ? i.CustomerName : null, withCustomer ? i.CustomerEmail : null,
            withCustomer ? i.CustomerAddress : null, withCustomer ? i.CustomerBin : null, i.Currency.Code,
            i.TaxIncluded, i.SubtotalMinor, i.DiscountMinor, i.TaxMinor, i.TotalMinor, i.PaidMinor, i.PaidMinor,
            i.WithheldMinor, i.CreditedMinor, i.DueMinor, i.OverpaidMinor, i.DueDate, i.IssuedAt, i.VoidedAt,
            i.Notes,
            [
                .. it.Lines.Select(l => new InvoiceLineDto(
                    l.Position, l.Description, l.Qty, l.UnitAmountMinor, l.DiscountMinor, l.TaxRate, l.TotalMinor, l.TaxMinor)),
            ],
            [
                .. it.Lines.GroupBy(l => l.TaxRate).OrderBy(rate => rate.Key).Select(rate => new InvoiceTaxDto(
                    rate.Key, rate.Sum(l => l.TotalMinor - l.ShareMinor - (i.TaxIncluded ? l.TaxMinor : 0)), rate.Sum(l => l.TaxMinor))),
            ],
            [
                .. it.Plan.Select(one => new InstallmentDto(
                    one.Position, one.DueDate, one.AmountMinor, one.SettledMinor, i.Counts ? one.DueMinor : 0,
                    one.DueMinor > 0 && IsOver(one.DueDate, i, now))),
            ],
            [.. it.Payments.Select(p => PaymentDto.From(p, urls, now, customers))],
            i.Status is InvoiceStatus.Draft ? null : urls.PayInvoice(i.Reference),
            i.CreatedAt, i.UpdatedAt, i.Version)
        {
            ErasedAt = i.ErasedAt,
        };
    }

    // As many days before or after the next one: the zone is in the instant already.
    private static bool IsOver(DateOnly day, Invoice invoice, DateTimeOffset now) =>
        invoice is { OverdueAt: { } overdueAt, NextDueDate: { } next } && overdueAt.AddDays(day.DayNumber - next.DayNumber) <= now;
}

/// <summary>A line of an invoice.</summary>
internal sealed record InvoiceLineDto(
    [property: Description("Its place, from 1 on.")] int Id,
    [property: Description("What it is.")] string Description,
    [property: Description("How many, with at most three decimals.")] decimal Qty,
    [property: Description("The price of one, in minor units.")] long UnitAmountMinor,
    [property: Description("Taken off the line, in minor units.")] long DiscountMinor,
    [property: Description("In basis points: 1500 is 15 %.")] int TaxRate,
    [property: Description("Quantity times price, rounded half away from zero, less the line's discount, in minor units.")]
    long LineTotalMinor,
    [property: Description("The tax on it, or in it where prices include tax, after its share of the invoice's discount, in minor units.")]
    long TaxMinor);

/// <summary>The tax of one rate.</summary>
internal sealed record InvoiceTaxDto(
    [property: Description("In basis points: 1500 is 15 %.")] int TaxRate,
    [property: Description("What is taxed, without the tax, in minor units.")] long TaxableMinor,
    [property: Description("The sum of the lines' taxes, in minor units.")] long TaxMinor);

/// <summary>A part of an invoice with a day of its own.</summary>
internal sealed record InstallmentDto(
    [property: Description("Which of them, from 1 on.")] int Installment,
    [property: Description("The last day to pay it.")] DateOnly DueDate,
    [property: Description("Minor units.")] long AmountMinor,
    [property: Description("What settled it: payments of it, and what was paid, withheld or credited of the whole, in minor units.")]
    long AmountPaidMinor,
    [property: Description("What is owed of it now, in minor units.")] long AmountDueMinor,
    [property: Description("Whether its day has passed by, and something of it is owed.")] bool Overdue);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<InvoiceStatus>),
        typeof(WireNameJsonConverter<PaymentStatus>), typeof(WireNameJsonConverter<HoldReason>),
        typeof(WireNameJsonConverter<WithholdingKind>), typeof(WireNameJsonConverter<InvoiceLanguage>),
        typeof(WireNameJsonConverter<InvoiceLayout>)
    ])]
[JsonSerializable(typeof(InvoiceDto))]
[JsonSerializable(typeof(IReadOnlyList<InvoiceDto>))]
[JsonSerializable(typeof(PayableLinkDto))]
[JsonSerializable(typeof(WithholdingDto))]
[JsonSerializable(typeof(IReadOnlyList<WithholdingDto>))]
[JsonSerializable(typeof(CreditNoteDto))]
[JsonSerializable(typeof(IReadOnlyList<CreditNoteDto>))]
[JsonSerializable(typeof(IReadOnlyList<CreditNoteLineDto>))]
[JsonSerializable(typeof(InvoiceContent))]
[JsonSerializable(typeof(InvoiceTemplateDto))]
[JsonSerializable(typeof(SetTemplate.Request), TypeInfoPropertyName = "TemplateRequest")]
[JsonSerializable(typeof(InvoicesSummary))]
internal sealed partial class InvoicesJson : JsonSerializerContext;
