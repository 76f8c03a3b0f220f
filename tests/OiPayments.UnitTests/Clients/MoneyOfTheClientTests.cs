namespace OiPayments.UnitTests.Clients;

using OiPayments.Client;

public class MoneyOfTheClientTests
{
    [Theory]
    [InlineData(125050, "BDT", "1250.50 BDT")]
    [InlineData(-5, "USD", "-0.05 USD")]
    [InlineData(300, "JPY", "300 JPY")]
    [InlineData(1234, "KWD", "1.234 KWD")]
    [InlineData(long.MaxValue, "BDT", "92233720368547758.07 BDT")]
    public void It_is_written_with_the_digits_of_its_currency(long minor, string currency, string text) =>
        Assert.Equal(text, new Money(minor, currency).ToString());

    [Fact]
    public void Both_halves_of_the_company_agree_about_every_currency()
    {
        foreach (var first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        {
            foreach (var second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            {
                foreach (var third in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
                {
                    if (!Currency.TryParse($"{first}{second}{third}", out var currency)) continue;
                    Assert.Equal(new OiPayments.Money(123456789, currency).ToString(), new Money(123456789, currency.Code).ToString());
                }
            }
        }
    }

    [Fact]
    public void Amounts_as_people_write_them_are_exact_or_refused()
    {
        Assert.Equal(new Money(125050, "BDT"), Money.FromMajorUnits(1250.50m, "BDT"));
        Assert.Equal(1250.50m, Money.Bdt(125050).ToMajorUnits());
        Assert.Throws<ArgumentException>(() => Money.FromMajorUnits(0.001m, "BDT"));
        Assert.Throws<OverflowException>(() => Money.FromMajorUnits(1_000_000_000_000_000_000m, "BDT"));
    }

    [Fact]
    public void Sums_do_not_mix_currencies_and_do_not_wrap()
    {
        Assert.Equal(Money.Bdt(30), Money.Bdt(10) + Money.Bdt(20));
        Assert.Equal(Money.Bdt(-10), Money.Bdt(10) - Money.Bdt(20));
        Assert.Equal(Money.Bdt(30), Money.Bdt(10) * 3);
        Assert.True(Money.Bdt(2) > Money.Bdt(1) && Money.Bdt(1) <= Money.Bdt(1));
        Assert.Throws<InvalidOperationException>(() => Money.Bdt(1) + new Money(1, "USD"));
        Assert.Throws<InvalidOperationException>(() => Money.Bdt(1) > new Money(1, "USD"));
        Assert.Throws<OverflowException>(() => Money.Bdt(long.MaxValue) + Money.Bdt(1));
        Assert.Throws<OverflowException>(() => Money.Bdt(long.MaxValue) * 2);
    }
}
