using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>On the wire <c>VAT</c>, <c>INCOME_TAX</c> and <c>OTHER</c>: what a customer withheld and pays to somebody else.</summary>
public enum WithholdingKind
{
    /// <summary>VAT that the buyer pays to the treasury; Bangladesh's form 6.6 certifies it.</summary>
    Vat,

    IncomeTax,
    Other,
}

/// <summary>A part of an invoice that is settled without money, because the customer withheld it and proves so. Never changed.</summary>
internal sealed class InvoiceWithholding : IScoped
{
    public const int MaxCertificateLength = 100;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<InvoiceWithholding> Id { get; init; }
    public required Id<Invoice> InvoiceId { get; init; }
    public required Mode Mode { get; init; }
    public required WithholdingKind Kind { get; init; }

    /// <summary>In minor units of the invoice's currency.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>One certificate counts once for one invoice.</summary>
    public required string CertificateNumber { get; init; }

    /// <summary>Of the certificate.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Who wrote it down: <c>application</c> or <c>operator:7</c>.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
