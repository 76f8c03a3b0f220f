using OiPayments.Reconciliation;
using OiPayments.Statements;

namespace OiPayments.UnitTests.Reconciliation;

public class RowAmountsTests
{
    [Theory]
    [InlineData(100L, 3L, null, 97L, 100L, 3L, 97L, true)]
    [InlineData(100L, 3L, null, null, 100L, 3L, 97L, true)]
    [InlineData(100L, 2L, 1L, 97L, 100L, 3L, 97L, true)]
    [InlineData(100L, null, 1L, 99L, 100L, 1L, 99L, true)]
    [InlineData(100L, null, null, 97L, 100L, 3L, 97L, true)]
    [InlineData(null, 3L, null, 97L, 100L, 3L, 97L, true)]
    [InlineData(100L, null, null, null, 100L, null, 100L, true)]
    [InlineData(null, null, null, 97L, null, null, 97L, true)]
    [InlineData(100L, 3L, null, 96L, 100L, 3L, 96L, false)]
    [InlineData(-100L, 0L, null, -100L, -100L, 0L, -100L, true)]
    public void What_a_row_does_not_say_follows_from_what_it_says(
        long? gross, long? fee, long? vat, long? net, long? expectedGross, long? expectedFee, long? expectedNet, bool addsUp)
    {
        var amounts = RowAmounts.Of(new()
        {
            Number = 2,
            Kind = SettlementRowKind.Payment,
            Currency = Currency.Bdt,
            GrossMinor = gross,
            FeeMinor = fee,
            FeeVatMinor = vat,
            NetMinor = net,
        });

        Assert.Equal((new RowAmounts(expectedGross, expectedFee, expectedNet), addsUp), (amounts, amounts.AddsUp));
    }

    [Fact]
    public void A_file_that_says_only_what_was_paid_out_leaves_the_fee_to_be_found_by_the_payment() => Assert.Equal(
        new RowAmounts(100, 3, 97), new RowAmounts(null, null, 97).WithGross(100));
}
