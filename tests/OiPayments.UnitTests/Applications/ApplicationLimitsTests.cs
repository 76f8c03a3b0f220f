using OiPayments.Applications;

namespace OiPayments.UnitTests.Applications;

/// <summary>What settings mean for amounts of a currency, above all where they say nothing of it.</summary>
public class ApplicationLimitsTests
{
    private static readonly Currency Usd = Currency.Of("USD");

    [Theory]
    [InlineData(null, null, 1_000_000, 0)]
    [InlineData(500L, null, 500, 0)]
    [InlineData(500L, null, 501, 1)]
    [InlineData(500L, 900L, 900, 1)]
    [InlineData(500L, 900L, 901, 2)]
    [InlineData(0L, null, 1, 1)]
    public void In_taka_a_refund_needs_whom_the_thresholds_name(long? first, long? second, long amount, int approvals) =>
        Assert.Equal(approvals, ApplicationLimits.Of(null, null, first, second, []).In(Currency.Bdt).ApprovalsFor(amount));

    [Theory]
    [InlineData(null, 1)]
    [InlineData(500L, 1)]
    public void In_a_currency_without_a_threshold_each_refund_needs_another_person(long? first, int approvals) =>
        Assert.Equal(approvals, ApplicationLimits.Of(null, null, first, null, []).In(Usd).ApprovalsFor(1));

    [Fact]
    public void And_two_of_them_where_a_large_one_in_taka_needs_two() =>
        Assert.Equal(2, ApplicationLimits.Of(null, null, 500, 900, []).In(Usd).ApprovalsFor(1));

    [Theory]
    [InlineData(50L, null, 50, 0)]
    [InlineData(50L, null, 51, 1)]
    [InlineData(50L, 90L, 91, 2)]
    [InlineData(null, null, 1, 2)]
    public void Thresholds_of_its_own_count_whatever_those_in_taka_say(long? first, long? second, long amount, int approvals) =>
        Assert.Equal(approvals, ApplicationLimits.Of(null, null, 500, 900, [Own(max: 1000, first, second)]).In(Usd).ApprovalsFor(amount));

    [Fact]
    public void A_largest_payment_in_taka_is_not_passed_by_choosing_another_currency()
    {
        Assert.True(ApplicationLimits.Of(null, null, null, null, []).In(Usd).Takes(1_000_000));
        Assert.False(ApplicationLimits.Of(null, 10_000, null, null, []).In(Usd).Takes(1));
        Assert.True(ApplicationLimits.Of(null, 10_000, null, null, [Own(max: 1000, null, null)]).In(Usd).Takes(1000));
        Assert.False(ApplicationLimits.Of(null, 10_000, null, null, [Own(max: 1000, null, null)]).In(Usd).Takes(1001));
    }

    private static CurrencyLimits Own(long? max, long? first, long? second) => new()
    {
        ApplicationId = new(1),
        Currency = Usd,
        MaxAmountMinor = max,
        RefundApprovalThresholdMinor = first,
        RefundSecondApprovalThresholdMinor = second,
    };
}
