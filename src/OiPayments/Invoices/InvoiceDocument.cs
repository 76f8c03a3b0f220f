using OiPayments.Api;
using OiPayments.Documents;

namespace OiPayments.Invoices;

/// <summary>
/// What an invoice says on paper. Every figure is the invoice's own; nothing is reckoned anew, but for the tax form, which wants prices
/// without tax. Days are Dhaka's, as those in its number are.
/// </summary>
/// <param name="it">The invoice.</param>
/// <param name="template">How it looks: as it was at issue, or as it is now for a draft. It names a company.</param>
internal sealed class InvoiceDocument(InvoiceWithLines it, InvoiceTemplateDto template)
{
    private readonly Invoice invoice = it.Invoice;

    public required Logo? Logo { get; init; }

    /// <summary>Whether the reader may know who the customer is.</summary>
    public required bool WithCustomer { get; init; }

    /// <summary>In which language it is; both have the figures in Latin digits.</summary>
    public required DocumentLanguage Language { get; init; }

    /// <summary>By which an instalment is overdue or not: today, in the application's time zone.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>In the time of the invoice's scope.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where it is paid.</summary>
    public required Uri PayableUrl { get; init; }

    public Document Write()
    {
        var isMushak = template is { Layout: InvoiceLayout.Mushak63, OfficerName: not null, OfficerPosition: not null };
        var plain = new Document
        {
            Kind = DocumentKind.Invoice,
            Language = Language,
            Brand = template.BrandWith(Logo),
            BillTo = invoice.PartyFor(WithCustomer),
            Number = invoice.Number,
            IssuedOn = IssuedAt is { } day ? DateOnly.FromDateTime(day) : null,
            DueOn = invoice.DueDate,
            Status = Status,
            Lines = [.. it.Lines.Select(Line)],
            Subtotal = Amount(it.Lines.Sum(line => line.TotalMinor)),
            Discount = Positive(invoice.DiscountMinor),
            Taxes = Taxes(invoice.TaxIncluded),
            Total = invoice.Total,
            Withheld = Positive(invoice.WithheldMinor),
            Credited = Positive(invoice.CreditedMinor),
            Paid = Positive(invoice.PaidMinor),
            Due = invoice.Status is InvoiceStatus.Draft ? null : Amount(invoice.DueMinor),
            Instalments = [.. it.Plan.Select(Instalment)],
            Notes = invoice.Notes,
            PayableLink = Link,
        };
        return !isMushak ? plain : plain with
        {
            Lines = [.. it.Lines.Select(TaxLine)],
            Subtotal = Amount(it.Lines.Sum(Taxable)),
            Discount = null,
            Taxes = Taxes(areIncluded: false),
            Mushak63 = new()
            {
                IssuedAt = IssuedAt is { } time ? TimeOnly.FromDateTime(time) : null,
                OfficerName = template.OfficerName ?? "",
                OfficerPosition = template.OfficerPosition ?? "",
            },
        };
    }

    private DateTime? IssuedAt => invoice.IssuedAt is { } issued ? TimeZoneInfo.ConvertTime(issued, TimeZones.Default).DateTime : null;

    private DocumentStatus Status => invoice.Status switch
    {
        InvoiceStatus.Draft => DocumentStatus.Draft,
        InvoiceStatus.Issued => invoice.IsOverdueAt(Now) ? DocumentStatus.Overdue : DocumentStatus.Open,
        InvoiceStatus.PartiallyPaid => invoice.IsOverdueAt(Now) ? DocumentStatus.Overdue : DocumentStatus.PartlyPaid,
        InvoiceStatus.Paid => DocumentStatus.Paid,
        InvoiceStatus.Void => DocumentStatus.Void,
    };

    // Where nothing is owed there is nothing to scan. An address too long for a code is on the page that the invoice was sent with.
    private PayableLink? Link =>
        invoice.DueMinor == 0 || OiPayments.Documents.PayableLink.For(PayableUrl).IsRefused(out _, out var link) ? null : link;

    /// <summary>Whether tax stands on it at all; where it does, what has none says so.</summary>
    private bool IsTaxed => it.Lines.Any(line => line.TaxRate > 0);

    private TaxLine[] Taxes(bool areIncluded) => !IsTaxed ? [] :
    [
        .. it.Lines.GroupBy(line => line.TaxRate).OrderBy(rate => rate.Key).Select(rate => new TaxLine(
            template.TaxNameIn(Language), rate.Key, Amount(rate.Sum(Taxable)), Amount(rate.Sum(line => line.TaxMinor)), areIncluded)),
    ];

    private DocumentLine Line(InvoiceLine line) => new()
    {
        Description = line.Description,
        Quantity = line.Qty,
        UnitPrice = Amount(line.UnitAmountMinor),
        Discount = Positive(line.DiscountMinor),
        TaxRateBasisPoints = IsTaxed ? line.TaxRate : null,
        Total = Amount(line.TotalMinor),
    };

    /// <summary>As the tax form has it: without tax, and with everything taken off that is taken off.</summary>
    private DocumentLine TaxLine(InvoiceLine line) => Line(line) with
    {
        UnitPrice = Amount(WithoutTax(line.UnitAmountMinor, line)),
        Discount = Positive(WithoutTax(line.DiscountMinor + line.ShareMinor, line)),
        TaxRateBasisPoints = line.TaxRate,
        Total = Amount(Taxable(line)),
        Tax = Amount(line.TaxMinor),
        TotalWithTaxes = Amount(Taxable(line) + line.TaxMinor),
    };

    private Instalment Instalment(PlannedInstallment part) => new(
        part.DueDate, Amount(part.AmountMinor), Amount(part.SettledMinor), Status switch
        {
            DocumentStatus.Draft or DocumentStatus.Void => Status,
            _ when part.DueMinor == 0 => DocumentStatus.Paid,
            _ when part.DueDate < Today => DocumentStatus.Overdue,
            _ when part.SettledMinor > 0 => DocumentStatus.PartlyPaid,
            _ => DocumentStatus.Open,
        });

    /// <summary>What is taxed of a line: without the tax, and without its share of the invoice's discount.</summary>
    private long Taxable(InvoiceLine line) => line.TotalMinor - line.ShareMinor - (invoice.TaxIncluded ? line.TaxMinor : 0);

    private long WithoutTax(long minorUnits, InvoiceLine line) =>
        invoice.TaxIncluded ? InvoiceTotals.WithoutTax(minorUnits, line.TaxRate) : minorUnits;

    private Money Amount(long minorUnits) => new(minorUnits, invoice.Currency);

    private Money? Positive(long minorUnits) => minorUnits > 0 ? Amount(minorUnits) : null;
}
