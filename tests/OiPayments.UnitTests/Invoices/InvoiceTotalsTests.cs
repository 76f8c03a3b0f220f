#pragma warning disable RS0030 // Random: the same invoices at every run.
using System.Numerics;
using OiPayments.Invoices;

namespace OiPayments.UnitTests.Invoices;

/// <summary>What an invoice comes to, beside a second reckoning that knows nothing of the first: exact fractions.</summary>
public class InvoiceTotalsTests
{
    private const int Invoices = 100_000;

    [Fact]
    public void Agrees_with_exact_fractions_for_a_hundred_thousand_invoices()
    {
        var random = new Random(20260713);
        for (var number = 0; number < Invoices; number++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 9)).Select(_ => LineOf(random)).ToArray();
            var sum = lines.Aggregate(BigInteger.Zero, (before, line) => before + LineTotalOf(line));
            var discount = random.Next(3) == 0 ? (long)(sum * random.Next(1001) / 1000) : 0;
            var isIncluded = random.Next(2) == 0;

            Assert.False(InvoiceTotals.Of(lines, discount, isIncluded).IsRefused(out _, out var totals));
            Check(lines, discount, isIncluded, totals);
        }
    }

    [Theory]
    [InlineData(500, 1, 1)]
    [InlineData(499, 1, 0)]
    [InlineData(1500, 1, 2)]
    [InlineData(1, 500, 1)]
    [InlineData(1, 499, 0)]
    [InlineData(333, 9999, 3330)]
    public void A_line_is_rounded_half_away_from_zero(long thousandths, long unit, long expected)
    {
        var totals = Of([new(thousandths, unit, 0, 0)]);

        Assert.Equal(expected, totals.TotalMinor);
    }

    [Fact]
    public void Three_times_99_99_at_25_percent_is_taxed_line_by_line()
    {
        var totals = Of([new(1000, 9999, 0, 2500), new(1000, 9999, 0, 2500), new(1000, 9999, 0, 2500)]);

        // 24.9975 is 25.00 on each line; on the sum it would be 74.99.
        Assert.Equal(new TaxOfRate(2500, 29_997, 7_500), Assert.Single(totals.Taxes));
        Assert.Equal(37_497, totals.TotalMinor);
    }

    [Fact]
    public void An_included_tax_leaves_the_total_as_the_prices_say()
    {
        var totals = Of([new(1000, 11_500, 0, 1500), new(1000, 100, 0, 0)], isIncluded: true);

        Assert.Equal((10_100, 0, 1_500, 11_600), (totals.SubtotalMinor, totals.DiscountMinor, totals.TaxMinor, totals.TotalMinor));
    }

    [Fact]
    public void The_rest_of_a_spread_discount_goes_to_the_largest_remainder_and_then_to_the_first()
    {
        var totals = Of([new(1000, 100, 0, 0), new(1000, 100, 0, 0), new(1000, 100, 0, 0)], discount: 100);
        Assert.Equal([34, 33, 33], totals.Lines.Select(line => line.ShareMinor));

        totals = Of([new(1000, 10, 0, 0), new(1000, 25, 0, 0)], discount: 10);
        Assert.Equal([3, 7], totals.Lines.Select(line => line.ShareMinor));
    }

    [Fact]
    public void A_discount_of_everything_leaves_nothing_to_tax()
    {
        var totals = Of([new(1000, 333, 0, 1500), new(3000, 7, 1, 750)], discount: 353);

        Assert.Equal((353, 353, 0, 0), (totals.SubtotalMinor, totals.DiscountMinor, totals.TaxMinor, totals.TotalMinor));
    }

    [Theory]
    [InlineData("lineItems[0]", InvoiceTotals.MaxQuantityThousandths, Money.MaxMinorUnits, 0L, 0L)]
    [InlineData("lineItems", 1000L, Money.MaxMinorUnits, 0L, 0L)]
    [InlineData("lineItems[0].discountMinor", 1000L, 100L, 101L, 0L)]
    [InlineData("discountMinor", 1000L, 100L, 0L, 201L)]
    public void More_than_can_be_reckoned_with_or_less_than_nothing_is_refused_by_name(
        string field, long thousandths, long unit, long lineDiscount, long discount)
    {
        PricedLine[] lines = [new(thousandths, unit, lineDiscount, 0), new(1000, 100, 0, 0)];

        Assert.True(InvoiceTotals.Of(lines, discount, taxIsIncluded: false).IsRefused(out var refusal, out _));
        Assert.Equal(ErrorCode.ValidationError, refusal.Code);
        Assert.Equal([field], refusal.Fields?.Keys);
    }

    [Fact]
    public void Tax_that_leads_beyond_the_largest_amount_is_refused()
    {
        PricedLine[] lines = [new(1000, Money.MaxMinorUnits, 0, 1)];

        Assert.True(InvoiceTotals.Of(lines, 0, taxIsIncluded: false).IsRefused(out var refusal, out _));
        Assert.Equal(ErrorCode.ValidationError, refusal.Code);
        Assert.False(InvoiceTotals.Of(lines, 0, taxIsIncluded: true).IsRefused(out _, out _));
    }

    private static InvoiceTotals Of(PricedLine[] lines, long discount = 0, bool isIncluded = false) =>
        InvoiceTotals.Of(lines, discount, isIncluded).IsRefused(out var refusal, out var totals)
            ? throw new InvalidOperationException(refusal.Message)
            : totals;

    private static PricedLine LineOf(Random random)
    {
        int[] rates = [0, 150, 200, 450, 500, 750, 1000, 1500, random.Next(10_001)];
        var line = new PricedLine(
            random.Next(4) == 0 ? random.NextInt64(1, 100_000_000) : random.Next(1, 20) * 1000L,
            random.Next(4) == 0 ? random.NextInt64(10_000_000_000) : random.Next(100_000), 0, rates[random.Next(rates.Length)]);
        return random.Next(3) == 0 ? line with { DiscountMinor = (long)(LineTotalOf(line) * random.Next(1001) / 1000) } : line;
    }

    private static void Check(PricedLine[] lines, long discount, bool isIncluded, InvoiceTotals totals)
    {
        var sum = lines.Aggregate(BigInteger.Zero, (before, line) => before + LineTotalOf(line));
        BigInteger tax = 0, shares = 0;
        for (var place = 0; place < lines.Length; place++)
        {
            var (line, reckoned) = (lines[place], totals.Lines[place]);
            Assert.Equal(LineTotalOf(line), reckoned.TotalMinor);
            shares += reckoned.ShareMinor;

            // The exact share is a fraction; the whole one is less than a unit away.
            if (sum > 0) Assert.True(BigInteger.Abs((reckoned.ShareMinor * sum) - (discount * LineTotalOf(line))) < sum);
            Assert.InRange(reckoned.ShareMinor, 0, reckoned.TotalMinor);

            BigInteger left = reckoned.TotalMinor - reckoned.ShareMinor;
            var expected = isIncluded
                ? left - new Fraction(left * 10_000, 10_000 + line.TaxRate).Rounded()
                : new Fraction(left * line.TaxRate, 10_000).Rounded();
            Assert.Equal(expected, reckoned.TaxMinor);
            tax += expected;
        }

        Assert.Equal(discount, shares);
        Assert.Equal(tax, totals.TaxMinor);
        Assert.Equal(tax, totals.Taxes.Aggregate(BigInteger.Zero, (before, one) => before + one.TaxMinor));
        Assert.Equal(isIncluded ? sum - discount : sum - discount + tax, totals.TotalMinor);
        Assert.Equal(totals.TotalMinor, totals.SubtotalMinor - totals.DiscountMinor + totals.TaxMinor);
        Assert.Equal(
            totals.TotalMinor - tax, totals.Taxes.Aggregate(BigInteger.Zero, (before, one) => before + one.TaxableMinor));
    }

    private static BigInteger LineTotalOf(PricedLine line) =>
        new Fraction((BigInteger)line.QuantityThousandths * line.UnitAmountMinor, 1000).Rounded() - line.DiscountMinor;

    private readonly record struct Fraction(BigInteger Above, BigInteger Below)
    {
        public BigInteger Rounded()
        {
            var whole = BigInteger.DivRem(Above, Below, out var rest);
            return rest * 2 >= Below ? whole + 1 : whole;
        }
    }
}
