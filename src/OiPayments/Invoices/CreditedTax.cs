namespace OiPayments.Invoices;

/// <summary>What of one rate of tax is there to be taken back, or is taken back; amounts in minor units.</summary>
/// <param name="Rate">In basis points.</param>
/// <param name="TaxableMinor">Without the tax.</param>
/// <param name="TaxMinor">The tax on it.</param>
internal sealed record CreditedTax(int Rate, long TaxableMinor, long TaxMinor)
{
    public long TotalMinor => TaxableMinor + TaxMinor;

    /// <summary>What is left of an invoice by rate, the lowest first, after the credit notes that it has.</summary>
    public static IReadOnlyList<CreditedTax> LeftOf(InvoiceWithLines it, IEnumerable<CreditedTax> credited)
    {
        var before = credited.ToLookup(tax => tax.Rate);
        return
        [
            .. it.Lines.GroupBy(line => line.TaxRate).OrderBy(rate => rate.Key).Select(rate =>
            {
                var tax = rate.Sum(line => line.TaxMinor);
                var taxable = rate.Sum(line => line.TotalMinor - line.ShareMinor) - (it.Invoice.TaxIncluded ? tax : 0);
                return new CreditedTax(
                    rate.Key, taxable - before[rate.Key].Sum(one => one.TaxableMinor), tax - before[rate.Key].Sum(one => one.TaxMinor));
            }),
        ];
    }

    /// <summary>
    /// Splits an amount over what is left, in proportion to it. The tax of a rate is in proportion too, so that what takes back all that is
    /// left takes back exactly its tax.
    /// </summary>
    /// <param name="left">Together at least the amount.</param>
    /// <param name="amountMinor">With tax.</param>
    public static IReadOnlyList<CreditedTax> Split(IReadOnlyList<CreditedTax> left, long amountMinor)
    {
        var weights = left.Select(one => Math.Max(0, one.TotalMinor)).ToArray();
        var shares = InvoiceTotals.Shares(weights, amountMinor, weights.Sum());
        return
        [
            .. left.Select((one, place) =>
                {
                    var tax = shares[place] == 0
                        ? 0
                        : (long)InvoiceTotals.Rounded((Int128)shares[place] * one.TaxMinor, one.TotalMinor);
                    return new CreditedTax(one.Rate, shares[place] - tax, tax);
                }).Where(one => one.TotalMinor > 0),
        ];
    }
}
