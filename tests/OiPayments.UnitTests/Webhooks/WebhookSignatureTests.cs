using OiPayments.Webhooks;

namespace OiPayments.UnitTests.Webhooks;

public class WebhookSignatureTests
{
    /// <summary>The example of the Standard Webhooks specification's own libraries.</summary>
    [Fact]
    public void Is_that_of_the_specification() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""));

    [Fact]
    public void Retries_follow_the_schedule_within_a_tenth()
    {
        double[] seconds = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400];
        for (var attempt = 1; attempt <= seconds.Length; attempt++)
            Assert.InRange(RetrySchedule.AfterAttempt(attempt)!.Value.TotalSeconds, seconds[attempt - 1] * 0.9, seconds[attempt - 1] * 1.1);
        Assert.Null(RetrySchedule.AfterAttempt(seconds.Length + 1));
    }
}
