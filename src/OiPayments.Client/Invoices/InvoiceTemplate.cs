namespace OiPayments.Client;

/// <summary>How your invoices look and are numbered.</summary>
public sealed record InvoiceTemplate
{
    /// <summary>Where the logo was fetched from; null when it was uploaded, and for none.</summary>
    public Uri? LogoUrl { get; init; }

    /// <summary>SHA-256 of the logo as documents show it, in hexadecimal digits; null for none.</summary>
    public string? LogoDigest { get; init; }

    /// <summary>Who sends the invoices.</summary>
    public string? CompanyName { get; init; }

    /// <summary>Where they are.</summary>
    public string? CompanyAddress { get; init; }

    /// <summary>How to reach them.</summary>
    public string? ContactDetails { get; init; }

    /// <summary>Stands at the foot of each invoice.</summary>
    public string? FooterNote { get; init; }

    /// <summary>As #rrggbb; null for ours.</summary>
    public string? AccentColor { get; init; }

    /// <summary>The language of everything on a document that is not data.</summary>
    public required DocumentLanguage Language { get; init; }

    /// <summary>How they are laid out.</summary>
    public required InvoiceLayout Layout { get; init; }

    /// <summary>The company's business identification number: 9 or 13 digits.</summary>
    public string? Bin { get; init; }

    /// <summary>Who answers for a tax invoice.</summary>
    public string? OfficerName { get; init; }

    /// <summary>What they are in the company.</summary>
    public string? OfficerPosition { get; init; }

    /// <summary>How numbers are made, such as <c>INV-{yyyy}-{seq:6}</c>.</summary>
    public required string NumberPattern { get; init; }

    /// <summary>The same for credit notes.</summary>
    public required string CreditNoteNumberPattern { get; init; }

    /// <summary>When it was first set, UTC; null while it is ours.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last set, UTC; null while it is ours.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Raised by every change, 0 while it is ours: say it with your change, and it does not write over somebody else's.</summary>
    public required int Version { get; init; }

    /// <summary>The same to be set again: change a copy of it, so that nothing else is cleared.</summary>
    public InvoiceTemplateSettings ToSettings() => new()
    {
        LogoUrl = LogoUrl,
        CompanyName = CompanyName,
        CompanyAddress = CompanyAddress,
        ContactDetails = ContactDetails,
        FooterNote = FooterNote,
        AccentColor = AccentColor,
        Language = Language,
        Layout = Layout,
        Bin = Bin,
        OfficerName = OfficerName,
        OfficerPosition = OfficerPosition,
        NumberPattern = NumberPattern,
        CreditNoteNumberPattern = CreditNoteNumberPattern,
    };
}

/// <summary>A template to be set as a whole: what is null is cleared, or becomes ours.</summary>
public sealed record InvoiceTemplateSettings
{
    /// <summary>Of the logo, https: a PNG or JPEG of at most 1 MB. It is fetched at once, and kept.</summary>
    public Uri? LogoUrl { get; init; }

    /// <summary>Who sends the invoices; at most 200 characters.</summary>
    public string? CompanyName { get; init; }

    /// <summary>Where they are; at most 1000 characters.</summary>
    public string? CompanyAddress { get; init; }

    /// <summary>How to reach them; at most 1000 characters.</summary>
    public string? ContactDetails { get; init; }

    /// <summary>Stands at the foot of each page; at most 300 characters.</summary>
    public string? FooterNote { get; init; }

    /// <summary>As #rrggbb.</summary>
    public string? AccentColor { get; init; }

    /// <summary>The language of everything on a document that is not data.</summary>
    public DocumentLanguage? Language { get; init; }

    /// <summary>How they are laid out. The tax invoice needs <see cref="Bin"/>, name and position of the officer.</summary>
    public InvoiceLayout? Layout { get; init; }

    /// <summary>The company's business identification number: 9 or 13 digits.</summary>
    public string? Bin { get; init; }

    /// <summary>Who answers for a tax invoice; at most 200 characters.</summary>
    public string? OfficerName { get; init; }

    /// <summary>What they are in the company; at most 200 characters.</summary>
    public string? OfficerPosition { get; init; }

    /// <summary>Such as <c>INV-{yyyy}-{seq:6}</c>. When what stands around <c>{seq}</c> changes, the numbers begin at 1 again.</summary>
    public string? NumberPattern { get; init; }

    /// <summary>The same for credit notes. No number of one may be a number of the other.</summary>
    public string? CreditNoteNumberPattern { get; init; }
}
