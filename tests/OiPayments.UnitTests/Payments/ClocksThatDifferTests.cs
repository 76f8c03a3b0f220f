using OiPayments.Access;
using OiPayments.Payments;

namespace OiPayments.UnitTests.Payments;

/// <summary>Rows go from node to node, and no two clocks are quite the same.</summary>
public class ClocksThatDifferTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_another_node_changes_at_once_never_changed_before_it_began()
    {
        var payment = new Payment
        {
            ApplicationId = new(1),
            Id = new(1),
            Mode = Mode.Test,
            Reference = "pay_1",
            AmountMinor = 1,
            Currency = Currency.Bdt,
            Gateway = "SSLCOMMERZ",
            CustomerReference = "c",
            CreatedAt = Now,
            ExpiresAt = Now.AddHours(1),
        };

        payment.Touch(Now.AddSeconds(-3));
        Assert.Equal(Now, payment.UpdatedAt);

        payment.Touch(Now.AddSeconds(1));
        Assert.Equal(Now.AddSeconds(1), payment.UpdatedAt);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    [InlineData(600, false)]
    public void A_proof_of_the_future_is_none_but_for_as_much_as_clocks_may_differ(int secondsFromNow, bool isBelieved)
    {
        var who = new SignedInOperator(
            new(1), "a@example.com", "A", Rights.None, new byte[32], Now.AddHours(1), Now.AddSeconds(secondsFromNow), RemoteAddress: null);

        Assert.Equal(isBelieved, who.MustProveThemselves(Now) is null);
    }
}
