using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Npm;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Webhooks;

public class ResendingTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string[] RowFields =
    [
        "id", "reference", "sequence", "applicationId", "mode", "type", "schemaVersion", "payload", "payloadRemoved",
        "deliveryStatus", "attempts", "lastResponseStatus", "lastError",
        "nextAttemptAt", "lastAttemptAt", "deliveredAt", "createdAt", "updatedAt",
    ];

    [Fact]
    public async Task What_was_delivered_is_sent_again_with_the_same_id_and_body_and_a_fresh_signature()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var raised = await shop.PingAsync();
        await shop.DeliveredAsync(raised);
        server.Clock.Advance(TimeSpan.FromSeconds(3));

        var row = (await server.Operator.SendAsync(HttpMethod.Post, $"admin/webhooks/{raised["id"]}/resend", null)).Data();

        Assert.Equal(("PENDING", 1), ((string?)row["deliveryStatus"], (int)row["attempts"]!));
        var (first, second) = (await receiver.NextAsync(), await receiver.NextAsync());
        Assert.Equal((first.Id, first.Body, first.Sequence), (second.Id, second.Body, second.Sequence));
        Assert.NotEqual(first.Headers["webhook-signature"], second.Headers["webhook-signature"]);
        Assert.Null(await StandardWebhooks.RefusalAsync(shop.SigningSecret, second, server.Clock.GetUtcNow()));
        Assert.Null(await StandardWebhooks.RefusalAsync(shop.SigningSecret, second, server.Clock.GetUtcNow(), StandardWebhooks.Svix));
        await shop.EventBecomesAsync(raised, it => (string?)it["deliveryStatus"] == "DELIVERED" && (int)it["attempts"]! == 2);
    }

    [Fact]
    public async Task A_parked_one_begins_the_schedule_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.Status(HttpStatusCode.ServiceUnavailable);
        var shop = await server.RegisterAsync(receiver.Url);
        var raised = await shop.PingAsync();
        for (var attempt = 1; attempt < RetrySchedule.MaxAttempts; attempt++)
            server.WaitUntil((await server.AfterAttemptAsync(shop, attempt)).DueAt!.Value);
        Assert.Equal(DeliveryStatus.Parked, (await server.AfterAttemptAsync(shop, RetrySchedule.MaxAttempts)).Status);

        // The receiver's failures have paused its lane for at most this long.
        server.Clock.Advance(ReceiverLane.LongestPause);
        (await server.Operator.SendAsync(HttpMethod.Post, $"admin/webhooks/{raised["id"]}/resend", null)).Data();

        var again = await server.AfterAttemptAsync(shop, RetrySchedule.MaxAttempts + 1);
        Assert.Equal((DeliveryStatus.Retrying, 1), (again.Status, again.ScheduledAttempts));
        Assert.InRange((again.DueAt!.Value - again.LastAttemptAt!.Value).TotalSeconds, 4.5, 5.5);
    }

    [Fact]
    public async Task One_that_is_under_way_is_sent_once_more_and_not_called_done_by_the_first()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var gate = new TaskCompletionSource();
        receiver.Answer = async context =>
        {
            await gate.Task;
            context.Response.StatusCode = 204;
        };
        var shop = await server.RegisterAsync(receiver.Url);
        var raised = await shop.PingAsync();
        var first = await receiver.NextAsync();

        (await server.Operator.SendAsync(HttpMethod.Post, $"admin/webhooks/{raised["id"]}/resend", null)).Data();
        var second = await receiver.NextAsync();
        gate.SetResult();

        Assert.Equal(first.Id, second.Id);
        await shop.EventBecomesAsync(raised, it => (string?)it["deliveryStatus"] == "DELIVERED" && (int)it["attempts"]! == 2);
        var attempts = await shop.Test.ReadAsync($"events/{raised["id"]}/attempts");
        Assert.Equal(2, (int)attempts.Json["pagination"]!["totalElements"]!);
    }

    [Fact]
    public async Task One_that_is_under_way_does_not_call_done_what_still_waits_to_be_sent_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var gate = new TaskCompletionSource();
        receiver.Answer = async context =>
        {
            await gate.Task;
            context.Response.StatusCode = 204;
        };
        var shop = await server.RegisterAsync(receiver.Url);
        var raised = await shop.PingAsync();
        var first = await receiver.NextAsync();

        // Nobody takes it up again before the first try has ended.
        await SwitchAsync(false);
        (await server.Operator.SendAsync(HttpMethod.Post, $"admin/webhooks/{raised["id"]}/resend", null)).Data();
        gate.SetResult();
        var tried = await shop.EventBecomesAsync(raised, it => (int)it["attempts"]! == 1);

        Assert.Equal("PENDING", (string?)tried["deliveryStatus"]);
        await SwitchAsync(true);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(first.Id, (await receiver.NextAsync()).Id);
        await shop.EventBecomesAsync(raised, it => (string?)it["deliveryStatus"] == "DELIVERED" && (int)it["attempts"]! == 2);

        async Task SwitchAsync(bool isOn) =>
            (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["webhooksEnabled"] = isOn })).Data();
    }

    [Fact]
    public async Task A_filter_sends_many_again_and_says_how_many()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (shop, other) = (await server.RegisterAsync(receiver.Url), await server.RegisterAsync(receiver.Url));
        var raised = new List<JsonNode>();
        for (var i = 0; i < 3; i++) raised.Add(await shop.PingAsync());
        foreach (var ping in raised) await shop.DeliveredAsync(ping);
        await other.DeliveredAsync(await other.PingAsync());
        while (receiver.Waiting > 0) await receiver.NextAsync();

        Assert.Equal(0, await ResendAsync(new() { ["applicationId"] = shop.Id, ["type"] = "payment.succeeded" }));
        Assert.Equal(0, await ResendAsync(new() { ["applicationId"] = shop.Id, ["mode"] = "LIVE" }));
        Assert.Equal(0, await ResendAsync(new() { ["applicationId"] = shop.Id, ["deliveryStatus"] = "PARKED" }));
        Assert.Equal(0, await ResendAsync(new() { ["applicationId"] = shop.Id, ["to"] = (string?)raised[0]["createdAt"] }));
        Assert.Equal(3, await ResendAsync(new()
        {
            ["applicationId"] = shop.Id,
            ["mode"] = "TEST",
            ["type"] = "ping",
            ["deliveryStatus"] = "DELIVERED",
            ["from"] = (string?)raised[0]["createdAt"]
        }));

        string[] again = [(await receiver.NextAsync()).Id, (await receiver.NextAsync()).Id, (await receiver.NextAsync()).Id];
        Assert.Equal(raised.Select(ping => (string)ping["id"]!).Order(StringComparer.Ordinal), again.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{}", "applicationId")]
    [InlineData("""{"deliveryStatus":"LOST"}""", "deliveryStatus")]
    [InlineData("""{"applicationId":"one"}""", "applicationId")]
    [InlineData("""{"from":"yesterday"}""", "from")]
    public async Task A_filter_that_says_nothing_or_nonsense_is_refused(string body, string field)
    {
        var answer = await server.Operator.SendAsync(HttpMethod.Post, "admin/webhooks/resend", body);

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.NotNull(answer.Json["data"]![field]);
    }

    [Fact]
    public async Task The_list_has_the_fields_of_the_contract_filters_and_pages()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var raised = await shop.PingAsync();
        await shop.DeliveredAsync(raised);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await shop.DeliveredAsync(await shop.PingAsync());

        var page = await server.Operator.ReadAsync(
            $"admin/webhooks?applicationId={shop.Id}&mode=TEST&type=ping&deliveryStatus=DELIVERED&size=1&order=ASC");
        var row = page.Data()[0]!;
        var next = await server.Operator.ReadAsync(
            $"admin/webhooks?applicationId={shop.Id}&size=1&order=ASC&cursor={page.Json["pagination"]!["nextCursor"]}");

        Assert.Equal(RowFields.Order(StringComparer.Ordinal), row.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal((2, (string?)raised["id"]), ((int)page.Json["pagination"]!["totalElements"]!, (string?)row["reference"]));
        Assert.Equal((string?)raised["id"], (string?)JsonNode.Parse((string)row["payload"]!)!["id"]);
        Assert.NotEqual((string?)raised["id"], (string?)Assert.Single(next.Data().AsArray())!["reference"]);
        Assert.Null(next.Json["pagination"]!["nextCursor"]);
        Assert.Empty((await server.Operator.ReadAsync($"admin/webhooks?applicationId={shop.Id}&deliveryStatus=PARKED")).Data().AsArray());
        Assert.Equal("VALIDATION_ERROR", (await server.Operator.ReadAsync("admin/webhooks?deliveryStatus=LOST")).ErrorCode);

        var byNumber = await server.Operator.ReadAsync($"admin/webhooks/{row["id"]}/attempts");
        Assert.Equal(204, (int)Assert.Single(byNumber.Data().AsArray())!["responseStatus"]!);
    }

    [Theory]
    [InlineData("admin/webhooks/999999999/resend")]
    [InlineData("admin/webhooks/evt_nothing/resend")]
    public async Task What_is_not_there_is_not_found(string path) =>
        Assert.Equal("RESOURCE_NOT_FOUND", (await server.Operator.SendAsync(HttpMethod.Post, path, null)).ErrorCode);

    [Fact]
    public async Task Only_operators_may()
    {
        var shop = await server.RegisterAsync();

        Assert.Equal("UNAUTHORIZED", (await shop.Test.ReadAsync("admin/webhooks")).ErrorCode);
        Assert.Equal(
            "UNAUTHORIZED", (await shop.Test.PostAsync("admin/webhooks/resend", new JsonObject { ["applicationId"] = shop.Id })).ErrorCode);
    }

    private async Task<int> ResendAsync(JsonObject filter) =>
        (int)(await server.Operator.PostAsync("admin/webhooks/resend", filter)).Data()["resent"]!;
}
