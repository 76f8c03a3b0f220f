using OiPayments.Api;

namespace OiPayments.Invoices;

/// <summary>What a line of an invoice is reckoned from. Amounts are in minor units.</summary>
/// <param name="QuantityThousandths">How many, in thousandths: 1500 is one and a half.</param>
/// <param name="UnitAmountMinor">The price of one.</param>
/// <param name="DiscountMinor">What is taken off the line, at most what it comes to.</param>
/// <param name="TaxRate">In basis points: 1500 is 15 %.</param>
internal readonly record struct PricedLine(long QuantityThousandths, long UnitAmountMinor, long DiscountMinor, int TaxRate);

/// <summary>What a line comes to, in minor units.</summary>
/// <param name="TotalMinor">Quantity times price, less the line's own discount: what stands at the end of the line.</param>
/// <param name="ShareMinor">The line's share of the invoice's discount.</param>
/// <param name="TaxMinor">The tax on what is left, or in it where prices include tax.</param>
internal readonly record struct LineTotals(long TotalMinor, long ShareMinor, long TaxMinor);

/// <summary>The tax of all lines of one rate, in minor units.</summary>
/// <param name="Rate">In basis points.</param>
/// <param name="TaxableMinor">What is taxed, without the tax.</param>
/// <param name="TaxMinor">The sum of the lines' taxes.</param>
internal readonly record struct TaxOfRate(int Rate, long TaxableMinor, long TaxMinor);

/// <summary>
/// What an invoice comes to, in minor units and whole numbers alone. Each line is rounded by itself, half away from zero; what is said
/// for all lines together is their sum. So <c>subtotal − discount + tax = total</c>, always, and no sum differs from its parts.
/// </summary>
/// <param name="Lines">In the order of the lines.</param>
/// <param name="SubtotalMinor">The sum of the lines, without the tax where prices include it.</param>
/// <param name="DiscountMinor">What is taken off the invoice as a whole.</param>
/// <param name="TaxMinor">All tax.</param>
/// <param name="TotalMinor">What is to be paid.</param>
/// <param name="Taxes">By rate, the lowest first.</param>
internal sealed record InvoiceTotals(
    IReadOnlyList<LineTotals> Lines, long SubtotalMinor, long DiscountMinor, long TaxMinor, long TotalMinor, IReadOnlyList<TaxOfRate> Taxes)
{
    public const int MaxTaxRate = 10_000;

    /// <summary>A thousand million, in thousandths.</summary>
    public const long MaxQuantityThousandths = 1_000_000_000_000;

    public const int ThousandthsInOne = 1000;

    /// <summary>A refusal names the line, or the discount, that makes it more than can be reckoned with, or less than nothing.</summary>
    /// <param name="lines">Each within bounds of its own.</param>
    /// <param name="discountMinor">Taken off the invoice as a whole: spread over the lines in proportion to what they come to.</param>
    /// <param name="taxIsIncluded">Whether prices include the tax.</param>
    /// <param name="field">What the lines are called where somebody sent them.</param>
    public static Outcome<InvoiceTotals> Of(
        IReadOnlyList<PricedLine> lines, long discountMinor, bool taxIsIncluded, string field = "lineItems")
    {
        var errors = new FieldErrors();
        var totals = new long[lines.Count];
        Int128 sum = 0;
        for (var place = 0; place < lines.Count; place++)
        {
            var line = lines[place];
            var gross = Rounded((Int128)line.QuantityThousandths * line.UnitAmountMinor, ThousandthsInOne);
            if (gross > Money.MaxMinorUnits) errors.Add($"{field}[{place}]", TooMuch);
            else if (line.DiscountMinor > gross) errors.Add($"{field}[{place}].discountMinor", "Is more than the line comes to.");
            else totals[place] = (long)gross - line.DiscountMinor;
            sum += totals[place];
        }

        if (errors.Refusal is { } badLine) return badLine;
        if (sum > Money.MaxMinorUnits) errors.Add(field, TooMuch);
        else if (discountMinor > sum) errors.Add("discountMinor", "Is more than the lines come to.");
        if (errors.Refusal is { } tooMuch) return tooMuch;

        var shares = Shares(totals, discountMinor, (long)sum);
        var taxes = new SortedDictionary<int, (Int128 Taxable, Int128 Tax)>();
        var reckoned = new LineTotals[lines.Count];
        Int128 taxSum = 0;
        for (var place = 0; place < lines.Count; place++)
        {
            var (left, rate) = (totals[place] - shares[place], lines[place].TaxRate);
            var taxable = taxIsIncluded ? WithoutTax(left, rate) : left;
            var tax = taxIsIncluded ? left - taxable : Rounded((Int128)left * rate, MaxTaxRate);
            reckoned[place] = new(totals[place], shares[place], (long)tax);
            taxSum += tax;
            var before = taxes.GetValueOrDefault(rate);
            taxes[rate] = (before.Taxable + taxable, before.Tax + tax);
        }

        var subtotal = taxIsIncluded ? sum - taxSum : sum;
        var total = subtotal - discountMinor + taxSum;
        if (total > Money.MaxMinorUnits)
        {
            errors.Add(field, TooMuch);
            return errors.Refusal!;
        }

        return new InvoiceTotals(
            reckoned, (long)subtotal, discountMinor, (long)taxSum, (long)total,
            [.. taxes.Select(one => new TaxOfRate(one.Key, (long)one.Value.Taxable, (long)one.Value.Tax))]);
    }

    /// <summary>What is left of a price that includes a tax of <paramref name="rate"/> basis points.</summary>
    public static long WithoutTax(long minorUnits, int rate) => (long)Rounded((Int128)minorUnits * MaxTaxRate, MaxTaxRate + rate);

    /// <summary>
    /// Splits an amount in proportion to weights, by largest remainder: the parts are whole, none is more than a unit off, none exceeds
    /// its weight where the amount does not exceed the sum, and together they are the amount.
    /// </summary>
    public static long[] Shares(long[] weights, long amount, long sum)
    {
        var shares = new long[weights.Length];
        if (amount == 0) return shares;

        var remainders = new (Int128 Remainder, int Place)[weights.Length];
        var left = amount;
        for (var place = 0; place < weights.Length; place++)
        {
            var (share, remainder) = Int128.DivRem((Int128)amount * weights[place], sum);
            (shares[place], remainders[place]) = ((long)share, (remainder, place));
            left -= shares[place];
        }

        foreach (var (_, place) in remainders.OrderByDescending(one => one.Remainder).ThenBy(one => one.Place).Take((int)left))
            shares[place]++;
        return shares;
    }

    /// <summary>Half away from zero, of what is not negative.</summary>
    public static Int128 Rounded(Int128 dividend, Int128 divisor) => ((dividend * 2) + divisor) / (2 * divisor);

    private static readonly string TooMuch = $"Comes to more than {Money.MaxMinorUnits} minor units.";
}
