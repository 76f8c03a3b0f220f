namespace OiPayments.Documents;

public enum DocumentKind
{
    Invoice,
    Receipt,
    CreditNote,
}

/// <summary>The language of everything that is not data. Figures are in Bangla digits when it is Bangla alone.</summary>
public enum DocumentLanguage
{
    English,
    Bangla,

    /// <summary>Every label in both.</summary>
    Both,
}

public enum DocumentStatus
{
    Draft,
    Open,
    PartlyPaid,
    Paid,
    Overdue,
    Void,
    WrittenOff,
}

/// <summary>
/// An invoice, a receipt or a credit note, complete: whatever stands on the paper stands here, computed by whoever knows the rules.
/// <see cref="DocumentPdf"/> adds nothing up, and asks no clock, culture, file or network. All amounts are of one currency.
/// </summary>
public sealed record Document
{
    public required DocumentKind Kind { get; init; }

    public required DocumentLanguage Language { get; init; }

    public required Brand Brand { get; init; }

    public required DocumentParty BillTo { get; init; }

    /// <summary>Null for a draft, as the next: it gets both when it is issued.</summary>
    public required string? Number { get; init; }

    /// <summary>Null also for a receipt that is dated by its payment alone.</summary>
    public required DateOnly? IssuedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public DocumentStatus? Status { get; init; }

    /// <summary>The buyer's own sign for it, such as the number of a purchase order.</summary>
    public string? Reference { get; init; }

    /// <summary>What a credit note corrects, or what a receipt confirms the payment of.</summary>
    public OriginalDocument? Original { get; init; }

    /// <summary>Why a credit note was issued.</summary>
    public string? Reason { get; init; }

    /// <summary>How and when it was paid; a receipt has it.</summary>
    public DocumentPayment? Payment { get; init; }

    public required IReadOnlyList<DocumentLine> Lines { get; init; }

    public required Money Subtotal { get; init; }

    /// <summary>On the whole document, after its lines' own discounts. Positive.</summary>
    public Money? Discount { get; init; }

    /// <summary>Supplementary duty on the whole document, which is part of the base of VAT.</summary>
    public Money? SupplementaryDuty { get; init; }

    public IReadOnlyList<TaxLine> Taxes { get; init; } = [];

    public required Money Total { get; init; }

    /// <summary>Tax that the buyer withheld and proves by a certificate. Positive, as the next two.</summary>
    public Money? Withheld { get; init; }

    public Money? Credited { get; init; }

    public Money? Paid { get; init; }

    /// <summary>What was given back of the payment that a receipt confirms. Positive.</summary>
    public Money? Refunded { get; init; }

    /// <summary>What is still to be paid; null where that question does not arise.</summary>
    public Money? Due { get; init; }

    /// <summary>The payment plan; empty when it is paid at once.</summary>
    public IReadOnlyList<Instalment> Instalments { get; init; } = [];

    /// <summary>Lines are separated by <c>\n</c>.</summary>
    public string? Notes { get; init; }

    public PayableLink? PayableLink { get; init; }

    /// <summary>Lays an invoice out as the tax invoice that Bangladesh's VAT rules prescribe.</summary>
    public Mushak63? Mushak63 { get; init; }
}

/// <summary>Who gets the document.</summary>
public sealed record DocumentParty
{
    public required string Name { get; init; }

    /// <summary>Lines are separated by <c>\n</c>.</summary>
    public string? Address { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>The business identification number that VAT is registered under.</summary>
    public string? Bin { get; init; }

    /// <summary>Where the goods go, if not to the address.</summary>
    public string? Destination { get; init; }
}

public sealed record DocumentLine
{
    public required string Description { get; init; }

    /// <summary>At most three digits behind the point.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>What the quantity counts, such as <c>kg</c> or <c>hour</c>.</summary>
    public string? Unit { get; init; }

    public required Money UnitPrice { get; init; }

    /// <summary>Already taken off <see cref="Total"/>. Positive.</summary>
    public Money? Discount { get; init; }

    /// <summary>In hundredths of a percent: 15 % is 1500.</summary>
    public int? TaxRateBasisPoints { get; init; }

    /// <summary>The line's value as the document adds it up, to <see cref="Document.Subtotal"/>.</summary>
    public required Money Total { get; init; }

    /// <summary>Supplementary duty, a column of the Mushak 6.3 layout, as the next two.</summary>
    public Money? SupplementaryDuty { get; init; }

    public Money? Tax { get; init; }

    /// <summary>The value with all duties and taxes.</summary>
    public Money? TotalWithTaxes { get; init; }
}

/// <summary>The tax of one rate on the whole document.</summary>
/// <param name="Name">Such as <c>VAT</c>; the order that exempts from it, for a rate of nought.</param>
/// <param name="RateBasisPoints">In hundredths of a percent: 15 % is 1500.</param>
/// <param name="Taxable">What the tax was computed from.</param>
/// <param name="Amount">The tax.</param>
/// <param name="IsIncluded">Already within the prices, and not to be added to the subtotal.</param>
public sealed record TaxLine(string Name, int RateBasisPoints, Money Taxable, Money Amount, bool IsIncluded = false);

public sealed record Instalment(DateOnly DueOn, Money Amount, Money Paid, DocumentStatus Status);

public sealed record OriginalDocument(string Number, DateOnly IssuedOn);

/// <param name="PaidOn">In the company's time zone.</param>
/// <param name="Method">As the payer knows it, such as <c>bKash</c> or <c>Visa ending 4242</c>.</param>
/// <param name="Reference">The payment's sign here or at the gateway.</param>
public sealed record DocumentPayment(DateOnly PaidOn, string? Method, string? Reference);

/// <summary>
/// What Mushak 6.3 of Bangladesh's VAT and Supplementary Duty Rules asks for besides: <see cref="Brand"/> and <see cref="DocumentParty"/>
/// have the addresses and BINs, the lines their duties and taxes.
/// </summary>
public sealed record Mushak63
{
    /// <summary>In the company's time zone; null for a draft.</summary>
    public required TimeOnly? IssuedAt { get; init; }

    /// <summary>The address that issues it, if not the company's.</summary>
    public string? IssuingAddress { get; init; }

    /// <summary>Who answers for it at the company.</summary>
    public required string OfficerName { get; init; }

    public required string OfficerPosition { get; init; }
}
