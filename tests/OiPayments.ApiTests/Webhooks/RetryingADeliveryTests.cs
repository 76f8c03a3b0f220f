using System.Net;
using OiPayments.ApiTests.Npm;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Webhooks;

public class RetryingADeliveryTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly TimeSpan[] Schedule =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NoContent)]
    public async Task Any_2xx_is_a_success(HttpStatusCode answer)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.Status(answer);
        var shop = await server.RegisterAsync(receiver.Url);

        await server.PayOneAsync(shop);

        var delivery = await server.AfterAttemptAsync(shop, 1);
        Assert.Equal(DeliveryStatus.Delivered, delivery.Status);
        Assert.Equal((int)answer, delivery.LastResponseStatus);
        Assert.Equal(server.Clock.GetUtcNow(), delivery.DeliveredAt);
        Assert.Null(delivery.DueAt);
        Assert.Null(delivery.LastError);
    }

    [Fact]
    public async Task A_failed_one_comes_again_with_the_same_id_and_a_fresh_signature()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.Status(HttpStatusCode.InternalServerError);
        var shop = await server.RegisterAsync(receiver.Url);
        await server.PayOneAsync(shop);
        var failed = await server.AfterAttemptAsync(shop, 1);
        Assert.Equal(DeliveryStatus.Retrying, failed.Status);
        Assert.Equal(500, failed.LastResponseStatus);

        receiver.Answer = Answers.Status(HttpStatusCode.NoContent);
        server.WaitUntil(failed.DueAt!.Value);

        Assert.Equal(DeliveryStatus.Delivered, (await server.AfterAttemptAsync(shop, 2)).Status);
        var (first, second) = (await receiver.NextAsync(), await receiver.NextAsync());
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Body, second.Body);
        Assert.NotEqual(first.Headers["webhook-signature"], second.Headers["webhook-signature"]);
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeSeconds(), second.Timestamp.ToUnixTimeSeconds());
        Assert.Null(await StandardWebhooks.RefusalAsync(shop.SigningSecret, second, second.Timestamp));
    }

    [Fact]
    public async Task It_is_tried_ten_times_ever_more_slowly_and_then_parked()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.Status(HttpStatusCode.ServiceUnavailable);
        var shop = await server.RegisterAsync(receiver.Url);
        await server.PayOneAsync(shop);

        for (var attempt = 1; attempt <= Schedule.Length; attempt++)
        {
            var failed = await server.AfterAttemptAsync(shop, attempt);

            Assert.Equal(DeliveryStatus.Retrying, failed.Status);
            var wait = failed.DueAt!.Value - failed.LastAttemptAt!.Value;
            Assert.InRange(wait / Schedule[attempt - 1], 0.9, 1.1);
            server.WaitUntil(failed.DueAt.Value);
        }

        var parked = await server.AfterAttemptAsync(shop, Schedule.Length + 1);
        Assert.Equal(DeliveryStatus.Parked, parked.Status);
        Assert.Null(parked.DueAt);
        Assert.Equal(Schedule.Length + 1, receiver.Waiting);
    }

    [Theory]
    [InlineData(429, "90", 90)]
    [InlineData(503, "90", 90)]
    [InlineData(503, "Thu, 15 Jan 2026 09:10:00 GMT", 600)]
    [InlineData(503, "9999999", 24 * 60 * 60)]
    public async Task A_receiver_that_asks_for_patience_gets_it_for_a_day_at_most(int status, string retryAfter, int seconds)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.RetryAfter(status, retryAfter);
        await using var fresh = new TestServer();
        await fresh.InitializeAsync();
        var shop = await fresh.RegisterAsync(receiver.Url);

        await fresh.PayOneAsync(shop);

        var failed = await fresh.AfterAttemptAsync(shop, 1);
        Assert.Equal(DeliveryStatus.Retrying, failed.Status);
        Assert.Equal(fresh.Clock.GetUtcNow().AddSeconds(seconds), failed.DueAt);
    }

    [Theory]
    [InlineData(503, "1")]
    [InlineData(503, "soon")]
    [InlineData(503, "Thu, 15 Jan 2015 09:10:00 GMT")]
    [InlineData(500, "90")]
    [InlineData(410, "90")]
    public async Task Asking_for_less_than_the_schedule_or_with_another_status_changes_nothing(int status, string retryAfter)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.RetryAfter(status, retryAfter);
        var shop = await server.RegisterAsync(receiver.Url);

        await server.PayOneAsync(shop);

        var failed = await server.AfterAttemptAsync(shop, 1);
        Assert.InRange((failed.DueAt!.Value - failed.LastAttemptAt!.Value).TotalSeconds, 4.5, 5.5);
    }

    [Fact]
    public async Task Gone_is_a_failure_like_any_other_and_switches_nothing_off()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.Status(HttpStatusCode.Gone);
        var shop = await server.RegisterAsync(receiver.Url);
        await server.PayOneAsync(shop);
        var failed = await server.AfterAttemptAsync(shop, 1);
        Assert.Equal((DeliveryStatus.Retrying, 410), (failed.Status, failed.LastResponseStatus));
        var settings = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data();
        Assert.Equal((true, receiver.Url.ToString()), ((bool)settings["webhooksEnabled"]!, (string?)settings["webhookUrl"]));

        receiver.Answer = Answers.Status(HttpStatusCode.NoContent);
        server.WaitUntil(failed.DueAt!.Value);

        Assert.Equal(DeliveryStatus.Delivered, (await server.AfterAttemptAsync(shop, 2)).Status);
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_not_followed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        var shop = await server.RegisterAsync(receiver.Url);

        await server.PayOneAsync(shop);

        var delivery = await server.AfterAttemptAsync(shop, 1);
        Assert.Equal(DeliveryStatus.Retrying, delivery.Status);
        Assert.Equal(302, delivery.LastResponseStatus);
        Assert.Equal(1, receiver.Waiting);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_a_failure_that_says_so()
    {
        var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        await receiver.DisposeAsync();

        await server.PayOneAsync(shop);

        var delivery = await server.AfterAttemptAsync(shop, 1);
        Assert.Equal(DeliveryStatus.Retrying, delivery.Status);
        Assert.Null(delivery.LastResponseStatus);
        Assert.Equal("Could not connect: ConnectionRefused.", delivery.LastError);
    }

    [Fact]
    public async Task A_receiver_has_fifteen_seconds()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.NeverAsync;
        var shop = await server.RegisterAsync(receiver.Url);
        await server.PayOneAsync(shop);
        await receiver.NextAsync();

        server.Clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(0, (await server.DeliveryOfAsync(shop)).Attempts);
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        var delivery = await server.AfterAttemptAsync(shop, 1);
        Assert.Equal(DeliveryStatus.Retrying, delivery.Status);
        Assert.Null(delivery.LastResponseStatus);
        Assert.Equal("No answer within 15 seconds.", delivery.LastError);
    }
}
