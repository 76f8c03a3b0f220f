using OiPayments.Refunds;

namespace OiPayments.UnitTests.Refunds;

/// <summary>When the gateway is asked about a refund again.</summary>
public class FollowingUpTests
{
    [Fact]
    public void Questions_are_asked_ever_less_often_and_then_every_six_hours()
    {
        var refund = Samples.Started();
        Assert.Equal(5, PauseNow());
        var pauses = new List<double>();
        for (var asked = 1; asked <= 10; asked++)
        {
            refund.BeginCall(node: 1, Samples.Now.AddMinutes(1), mayStartIt: false, Samples.Now);
            pauses.Add(PauseNow());
        }

        Assert.Equal([5, 30, 120, 600, 1800, 3600, 10800, 21600, 21600, 21600], pauses);
        Assert.Equal(TimeSpan.FromSeconds(5), RefundFollowUpSchedule.FirstPause);

        double PauseNow() => (RefundFollowUpSchedule.NextAt(refund, Samples.Now) - Samples.Now).TotalSeconds;
    }

    [Fact]
    public void About_what_a_person_resolved_it_is_asked_after_an_hour_then_after_six_then_once_a_day()
    {
        var refund = Samples.Started();
        var pauses = new List<double> { (RefundFollowUpSchedule.FirstOfResolvedAt(Samples.Now) - Samples.Now).TotalHours };
        for (var asked = 1; asked <= 4; asked++)
        {
            refund.BeginCall(node: 1, Samples.Now.AddMinutes(1), mayStartIt: false, Samples.Now);
            pauses.Add((RefundFollowUpSchedule.NextOfResolvedAt(refund, Samples.Now) - Samples.Now).TotalHours);
        }

        Assert.Equal([1, 6, 24, 24, 24], pauses);
    }
}
