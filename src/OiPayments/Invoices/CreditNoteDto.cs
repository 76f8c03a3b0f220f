using System.ComponentModel;

namespace OiPayments.Invoices;

/// <summary>A line of a credit note; amounts in minor units of its currency.</summary>
internal sealed record CreditNoteLineDto(
    [property: Description("What it takes back.")] string Description,
    [property: Description("How many, with at most three decimals.")] decimal Qty,
    [property: Description("The price of one, in minor units: with the tax where the invoice's prices include it.")] long UnitAmountMinor,
    [property: Description("Taken off the line, in minor units.")] long DiscountMinor,
    [property: Description("In basis points: 1500 is 15 %.")] int TaxRate,
    [property: Description("What it takes back without tax, in minor units.")] long TaxableMinor,
    [property: Description("The tax that it takes back, in minor units.")] long TaxMinor);

/// <summary>A credit note, in answers.</summary>
internal sealed record CreditNoteDto(
    [property: Description("The number of the record: what the paths of this API take.")] Id<CreditNote> Id,
    [property: Description("The public name, such as crn_….")] string Reference,
    [property: Description("As people call it, such as CN-2026-000007.")] string Number,
    [property: Description("The number of the record of the invoice that it takes back from.")] Id<Invoice> InvoiceId,
    [property: Description("Whose it is.")] ApplicationId ApplicationId,
    [property: Description("Whether real money was owed.")] Mode Mode,
    [property: Description("Why.")] string Reason,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("What it takes back, line by line.")] IReadOnlyList<CreditNoteLineDto> Lines,
    [property: Description("What it takes back without tax, in minor units.")] long SubtotalMinor,
    [property: Description("The tax that it takes back, in minor units.")] long TaxMinor,
    [property: Description("subtotalMinor + taxMinor, in minor units.")] long TotalMinor,
    [property: Description("Who made it: `application`, or `operator:7`.")] string CreatedBy,
    [property: Description("When it was issued, UTC.")] DateTimeOffset CreatedAt)
{
    [Description("For operators alone: the name of the operator who made it; null when no operator did.")]
    public string? CreatedByName { get; init; }

    public static CreditNoteDto From(CreditNote n) => new(
        n.Id, n.Reference, n.Number, n.InvoiceId, n.ApplicationId, n.Mode, n.Reason, n.Currency.Code, n.ReadLines(), n.SubtotalMinor,
        n.TaxMinor, n.TotalMinor, n.CreatedBy, n.CreatedAt);
}
