using OiPayments.Webhooks;

namespace OiPayments.UnitTests.Webhooks;

public class WebhookSignatureTests
{
    /// <summary>The example of the Standard Webhooks specification's own libraries.</summary>
    [Fact]
    public void Is_that_of_the_specification() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of(
            ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330),
            """{"test": 2432232314}"""));

    [Fact]
    public void Retries_follow_the_schedule_within_a_tenth()
    {
        double[] seconds = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400];
        for (var attempt = 1; attempt <= seconds.Length; attempt++)
            Assert.InRange(RetrySchedule.AfterAttempt(attempt)!.Value.TotalSeconds, seconds[attempt - 1] * 0.9, seconds[attempt - 1] * 1.1);
        Assert.Null(RetrySchedule.AfterAttempt(seconds.Length + 1));
    }

    [Fact]
    public void A_secret_is_the_same_with_its_prefix_and_without()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1614265330);

        Assert.Equal(
            WebhookSignature.Of(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_1", at, "{}"),
            WebhookSignature.Of(["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_1", at, "{}"));
    }

    [Fact]
    public void Every_secret_signs_and_the_signatures_stand_side_by_side()
    {
        string[] secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"];
        var at = DateTimeOffset.FromUnixTimeSeconds(1614265330);

        Assert.Equal(
            string.Join(' ', secrets.Select(secret => WebhookSignature.Of([secret], "msg_1", at, "{}"))),
            WebhookSignature.Of(secrets, "msg_1", at, "{}"));
    }

    [Theory]
    [InlineData(1, -5, 4.5, 5.5)]
    [InlineData(1, 4, 4.5, 5.5)]
    [InlineData(1, 60, 60, 60)]
    [InlineData(1, 1e9, 86400, 86400)]
    [InlineData(9, 60, 77760, 95040)]
    public void A_receiver_may_ask_for_more_patience_never_for_less(int attempt, double asked, double least, double most) =>
        Assert.InRange(RetrySchedule.AfterAttempt(attempt, TimeSpan.FromSeconds(asked))!.Value.TotalSeconds, least, most);

    [Fact]
    public void After_the_last_attempt_no_patience_helps() =>
        Assert.Null(RetrySchedule.AfterAttempt(RetrySchedule.MaxAttempts, TimeSpan.FromHours(1)));
}
