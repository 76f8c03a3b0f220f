using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>What takes back a part of an invoice, or all of it. Amounts are in minor units of <see cref="Currency"/>.</summary>
public sealed record CreditNote
{
    /// <summary>The number of the record.</summary>
    public required long Id { get; init; }

    /// <summary>The public name, such as <c>crn_…</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>As people call it, such as CN-2026-000007.</summary>
    public required string Number { get; init; }

    /// <summary>The record of the invoice that it takes back from.</summary>
    public required long InvoiceId { get; init; }

    /// <summary>Whose it is.</summary>
    public required long ApplicationId { get; init; }

    /// <summary>Whether real money was owed.</summary>
    public required Mode Mode { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>ISO 4217, in capitals.</summary>
    public required string Currency { get; init; }

    /// <summary>What it takes back, line by line.</summary>
    public required IReadOnlyList<CreditNoteLine> Lines { get; init; }

    /// <summary>What it takes back without tax.</summary>
    public required long SubtotalMinor { get; init; }

    /// <summary>The tax that it takes back.</summary>
    public required long TaxMinor { get; init; }

    /// <summary>Both together.</summary>
    [JsonIgnore]
    public Money Total => new(TotalMinor, Currency);

    /// <summary>Both together, in minor units.</summary>
    public required long TotalMinor { get; init; }

    /// <summary>Who made it: <c>application</c>, or <c>operator:</c> and a number.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was issued, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A line of a credit note; amounts in minor units of its currency.</summary>
public sealed record CreditNoteLine
{
    /// <summary>What it takes back.</summary>
    public required string Description { get; init; }

    /// <summary>How many, with at most three decimals.</summary>
    public required decimal Qty { get; init; }

    /// <summary>The price of one: with the tax where the invoice's prices include it.</summary>
    public required long UnitAmountMinor { get; init; }

    /// <summary>Taken off the line.</summary>
    public required long DiscountMinor { get; init; }

    /// <summary>In basis points: 1500 is 15 %.</summary>
    public required int TaxRate { get; init; }

    /// <summary>What it takes back without tax.</summary>
    public required long TaxableMinor { get; init; }

    /// <summary>The tax that it takes back.</summary>
    public required long TaxMinor { get; init; }
}

/// <summary>A credit note to be made: of lines, or of an amount.</summary>
public sealed record NewCreditNote
{
    /// <summary>What is taken back, line by line, at the invoice's rates of tax. Not together with <see cref="AmountMinor"/>.</summary>
    public IReadOnlyList<NewInvoiceLine>? Lines { get; init; }

    /// <summary>What is taken back with its tax, in minor units: spread over the invoice's rates of tax in proportion.</summary>
    public long? AmountMinor { get; init; }

    /// <summary>Why; stands on the credit note.</summary>
    public required string Reason { get; init; }
}
