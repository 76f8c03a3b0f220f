using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Invoices;

namespace OiPayments.Privacy;

/// <summary>
/// How long an issued LIVE invoice has to be kept as it is: it is a document of the tax office's (docs/decisions/0034). The years are
/// counted from the end of the fiscal year in which it was issued, which in Bangladesh is the 30th of June.
/// </summary>
internal sealed class KeptInvoices(RetentionOptions retention)
{
    private const int FirstMonthOfFiscalYear = 7;

    /// <summary>Of these, those that may not be erased yet.</summary>
    public IQueryable<Invoice> In(IQueryable<Invoice> invoices, DateTimeOffset now)
    {
        var since = IssuedSince(now);
        return invoices.Where(i => i.Mode == Mode.Live && i.Status != InvoiceStatus.Draft && i.IssuedAt >= since);
    }

    /// <summary>Of these, those that may be erased.</summary>
    public IQueryable<Invoice> NotIn(IQueryable<Invoice> invoices, DateTimeOffset now)
    {
        var since = IssuedSince(now);
        return invoices.Where(i => i.Mode == Mode.Test || i.Status == InvoiceStatus.Draft || i.IssuedAt < since);
    }

    /// <summary>From which day on an invoice that was issued then may be erased.</summary>
    public DateOnly Until(DateTimeOffset issuedAt) =>
        FiscalYearOf(TimeZones.DayOf(TimeZones.Default, issuedAt)).AddYears(1).AddDays((int)retention.Invoices.TotalDays);

    /// <summary>The first instant of the fiscal years whose invoices are kept.</summary>
    private DateTimeOffset IssuedSince(DateTimeOffset now) =>
        TimeZones.StartOf(TimeZones.Default, FiscalYearOf(TimeZones.DayOf(TimeZones.Default, now - retention.Invoices)));

    private static DateOnly FiscalYearOf(DateOnly day) =>
        new(day.Month >= FirstMonthOfFiscalYear ? day.Year : day.Year - 1, FirstMonthOfFiscalYear, 1);
}
