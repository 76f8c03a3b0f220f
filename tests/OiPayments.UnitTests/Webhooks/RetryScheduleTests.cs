using OiPayments.Webhooks;

namespace OiPayments.UnitTests.Webhooks;

public class RetryScheduleTests
{
    [Fact]
    public void A_delivery_is_tried_ten_times_and_not_once_more()
    {
        Assert.Equal(10, RetrySchedule.MaxAttempts);
        Assert.NotNull(RetrySchedule.AfterAttempt(RetrySchedule.MaxAttempts - 1));
        Assert.Null(RetrySchedule.AfterAttempt(RetrySchedule.MaxAttempts));
    }

    /// <summary>Two thousand draws of twenty-one: that one of them is never drawn does not happen.</summary>
    [Fact]
    public void Receivers_that_failed_together_return_at_any_whole_percent_of_a_tenth_earlier_or_later() => Assert.Equal(
        Enumerable.Range(-10, 21),
        Enumerable.Range(0, 2000)
            .Select(_ => (int)Math.Round((RetrySchedule.AfterAttempt(2)!.Value.TotalSeconds - 300) / 3))
            .Distinct()
            .Order());
}
