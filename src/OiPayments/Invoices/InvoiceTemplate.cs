using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>How an application's invoices look and how they are numbered. The same for both modes.</summary>
internal sealed class InvoiceTemplate : IApplicationOwned
{
    public const int MaxNameLength = 200;
    public const int MaxTextLength = 1000;
    public const int MaxUrlLength = 2048;

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

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public int Version { get; set; }
}
