using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>What a customer withheld of an invoice at source, and proved with a certificate.</summary>
public sealed record Withholding
{
    /// <summary>The number of the record.</summary>
    public required long Id { get; init; }

    /// <summary>The record of the invoice.</summary>
    public required long InvoiceId { get; init; }

    /// <summary>What it was withheld for.</summary>
    public required WithholdingKind Kind { get; init; }

    /// <summary>How much.</summary>
    [JsonIgnore]
    public Money Amount => new(AmountMinor, Currency);

    /// <summary>How much, in minor units.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>ISO 4217, in capitals.</summary>
    public required string Currency { get; init; }

    /// <summary>Of the certificate that proves it, such as a Mushak 6.6.</summary>
    public required string CertificateNumber { get; init; }

    /// <summary>The day of the certificate.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Who wrote it down: <c>application</c>, or <c>operator:</c> and a number.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was written down, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A withholding to be written down.</summary>
public sealed record NewWithholding
{
    /// <summary>What the customer withheld it for.</summary>
    public required WithholdingKind Kind { get; init; }

    /// <summary>In minor units of the invoice's currency; at most what is owed.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>Of the certificate that proves it. Counts once for one invoice and kind.</summary>
    public required string CertificateNumber { get; init; }

    /// <summary>The day of the certificate; not in the future.</summary>
    public required DateOnly Date { get; init; }
}
