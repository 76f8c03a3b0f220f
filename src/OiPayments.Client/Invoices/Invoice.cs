using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>An invoice. Every amount is in minor units of <see cref="Currency"/>.</summary>
public sealed record Invoice
{
    /// <summary>The number of the record; not what stands on the invoice.</summary>
    public required long Id { get; init; }

    /// <summary>The public name, such as <c>inv_…</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>As people call it, such as INV-2026-000007; null for a draft.</summary>
    public string? Number { get; init; }

    /// <summary>How far it has come.</summary>
    public required InvoiceStatus Status { get; init; }

    /// <summary>Whether a day to pay has passed by, and something is owed.</summary>
    public required bool Overdue { get; init; }

    /// <summary>Whose invoice it is.</summary>
    public required long ApplicationId { get; init; }

    /// <summary>Whether real money is owed.</summary>
    public required Mode Mode { get; init; }

    /// <summary>Your own name for the customer.</summary>
    public required string CustomerReference { get; init; }

    /// <summary>As it was sent; null where none was sent, and in every event.</summary>
    public string? CustomerName { get; init; }

    /// <summary>As it was sent; null where none was sent, and in every event.</summary>
    public string? CustomerEmail { get; init; }

    /// <summary>As it was sent; null where none was sent, and in every event.</summary>
    public string? CustomerAddress { get; init; }

    /// <summary>The customer's business identification number; null where none was sent, and in every event.</summary>
    public string? CustomerBin { get; init; }

    /// <summary>ISO 4217, in capitals.</summary>
    public required string Currency { get; init; }

    /// <summary>Whether the prices of the lines include the tax.</summary>
    public required bool TaxIncluded { get; init; }

    /// <summary>The sum of the lines, without the tax where prices include it.</summary>
    public required long SubtotalMinor { get; init; }

    /// <summary>Taken off the invoice as a whole, beside the discounts of lines.</summary>
    public required long DiscountMinor { get; init; }

    /// <summary>All tax.</summary>
    public required long TaxMinor { get; init; }

    /// <summary>Subtotal, less the discount, and the tax.</summary>
    [JsonIgnore]
    public Money Total => new(TotalMinor, Currency);

    /// <summary>Subtotal, less the discount, and the tax, in minor units.</summary>
    public required long TotalMinor { get; init; }

    /// <summary>What payments brought, less what was refunded of them.</summary>
    [JsonIgnore]
    public Money AmountPaid => new(AmountPaidMinor, Currency);

    /// <summary>What payments brought, less what was refunded of them, in minor units.</summary>
    public required long AmountPaidMinor { get; init; }

    /// <summary>What the customer withheld at source and proved so, in minor units.</summary>
    public required long AmountWithheldMinor { get; init; }

    /// <summary>What credit notes took back, in minor units.</summary>
    public required long AmountCreditedMinor { get; init; }

    /// <summary>What is owed now; never below zero.</summary>
    [JsonIgnore]
    public Money AmountDue => new(AmountDueMinor, Currency);

    /// <summary>What is owed now, in minor units; never below zero.</summary>
    public required long AmountDueMinor { get; init; }

    /// <summary>What was paid beyond what is owed by now, as after a credit note: refund it.</summary>
    public required long AmountOverpaidMinor { get; init; }

    /// <summary>The last day to pay all of it; null when no day was agreed upon.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>When it was issued, UTC; null for a draft.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>When it was made void, UTC; null when it was not.</summary>
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>For the customer to read.</summary>
    public string? Notes { get; init; }

    /// <summary>What it is for.</summary>
    public required IReadOnlyList<InvoiceLine> LineItems { get; init; }

    /// <summary>The tax of all lines of one rate, the lowest rate first.</summary>
    public required IReadOnlyList<InvoiceTax> Taxes { get; init; }

    /// <summary>Its parts and their days; empty when it is to be paid at once.</summary>
    public required IReadOnlyList<Installment> Installments { get; init; }

    /// <summary>The payments that brought money, or still may, the newest first.</summary>
    public required IReadOnlyList<Payment> Payments { get; init; }

    /// <summary>The customer's page: shows what is owed at any time, and takes payment. Null for a draft.</summary>
    public Uri? PayableUrl { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything about it last changed, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// When the customer's data in it was erased, UTC: the customer's reference is <c>[erased]</c> then. Null when it was not.
    /// </summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Raised by every change: say it with your change, and it does not write over somebody else's.</summary>
    public required int Version { get; init; }
}

/// <summary>A line of an invoice; amounts in minor units of the invoice's currency.</summary>
public sealed record InvoiceLine
{
    /// <summary>Its place, from 1 on.</summary>
    public required int Id { get; init; }

    /// <summary>What it is.</summary>
    public required string Description { get; init; }

    /// <summary>How many, with at most three decimals.</summary>
    public required decimal Qty { get; init; }

    /// <summary>The price of one.</summary>
    public required long UnitAmountMinor { get; init; }

    /// <summary>Taken off the line.</summary>
    public required long DiscountMinor { get; init; }

    /// <summary>In basis points: 1500 is 15 %.</summary>
    public required int TaxRate { get; init; }

    /// <summary>Quantity times price, rounded half away from zero, less the line's discount.</summary>
    public required long LineTotalMinor { get; init; }

    /// <summary>The tax on it, or in it where prices include tax.</summary>
    public required long TaxMinor { get; init; }
}

/// <summary>The tax of one rate on an invoice.</summary>
public sealed record InvoiceTax
{
    /// <summary>In basis points: 1500 is 15 %.</summary>
    public required int TaxRate { get; init; }

    /// <summary>What is taxed, without the tax, in minor units.</summary>
    public required long TaxableMinor { get; init; }

    /// <summary>The sum of the lines' taxes, in minor units.</summary>
    public required long TaxMinor { get; init; }
}

/// <summary>A part of an invoice with a day of its own; amounts in minor units of the invoice's currency.</summary>
public sealed record Installment
{
    /// <summary>Which of them, from 1 on.</summary>
    [JsonPropertyName("installment")]
    public required int Number { get; init; }

    /// <summary>The last day to pay it.</summary>
    public required DateOnly DueDate { get; init; }

    /// <summary>All of it.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>What settled it so far.</summary>
    public required long AmountPaidMinor { get; init; }

    /// <summary>What is owed of it now.</summary>
    public required long AmountDueMinor { get; init; }

    /// <summary>Whether its day has passed by, and something of it is owed.</summary>
    public required bool Overdue { get; init; }
}
