using OiPayments.Api;
using OiPayments.Documents;

namespace OiPayments.Invoices;

/// <summary>
/// What a credit note says on paper. Every figure is the note's own, and the prices are as the invoice's are: with the tax in them, or
/// without. Days are Dhaka's, as those in both numbers are.
/// </summary>
/// <param name="note">The note.</param>
/// <param name="invoice">What it takes back from.</param>
/// <param name="template">How it looks: as it was when the note was issued. It names a company.</param>
internal sealed class CreditNoteDocument(CreditNote note, Invoice invoice, InvoiceTemplateDto template)
{
    private readonly IReadOnlyList<CreditNoteLineDto> lines = note.ReadLines();

    public required Logo? Logo { get; init; }

    /// <summary>Whether the reader may know who the customer is.</summary>
    public required bool WithCustomer { get; init; }

    public required DocumentLanguage Language { get; init; }

    public Document Write() => new()
    {
        Kind = DocumentKind.CreditNote,
        Language = Language,
        Brand = template.BrandWith(Logo),
        BillTo = invoice.PartyFor(WithCustomer),
        Number = note.Number,
        IssuedOn = DayOf(note.CreatedAt),
        Original = invoice is { Number: { } number, IssuedAt: { } issued } ? new(number, DayOf(issued)) : null,
        Reason = note.Reason,
        Lines = [.. lines.Select(Line)],
        Subtotal = Amount(lines.Sum(PricedMinor)),
        Taxes = Taxes,
        Total = note.Total,
    };

    /// <summary>Whether tax stands on it at all; where it does, what has none says so.</summary>
    private bool IsTaxed => lines.Any(line => line.TaxRate > 0);

    private TaxLine[] Taxes => !IsTaxed ? [] :
    [
        .. lines.GroupBy(line => line.TaxRate).OrderBy(rate => rate.Key).Select(rate => new TaxLine(
            template.TaxNameIn(Language), rate.Key, Amount(rate.Sum(line => line.TaxableMinor)), Amount(rate.Sum(line => line.TaxMinor)),
            invoice.TaxIncluded)),
    ];

    private DocumentLine Line(CreditNoteLineDto line) => new()
    {
        Description = line.Description,
        Quantity = line.Qty,
        UnitPrice = Amount(line.UnitAmountMinor),
        Discount = line.DiscountMinor > 0 ? Amount(line.DiscountMinor) : null,
        TaxRateBasisPoints = IsTaxed ? line.TaxRate : null,
        Total = Amount(PricedMinor(line)),
    };

    private long PricedMinor(CreditNoteLineDto line) => line.TaxableMinor + (invoice.TaxIncluded ? line.TaxMinor : 0);

    private Money Amount(long minorUnits) => new(minorUnits, note.Currency);

    private static DateOnly DayOf(DateTimeOffset instant) => TimeZones.DayOf(TimeZones.Default, instant);
}
