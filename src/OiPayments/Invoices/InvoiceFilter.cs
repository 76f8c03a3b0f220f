using OiPayments.Api;

namespace OiPayments.Invoices;

/// <summary>Which invoices somebody means. What is null is not asked about; everything else must hold.</summary>
internal sealed record InvoiceFilter
{
    public InvoiceStatus? Status { get; init; }
    public string? CustomerReference { get; init; }
    public string? Number { get; init; }

    /// <summary>Whether a day to pay has passed by.</summary>
    public bool? Overdue { get; init; }

    /// <summary>To be paid before this day.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>Created at or after this instant.</summary>
    public DateTimeOffset? FromTime { get; init; }

    /// <summary>Created before this instant.</summary>
    public DateTimeOffset? ToTime { get; init; }

    public static InvoiceFilter From(QueryFields query)
    {
        var (from, to) = query.Period();
        return new()
        {
            Status = query.Enum<InvoiceStatus>("status"),
            CustomerReference = query.Text("customerReference", InvoiceContent.MaxTextLength),
            Number = query.Text("number", NumberPattern.MaxNumberLength),
            Overdue = query.Boolean("overdue"),
            DueBefore = query.Date("dueBefore"),
            FromTime = from,
            ToTime = to,
        };
    }

    /// <param name="invoices">Of any owner.</param>
    /// <param name="now">By which clock a day has passed.</param>
    public IQueryable<Invoice> Narrow(IQueryable<Invoice> invoices, DateTimeOffset now)
    {
        if (Status is { } status) invoices = invoices.Where(i => i.Status == status);
        if (CustomerReference is { } customer) invoices = invoices.Where(i => i.CustomerReference == customer);
        if (Number is { } number) invoices = invoices.Where(i => i.Number == number);

        // What is overdue has such a day: saying so lets the database use the index of those that have one.
        if (Overdue is true) invoices = invoices.Where(i => i.NextDueDate != null && i.OverdueAt <= now);
        if (Overdue is false) invoices = invoices.Where(i => i.OverdueAt == null || i.OverdueAt > now);
        if (DueBefore is { } day) invoices = invoices.Where(i => i.NextDueDate < day);
        if (FromTime is { } from) invoices = invoices.Where(i => i.CreatedAt >= from);
        if (ToTime is { } to) invoices = invoices.Where(i => i.CreatedAt < to);
        return invoices;
    }
}

internal static class InvoiceFilterConventions
{
    extension(RouteHandlerBuilder endpoint)
    {
        /// <summary>Describes what <see cref="InvoiceFilter.From"/> reads.</summary>
        public RouteHandlerBuilder FiltersInvoices() => endpoint
            .Query<InvoiceStatus>("status", "Only invoices in this status.")
            .Query<string>("customerReference", "Only invoices with exactly this customer reference.")
            .Query<string>("number", "Only the invoice with this number.")
            .Query<bool>("overdue", "Only invoices with a day to pay that has passed by, or only the others.")
            .Query<string>("dueBefore", "Only invoices of which something is to be paid before this day, such as `2026-07-31`.")
            .WithinPeriod("invoices created");
    }
}
