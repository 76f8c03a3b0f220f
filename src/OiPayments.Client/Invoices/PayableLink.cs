using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>A link that pays an invoice, or a part of it.</summary>
public sealed record PayableLink
{
    /// <summary>Of the payment that the link is.</summary>
    public required string Reference { get; init; }

    /// <summary>The page to send the customer to: the invoice, its PDF and a pay button.</summary>
    public required Uri CheckoutUrl { get; init; }

    /// <summary>What it pays.</summary>
    [JsonIgnore]
    public Money Amount => new(AmountMinor, Currency);

    /// <summary>What it pays, in minor units.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>ISO 4217, in capitals.</summary>
    public required string Currency { get; init; }

    /// <summary>Which instalment it pays; null when it pays whatever is owed.</summary>
    public int? Installment { get; init; }

    /// <summary>Until when it can be paid, UTC. The page makes a new one afterwards.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>What a link is to pay: a part, or one instalment. Without either it pays all that is owed.</summary>
public sealed record NewPayableLink
{
    /// <summary>A part, in minor units; at most what is owed. Not together with <see cref="Installment"/>.</summary>
    public long? AmountMinor { get; init; }

    /// <summary>What is owed of one instalment, by its number from 1 on.</summary>
    public int? Installment { get; init; }
}

/// <summary>What a customer may know of an invoice, for those who build their own page.</summary>
public sealed record PayableInvoice
{
    /// <summary>As people call it, such as INV-2026-000007.</summary>
    public required string InvoiceNumber { get; init; }

    /// <summary>How far it has come.</summary>
    public required InvoiceStatus Status { get; init; }

    /// <summary>Whether a day to pay has passed by, and something is owed.</summary>
    public required bool Overdue { get; init; }

    /// <summary>ISO 4217, in capitals.</summary>
    public required string Currency { get; init; }

    /// <summary>All of it, in minor units.</summary>
    public required long TotalMinor { get; init; }

    /// <summary>What payments brought, less what was refunded of them, in minor units.</summary>
    public required long AmountPaidMinor { get; init; }

    /// <summary>What is owed now.</summary>
    [JsonIgnore]
    public Money AmountDue => new(AmountDueMinor, Currency);

    /// <summary>What is owed now, in minor units.</summary>
    public required long AmountDueMinor { get; init; }

    /// <summary>What is owed as people read it, such as ৳1,250.50.</summary>
    public required string AmountDueDisplay { get; init; }

    /// <summary>The last day to pay all of it; null when no day was agreed upon.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>What it is for.</summary>
    public required IReadOnlyList<InvoiceLine> LineItems { get; init; }

    /// <summary>Its parts; empty when it is to be paid at once.</summary>
    public required IReadOnlyList<Installment> Installments { get; init; }

    /// <summary>How it looks, as it was at issue.</summary>
    public required InvoiceBranding Branding { get; init; }

    /// <summary>Of the payment whose reference this is; null for an invoice's own reference.</summary>
    public PaymentStatus? PaymentStatus { get; init; }

    /// <summary>Where to pay; null when nothing can be paid there.</summary>
    public Uri? CheckoutUrl { get; init; }

    /// <summary>The invoice as PDF.</summary>
    public required Uri PdfUrl { get; init; }
}

/// <summary>How an invoice looks to its customer.</summary>
public sealed record InvoiceBranding
{
    /// <summary>Who sends the invoice.</summary>
    public string? CompanyName { get; init; }

    /// <summary>Where they are.</summary>
    public string? CompanyAddress { get; init; }

    /// <summary>How to reach them.</summary>
    public string? ContactDetails { get; init; }

    /// <summary>Stands at the foot of the invoice.</summary>
    public string? FooterNote { get; init; }

    /// <summary>As #rrggbb; null for ours.</summary>
    public string? AccentColor { get; init; }

    /// <summary>The picture; null for none.</summary>
    public Uri? LogoUrl { get; init; }
}
