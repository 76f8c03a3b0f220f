using System.Globalization;

namespace OiPayments.Client;

/// <summary>Which invoices are meant. What is null is not asked about; everything else must hold.</summary>
public sealed record InvoiceFilter : ListFilter
{
    /// <summary>How far it has come.</summary>
    public InvoiceStatus? Status { get; init; }

    /// <summary>Your own name for the customer, exactly.</summary>
    public string? CustomerReference { get; init; }

    /// <summary>As people call it, such as INV-2026-000007.</summary>
    public string? Number { get; init; }

    /// <summary>Whether a day to pay has passed by.</summary>
    public bool? Overdue { get; init; }

    /// <summary>Something of it is to be paid before this day.</summary>
    public DateOnly? DueBefore { get; init; }

    internal override void AddTo(QueryText query)
    {
        base.AddTo(query);
        query.Add("status", Status?.Value);
        query.Add("customerReference", CustomerReference);
        query.Add("number", Number);
        if (Overdue is { } overdue) query.Add("overdue", overdue ? "true" : "false");
        query.Add("dueBefore", DueBefore?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
