#pragma warning disable RS0030 // Random: the same notes at every run.
using OiPayments.Invoices;

namespace OiPayments.UnitTests.Invoices;

/// <summary>Credit notes by amount: whatever the steps, the last one takes back exactly what was left, tax included.</summary>
public class TakingBackTaxTests
{
    [Fact]
    public void Any_steps_come_to_the_whole_and_never_beyond_a_rate()
    {
        var random = new Random(20261129);
        for (var round = 0; round < 5_000; round++)
        {
            var left = Enumerable.Range(0, random.Next(1, 5)).Select(place =>
            {
                var taxable = random.NextInt64(1, 1_000_000);
                var rate = new[] { 0, 150, 500, 750, 1500 }[place];
                return new CreditedTax(rate, taxable, ((taxable * rate) + 5_000) / 10_000);
            }).ToList();
            var (total, tax) = (left.Sum(one => one.TotalMinor), left.Sum(one => one.TaxMinor));
            long taken = 0, takenTax = 0;
            while (taken < total)
            {
                var amount = random.Next(3) == 0 ? total - taken : random.NextInt64(1, total - taken + 1);
                var note = CreditedTax.Split(left, amount);
                Assert.Equal(amount, note.Sum(one => one.TotalMinor));
                left =
                [
                    .. left.Select(one => note.FirstOrDefault(part => part.Rate == one.Rate) is { } part
                        ? new CreditedTax(one.Rate, one.TaxableMinor - part.TaxableMinor, one.TaxMinor - part.TaxMinor)
                        : one),
                ];
                Assert.All(left, one => Assert.True(one is { TaxableMinor: >= 0, TaxMinor: >= 0 }, $"Round {round}: {one}"));
                taken += amount;
                takenTax += note.Sum(one => one.TaxMinor);
            }

            Assert.Equal(tax, takenTax);
        }
    }
}
