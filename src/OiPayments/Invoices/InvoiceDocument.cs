using OiPayments.Api;
using OiPayments.Documents;

namespace OiPayments.Invoices;

/// <summary>What an invoice says on paper. Every figure is the invoice's own; nothing is reckoned anew.</summary>
/// <param name="it">The invoice.</param>
/// <param name="template">How it looks: as it was at issue, or as it is now for a draft.</param>
internal sealed class InvoiceDocument(InvoiceWithLines it, InvoiceTemplateDto template)
{
    private readonly Invoice invoice = it.Invoice;

    /// <summary>Its sender, where the template names none.</summary>
    public required string ApplicationName { get; init; }

    /// <summary>Whether the reader may know who the customer is.</summary>
    public required bool WithCustomer { get; init; }

    /// <summary>In which language it is; both have the figures in Latin digits.</summary>
    public required DocumentLanguage Language { get; init; }

    /// <summary>The day it is there, by which something is overdue or not.</summary>
    public required DateOnly Today { get; init; }

    public Document Write() => new()
    {
        Kind = DocumentKind.Invoice,
        Language = Language,
        Brand = Brand,
        BillTo = Party,
        Number = invoice.Number,
        IssuedOn = invoice.IssuedAt is { } issued ? TimeZones.DayOf(TimeZones.Default, issued) : null,
        DueOn = invoice.DueDate,
        Status = Status,
        Lines = [.. it.Lines.Select(Line)],
        Subtotal = Amount(it.Lines.Sum(line => line.TotalMinor)),
        Discount = Positive(invoice.DiscountMinor),
        Taxes = Taxes,
        Total = invoice.Total,
        Due = invoice.Status is InvoiceStatus.Draft ? null : Amount(invoice.DueMinor),
        Instalments = [.. it.Installments.Select(Instalment)],
        Notes = invoice.Notes,
    };

    private Brand Brand => new()
    {
        CompanyName = template.CompanyName is { Length: > 0 } name ? name : ApplicationName,
        Address = template.CompanyAddress,
        Contact = template.ContactDetails,
        Accent = AccentColour.Parse(template.AccentColor).IsRefused(out _, out var accent) ? AccentColour.Default : accent,
        FooterNote = template.FooterNote?.CutTo(DocumentRules.MaxFooterNote),
    };

    // Without a name, and for whoever may not know it, the customer is whom the application says it is.
    private DocumentParty Party => WithCustomer
        ? new() { Name = invoice.CustomerName is { Length: > 0 } name ? name : invoice.CustomerReference, Email = invoice.CustomerEmail }
        : new() { Name = invoice.CustomerReference };

    private DocumentStatus Status => invoice.Status switch
    {
        InvoiceStatus.Draft => DocumentStatus.Draft,
        InvoiceStatus.Issued => invoice.IsOverdueOn(Today) ? DocumentStatus.Overdue : DocumentStatus.Open,
        InvoiceStatus.PartiallyPaid => invoice.IsOverdueOn(Today) ? DocumentStatus.Overdue : DocumentStatus.PartlyPaid,
        InvoiceStatus.Paid => DocumentStatus.Paid,
        InvoiceStatus.Void => DocumentStatus.Void,
    };

    /// <summary>Whether tax stands on it at all; where it does, what has none says so.</summary>
    private bool IsTaxed => it.Lines.Any(line => line.TaxRate > 0);

    private TaxLine[] Taxes => !IsTaxed ? [] :
    [
        .. it.Lines.GroupBy(line => line.TaxRate).OrderBy(rate => rate.Key).Select(rate => new TaxLine(
            TaxName, rate.Key, Amount(rate.Sum(Taxable)), Amount(rate.Sum(line => line.TaxMinor)), invoice.TaxIncluded)),
    ];

    private string TaxName => Language switch
    {
        DocumentLanguage.English => "Tax",
        DocumentLanguage.Bangla => "কর",
        DocumentLanguage.Both => "Tax / কর",
    };

    private DocumentLine Line(InvoiceLine line) => new()
    {
        Description = line.Description,
        Quantity = line.Qty,
        UnitPrice = Amount(line.UnitAmountMinor),
        Discount = Positive(line.DiscountMinor),
        TaxRateBasisPoints = IsTaxed ? line.TaxRate : null,
        Total = Amount(line.TotalMinor),
    };

    private Instalment Instalment(InvoiceInstallment part) => new(
        part.DueDate, Amount(part.AmountMinor), Amount(0),
        Status is DocumentStatus.Overdue or DocumentStatus.Open
            ? part.DueDate < Today ? DocumentStatus.Overdue : DocumentStatus.Open
            : Status);

    /// <summary>What is taxed of a line: without the tax, and without its share of the invoice's discount.</summary>
    private long Taxable(InvoiceLine line) => line.TotalMinor - line.ShareMinor - (invoice.TaxIncluded ? line.TaxMinor : 0);

    private Money Amount(long minorUnits) => new(minorUnits, invoice.Currency);

    private Money? Positive(long minorUnits) => minorUnits > 0 ? Amount(minorUnits) : null;
}
