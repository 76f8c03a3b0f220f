using OiPayments.Payments;

namespace OiPayments.UnitTests.Payments;

/// <summary>When the gateway is asked of our own accord, if nobody calls.</summary>
public class FollowingUpTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    [Fact]
    public void Questions_are_asked_ever_less_often_and_then_once_an_hour()
    {
        int[] seconds = [5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600];

        Assert.Equal(
            [.. seconds, 3600, 3600], Enumerable.Range(1, 12).Select(asked => (int)PaymentFollowUpSchedule.PauseAfter(asked).TotalSeconds));
    }

    [Theory]
    [InlineData(AttemptStatus.Opening)]
    [InlineData(AttemptStatus.Unanswered)]
    [InlineData(AttemptStatus.Open)]
    public void About_an_open_attempt_the_gateway_is_asked_after_a_pause_whatever_it_answered(AttemptStatus status)
    {
        var attempt = Samples.Attempt(status);

        Assert.Equal(Samples.Now + Pause, attempt.AskAgainAt(Samples.Now, Pause, isAnswered: true));
        Assert.Equal(Samples.Now + Pause, attempt.AskAgainAt(Samples.Now, Pause, isAnswered: false));
    }

    [Theory]
    [InlineData(AttemptStatus.Failed)]
    [InlineData(AttemptStatus.Cancelled)]
    [InlineData(AttemptStatus.Unattempted)]
    [InlineData(AttemptStatus.Expired)]
    public void About_one_that_ended_without_money_it_is_asked_once_more_when_its_session_is_over(AttemptStatus status)
    {
        var attempt = Samples.Attempt(status);
        var over = Samples.Now + PaymentAttempt.SessionsLiveFor;

        Assert.Equal(over, attempt.AskAgainAt(over.AddTicks(-1), Pause, isAnswered: true));
        Assert.Null(attempt.AskAgainAt(over, Pause, isAnswered: true));
        Assert.Equal(over + Pause, attempt.AskAgainAt(over, Pause, isAnswered: false));
    }

    [Theory]
    [InlineData(AttemptStatus.Paid)]
    [InlineData(AttemptStatus.Held)]
    [InlineData(AttemptStatus.Surplus)]
    [InlineData(AttemptStatus.Mismatched)]
    [InlineData(AttemptStatus.Refused)]
    public void About_one_that_has_money_or_was_never_opened_it_is_not_asked(AttemptStatus status) =>
        Assert.Null(Samples.Attempt(status).AskAgainAt(Samples.Now, Pause, isAnswered: false));

    [Fact]
    public void About_one_that_somebody_said_is_paid_it_is_asked_after_a_pause_until_money_comes()
    {
        var attempt = Samples.Attempt(AttemptStatus.Failed);
        attempt.SaidToBePaid(Samples.Now);
        Assert.Equal(Samples.Now + Pause, attempt.AskAgainAt(Samples.Now, Pause, isAnswered: true));

        attempt.Receive(Samples.Receipt(), AttemptStatus.Paid, Samples.Now);

        Assert.Null(attempt.AskAgainAt(Samples.Now, Pause, isAnswered: true));
    }

    [Fact]
    public void A_payment_is_looked_at_when_the_first_of_its_attempts_is_worth_it()
    {
        var (open, failed, paid) = (
            Samples.Attempt(AttemptStatus.Open), Samples.Attempt(AttemptStatus.Failed), Samples.Attempt(AttemptStatus.Paid));

        Assert.Equal(Samples.Now + TimeSpan.FromMinutes(1), PaymentFollowUpSchedule.NextLookAt([failed, open, paid], Samples.Now));
        Assert.Equal(Samples.Now + PaymentAttempt.SessionsLiveFor, PaymentFollowUpSchedule.NextLookAt([failed, paid], Samples.Now));
        Assert.Null(PaymentFollowUpSchedule.NextLookAt([paid], Samples.Now));
        Assert.Null(PaymentFollowUpSchedule.NextLookAt([failed], Samples.Now + PaymentAttempt.SessionsLiveFor));
        Assert.Null(PaymentFollowUpSchedule.NextLookAt([], Samples.Now));
    }
}
