using System.Globalization;
using OiPayments.DueWork;
using OiPayments.Privacy;

namespace OiPayments.UnitTests.Privacy;

/// <summary>Until when an issued invoice stays as it is: five years after the fiscal year of Bangladesh in which it was issued.</summary>
public class KeptInvoicesTests
{
    private readonly KeptInvoices kept = new(new RetentionOptions());

    [Theory]
    [InlineData("2026-06-30T17:59:59Z", "2031-07-02")]
    [InlineData("2026-06-30T18:00:00Z", "2032-07-01")]
    [InlineData("2026-12-31T18:00:00Z", "2032-07-01")]
    [InlineData("2025-07-01T00:00:00+06:00", "2031-07-02")]
    public void The_years_begin_with_the_end_of_the_fiscal_year(string issuedAt, string until) =>
        Assert.Equal(until, $"{kept.Until(DateTimeOffset.Parse(issuedAt, CultureInfo.InvariantCulture)):o}");
}
