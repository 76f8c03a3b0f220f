namespace OiPayments.Client;

/// <summary>An invoice to be made. Amounts are in minor units of <see cref="Currency"/>.</summary>
public sealed record NewInvoice
{
    /// <summary>Your own name for the customer; invoices are found by it. Need not be unique.</summary>
    public required string CustomerReference { get; init; }

    /// <summary>What it is for: 1 to 500 lines.</summary>
    public required IReadOnlyList<NewInvoiceLine> LineItems { get; init; }

    /// <summary>False leaves it a draft, which can be changed until it is issued.</summary>
    public bool Issue { get; init; } = true;

    /// <summary>ISO 4217, in capitals.</summary>
    public string Currency { get; init; } = "BDT";

    /// <summary>The last day to pay. With instalments the last one's.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>Stands on the invoice.</summary>
    public string? CustomerName { get; init; }

    /// <summary>Where the invoice may be sent.</summary>
    public string? CustomerEmail { get; init; }

    /// <summary>Stands on the invoice; at most 500 characters.</summary>
    public string? CustomerAddress { get; init; }

    /// <summary>The customer's business identification number, for tax invoices: 9 or 13 digits.</summary>
    public string? CustomerBin { get; init; }

    /// <summary>For the customer to read; at most 2000 characters.</summary>
    public string? Notes { get; init; }

    /// <summary>Taken off the whole: spread over the lines in proportion.</summary>
    public long DiscountMinor { get; init; }

    /// <summary>Whether the prices of the lines include the tax.</summary>
    public bool TaxIncluded { get; init; }

    /// <summary>Its parts, if it is not to be paid at once; together they are the total.</summary>
    public IReadOnlyList<NewInstallment>? Installments { get; init; }
}

/// <summary>A line to be put on an invoice or a credit note; amounts in minor units of its currency.</summary>
public sealed record NewInvoiceLine
{
    /// <summary>What it is, as the customer knows it; at most 500 characters.</summary>
    public required string Description { get; init; }

    /// <summary>How many, more than zero, with at most three decimals.</summary>
    public required decimal Qty { get; init; }

    /// <summary>The price of one.</summary>
    public required long UnitAmountMinor { get; init; }

    /// <summary>Taken off the line; at most what it comes to.</summary>
    public long DiscountMinor { get; init; }

    /// <summary>In basis points, at most 10000: 1500 is 15 %.</summary>
    public int TaxRate { get; init; }
}

/// <summary>A part of an invoice that has a day of its own.</summary>
public sealed record NewInstallment
{
    /// <summary>The last day to pay it; not before the one before.</summary>
    public required DateOnly DueDate { get; init; }

    /// <summary>In minor units; all together are the total.</summary>
    public required long AmountMinor { get; init; }
}
