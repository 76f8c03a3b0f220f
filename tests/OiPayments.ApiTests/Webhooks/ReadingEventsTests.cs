using System.Data.Common;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.DueWork;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Webhooks;

public class ReadingEventsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_test_event_goes_the_way_of_every_other()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "webhooks/test", null);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var sent = JsonNode.Parse((await receiver.NextAsync()).Body)!;
        Assert.Equal(("ping", (string?)answer.Data()["id"]), ((string?)sent["type"], (string?)sent["id"]));
        var read = await shop.DeliveredAsync(answer.Data());
        Assert.True(JsonNode.DeepEquals(sent["data"], read["data"]), read.ToJsonString());
        Assert.Equal((1, 204, 1), ((int)read["attempts"]!, (int)read["lastResponseStatus"]!, (int)read["sequence"]!));
    }

    [Fact]
    public async Task An_application_sees_its_own_events_of_its_own_mode_only()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var raised = await shop.PingAsync();
        await Eventually.BecomesAsync(() => shop.Test.ReadAsync("events"), answer => answer.Data().AsArray().Count == 1);

        foreach (var stranger in (HttpClient[])[other.Test, shop.Live])
        {
            Assert.Equal("RESOURCE_NOT_FOUND", (await stranger.ReadAsync($"events/{raised["id"]}")).ErrorCode);
            Assert.Equal("RESOURCE_NOT_FOUND", (await stranger.ReadAsync($"events/{raised["id"]}/attempts")).ErrorCode);
            Assert.Empty((await stranger.ReadAsync("events")).Data().AsArray());
        }

        Assert.Equal("RESOURCE_NOT_FOUND", (await shop.Test.ReadAsync("events/evt_nothing")).ErrorCode);
        Assert.Equal("UNAUTHORIZED", (await server.Anonymous.ReadAsync("events")).ErrorCode);
    }

    [Fact]
    public async Task The_list_filters_by_type_status_and_time()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var raised = await shop.PingAsync();
        await shop.DeliveredAsync(raised);
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await server.PayOneAsync(shop);
        await Eventually.BecomesAsync(() => CountAsync(""), count => count == 2);

        Assert.Equal(1, await CountAsync("?type=ping"));
        Assert.Equal(1, await CountAsync("?type=payment.succeeded"));
        Assert.Equal(0, await CountAsync("?deliveryStatus=PARKED"));
        var instant = Uri.EscapeDataString(server.Clock.GetUtcNow().AddSeconds(-5).ToString("O"));
        Assert.Equal(1, await CountAsync($"?from={instant}"));
        Assert.Equal(1, await CountAsync($"?to={instant}&type=ping"));
        Assert.Equal("VALIDATION_ERROR", (await shop.Test.ReadAsync("events?deliveryStatus=LOST&afterSequence=x")).ErrorCode);

        async Task<int> CountAsync(string query) => (await shop.Test.ReadAsync($"events{query}")).Data().AsArray().Count;
    }

    [Fact]
    public async Task Every_try_is_in_the_log_with_what_was_sent_and_the_beginning_of_the_answer()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.Text(
            HttpStatusCode.InternalServerError, [0, .. Encoding.UTF8.GetBytes("আম " + new string('x', 100_000))]);
        var shop = await server.RegisterAsync(receiver.Url);
        var raised = await shop.PingAsync();
        var failed = await server.AfterAttemptAsync(shop, 1);
        receiver.Answer = Answers.Status(HttpStatusCode.NoContent);
        server.WaitUntil(failed.DueAt!.Value);
        await shop.DeliveredAsync(raised);

        var attempts = (await shop.Test.ReadAsync($"events/{raised["id"]}/attempts?order=ASC")).Data().AsArray();
        var delivery = await receiver.NextAsync();

        Assert.Equal([500, 204], attempts.Select(attempt => (int)attempt!["responseStatus"]!));
        Assert.Equal(delivery.Headers["webhook-signature"], (string?)attempts[0]!["requestHeaders"]!["webhook-signature"]);
        Assert.Equal(delivery.Headers["webhook-timestamp"], (string?)attempts[0]!["requestHeaders"]!["webhook-timestamp"]);
        Assert.StartsWith("\uFFFDআম x", (string?)attempts[0]!["responseBody"], StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount((string)attempts[0]!["responseBody"]!), 4000, WebhookAttempt.MaxBodyBytes + 2);
        Assert.Equal("The receiver answered 500.", (string?)attempts[0]!["error"]);
        Assert.Null(attempts[1]!["error"]);
        Assert.DoesNotContain(shop.SigningSecret, attempts.ToJsonString(), StringComparison.Ordinal);
        var operators = (await server.Operator.ReadAsync($"admin/webhooks/{raised["id"]}/attempts?order=ASC")).Data();
        Assert.True(JsonNode.DeepEquals(attempts, operators));
    }

    [Fact]
    public async Task What_is_in_the_log_of_tries_is_never_changed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        await shop.DeliveredAsync(await shop.PingAsync());

        var refused = await Assert.ThrowsAnyAsync<DbException>(
            () => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE webhook_attempts SET response_status = 500")));

        Assert.Contains("are never changed or removed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_tries_is_kept_for_thirty_days()
    {
        await using var fresh = new TestServer();
        await fresh.InitializeAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await fresh.RegisterAsync(receiver.Url);
        await shop.DeliveredAsync(await shop.PingAsync());
        fresh.Clock.Advance(TimeSpan.FromHours(3));
        var raised = await shop.PingAsync();
        await shop.DeliveredAsync(raised);

        // Whoever deletes the first would have deleted the second by the same look.
        fresh.WaitUntil(fresh.Clock.GetUtcNow().AddDays(30).AddHours(-2));
        fresh.Clock.Advance(PurgeExpired.Every);
        Assert.Equal(1, await Eventually.BecomesAsync(CountAsync, count => count < 2));
        fresh.Clock.Advance(TimeSpan.FromHours(3));

        await Eventually.BecomesAsync(CountAsync, count => count == 0);
        Assert.Equal("DELIVERED", (string?)(await shop.ReadEventAsync(raised))["deliveryStatus"]);

        Task<int> CountAsync() => fresh.WithDbAsync(db => db.AcrossApplications<WebhookAttempt>().CountAsync());
    }
}
