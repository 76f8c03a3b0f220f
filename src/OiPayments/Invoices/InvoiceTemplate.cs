using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>On the wire <c>EN</c>, <c>BN</c> and <c>BOTH</c>: the language of everything on a document that is not data.</summary>
public enum InvoiceLanguage
{
    En,
    Bn,

    /// <summary>Every label in both.</summary>
    Both,
}

/// <summary>On the wire <c>PLAIN</c> and <c>MUSHAK63</c>.</summary>
public enum InvoiceLayout
{
    Plain,

    /// <summary>Form 6.3 of Bangladesh's VAT and Supplementary Duty Rules: the tax invoice.</summary>
    Mushak63,
}

/// <summary>How an application's invoices look and how they are numbered. The same for both modes.</summary>
internal sealed class InvoiceTemplate : IApplicationOwned
{
    public const int MaxNameLength = 200;
    public const int MaxTextLength = 1000;
    public const int MaxUrlLength = 2048;
    public const int MaxBinLength = 13;

    public required ApplicationId ApplicationId { get; init; }
    public Uri? LogoUrl { get; set; }
    public string? CompanyName { get; set; }
    public string? CompanyAddress { get; set; }
    public string? ContactDetails { get; set; }
    public string? FooterNote { get; set; }

    /// <summary>As <c>#rrggbb</c>.</summary>
    public string? AccentColor { get; set; }

    /// <summary>See <see cref="Invoices.NumberPattern"/>; null: <see cref="Invoices.NumberPattern.DefaultOfInvoices"/>.</summary>
    public string? NumberPattern { get; set; }

    /// <summary>As <see cref="NumberPattern"/>; null: <see cref="Invoices.NumberPattern.DefaultOfCreditNotes"/>.</summary>
    public string? CreditNoteNumberPattern { get; set; }

    public InvoiceLanguage Language { get; set; }
    public InvoiceLayout Layout { get; set; }

    /// <summary>The company's business identification number, which its VAT is registered under: 9 or 13 digits.</summary>
    public string? Bin { get; set; }

    /// <summary>Who answers for a tax invoice; <see cref="InvoiceLayout.Mushak63"/> needs it.</summary>
    public string? OfficerName { get; set; }

    public string? OfficerPosition { get; set; }

    /// <summary>Which <see cref="InvoiceLogo"/>; null for none.</summary>
    public string? LogoDigest { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public int Version { get; set; }
}

/// <summary>
/// A logo as documents show it. Its picture never changes, and it stays as long as an issued document names it: see
/// <see cref="LogoRetention"/>.
/// </summary>
internal sealed class InvoiceLogo : IApplicationOwned
{
    public const int DigestLength = 64;

    public required ApplicationId ApplicationId { get; init; }

    /// <summary>SHA-256 of <see cref="Png"/>, as hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>Decoded and stored anew by us: nothing of what was sent but its pixels.</summary>
    public required byte[] Png { get; init; }

    /// <summary>When it was kept, or chosen again since.</summary>
    public required DateTimeOffset CreatedAt { get; set; }
}
