using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.TestClocks;

/// <summary>A node in real time, as developers have it.</summary>
public sealed class RealTimeServer() : TestServer([], clock: TimeProvider.System)
{
    public static DateTimeOffset Real => TimeProvider.System.GetUtcNow();
}

/// <summary>Moving the time of one application's TEST records: what was to happen until then has happened, in its order.</summary>
public class AdvancingTheTestClockTests(RealTimeServer server) : IClassFixture<RealTimeServer>
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_payment_expires_for_this_application_alone_and_its_event_has_the_clocks_time()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (shop, neighbour) = (await server.RegisterAsync(receiver.Url), await server.RegisterAsync());
        var (payment, others) = (await shop.OpenPaymentAsync(), await neighbour.OpenPaymentAsync());
        var live = (await shop.Live.PostAsync("payments", new JsonObject { ["amountMinor"] = 100000, ["customerReference"] = "l" })).Data();

        var moved = await AdvanceAsync(shop, "PT2H");

        Assert.True((bool)moved["frozen"]!);
        Assert.Null(moved["advancingTo"]);
        Assert.Equal("EXPIRED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Equal("PENDING", (string?)(await neighbour.ReadPaymentAsync(others))["status"]);
        Assert.Equal("PENDING", (string?)(await shop.Live.ReadAsync($"payments/{live["id"]}")).Data()["status"]);

        // Delivered before the answer came; by a signature of the true time, which receivers check.
        Assert.Equal(1, receiver.Waiting);
        var told = await receiver.NextAsync();
        Assert.Equal(
            (string?)payment["expiresAt"], (string?)JsonNode.Parse(told.Body)!["createdAt"]);
        var signedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(told.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        Assert.InRange(RealTimeServer.Real - signedAt, TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(5));

        // What is made now begins where the clock stands, and waits for it.
        var next = await shop.OpenPaymentAsync();
        Assert.Equal((string?)moved["now"], (string?)next["createdAt"]);
        Assert.InRange((DateTimeOffset)next["createdAt"]! - (DateTimeOffset)payment["createdAt"]!, 2 * Hour, 2.1 * Hour);
    }

    [Fact]
    public async Task Webhooks_are_tried_again_until_they_are_parked()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        var shop = await server.RegisterAsync(receiver.Url);
        await AdvanceAsync(shop, "PT1S");
        var sent = (await shop.Test.PostAsync("webhooks/test", new JsonObject())).Data();

        // By a clock that stands still it is tried once, and not again.
        await Eventually.BecomesAsync(() => Task.FromResult(receiver.Waiting), waiting => waiting == 1);
        await AdvanceAsync(shop, "PT4S");
        Assert.Equal(1, receiver.Waiting);
        await AdvanceAsync(shop, "PT10S");
        Assert.Equal(2, receiver.Waiting);

        await AdvanceAsync(shop, "P7D");

        Assert.Equal(10, receiver.Waiting);
        var parked = (await shop.Test.ReadAsync($"events/{sent["id"]}")).Data();
        Assert.Equal("PARKED", (string?)parked["deliveryStatus"]);

        var tries = new List<Delivery>();
        while (receiver.Waiting > 0) tries.Add(await receiver.NextAsync());
        Assert.Single(tries.Select(attempt => attempt.Body).Distinct());
    }

    [Fact]
    public async Task Money_that_was_lost_on_its_way_is_found_and_a_refund_arrives()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.WithFaultsAsync(
            new() { ["ipn"] = "drop" }, async () => await server.PayAsync((string)payment["reference"]!));

        await AdvanceAsync(shop, "PT10M");

        var paid = await shop.ReadPaymentAsync(payment);
        Assert.Equal("SUCCEEDED", (string?)paid["status"]);

        var refund = (await shop.RefundAsync(paid, 25050)).Data();
        await AdvanceAsync(shop, "PT1H");
        var done = (await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data();
        Assert.Equal("SUCCEEDED", (string?)done["status"]);
        await server.HoldsAsync();
    }

    [Fact]
    public async Task A_checkout_that_nobody_finished_has_expired_at_the_sandbox_too()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.StartPayingAsync((string)payment["reference"]!);

        await AdvanceAsync(shop, "P3D");

        var ended = await shop.ReadPaymentAsync(payment);
        Assert.Equal("EXPIRED", (string?)ended["status"]);
    }

    [Fact]
    public async Task Invoices_become_overdue_once_and_in_the_order_of_their_days()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var today = DateOnly.FromDateTime(RealTimeServer.Real.UtcDateTime);
        var later = await shop.InvoiceAsync(new() { ["dueDate"] = Day(today.AddDays(20)) });
        var sooner = await shop.InvoiceAsync(new() { ["dueDate"] = Day(today.AddDays(10)) });

        await AdvanceAsync(shop, "P1M");

        var told = new List<(string Type, string Subject, DateTimeOffset At)>();
        while (receiver.Waiting > 0)
        {
            var body = JsonNode.Parse((await receiver.NextAsync()).Body)!;
            told.Add(((string)body["type"]!, (string)body["data"]!["reference"]!, (DateTimeOffset)body["createdAt"]!));
        }

        Assert.Equal(
            [(string)sooner["reference"]!, (string)later["reference"]!],
            told.Where(one => one.Type == "invoice.overdue").Select(one => one.Subject));

        // At the midnight of the application, which is Dhaka's.
        var midnight = new DateTimeOffset(today.AddDays(11).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(6));
        Assert.Equal(midnight.ToUniversalTime(), told.First(one => one.Type == "invoice.overdue").At);
        await AdvanceAsync(shop, "P1M");
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task A_rotated_key_ends_with_its_grace_and_does_not_come_back_with_a_reset()
    {
        var shop = await server.RegisterAsync();
        await AdvanceAsync(shop, "P30D");
        var rotated = (await server.Operator.PostAsync(
            $"admin/apps/{shop.Id}/credentials/rotate", new JsonObject { ["mode"] = "TEST" })).Data();
        using var renewed = server.ClientWith((string)rotated["apiKey"]!, (string)rotated["apiSecret"]!);
        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);

        await AdvanceAsync(shop, "PT25H");

        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.Test.ReadAsync("app/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await shop.Live.ReadAsync("app/me")).Status);
        Assert.False((bool)(await renewed.SendAsync(HttpMethod.Delete, "test-clock", null)).Data()["frozen"]!);
        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.Test.ReadAsync("app/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await renewed.ReadAsync("app/me")).Status);
    }

    [Fact]
    public async Task A_rotated_signing_secret_signs_through_its_grace_by_the_clock_of_each_mode()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        await AdvanceAsync(shop, "P30D");
        (await server.Operator.PostAsync($"admin/apps/{shop.Id}/signing-secret/rotate", new JsonObject())).Data();

        Assert.Equal(2, await SignaturesAsync(shop.Test));
        await AdvanceAsync(shop, "PT25H");
        Assert.Equal(1, await SignaturesAsync(shop.Test));
        Assert.Equal(2, await SignaturesAsync(shop.Live));

        async Task<int> SignaturesAsync(HttpClient client)
        {
            (await client.PostAsync("webhooks/test", new JsonObject())).Data();
            return (await receiver.NextAsync()).Headers["webhook-signature"].Split(' ').Length;
        }
    }

    [Fact]
    public async Task A_year_with_payments_invoices_and_a_failing_receiver_takes_seconds()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        var shop = await server.RegisterAsync(receiver.Url);
        var today = DateOnly.FromDateTime(RealTimeServer.Real.UtcDateTime);
        for (var month = 1; month <= 12; month++) await shop.InvoiceAsync(new() { ["dueDate"] = Day(today.AddDays(29 * month)) });
        for (var payment = 0; payment < 5; payment++) await server.StartPayingAsync((string)(await shop.OpenPaymentAsync())["reference"]!);

        var took = Stopwatch.StartNew();
        await AdvanceAsync(shop, "P1Y");

        // For people; that it ends at all, with everything done, is the test.
        TestContext.Current.TestOutputHelper?.WriteLine($"A year took {took.Elapsed.TotalSeconds:0.0} s.");
        var events = (await shop.Test.ReadAsync("events?size=200")).Json["data"]!.AsArray();
        Assert.Equal(12, events.Count(e => (string?)e!["type"] == "invoice.overdue"));
        Assert.Equal(5, events.Count(e => (string?)e!["type"] == "payment.expired"));
        Assert.All(events, e => Assert.Equal("PARKED", (string?)e!["deliveryStatus"]));
        await server.HoldsAsync();
    }

    [Theory]
    [InlineData("{}", "to")]
    [InlineData("""{ "to": "2030-01-01T00:00:00Z", "by": "PT1H" }""", "to")]
    [InlineData("""{ "to": "2020-01-01T00:00:00Z" }""", "to")]
    [InlineData("""{ "to": "2999-01-01T00:00:00Z" }""", "to")]
    [InlineData("""{ "to": "tomorrow" }""", "to")]
    [InlineData("""{ "to": "2027-01-01" }""", "to")]
    [InlineData("""{ "by": "1h" }""", "by")]
    [InlineData("""{ "by": "P" }""", "by")]
    [InlineData("""{ "by": "PT" }""", "by")]
    [InlineData("""{ "by": "-PT1H" }""", "by")]
    [InlineData("""{ "by": "P100Y" }""", "by")]
    [InlineData("""{ "by": "P999999999Y" }""", "by")]
    [InlineData("""{ "by": 3600 }""", "by")]
    public async Task What_is_no_time_to_go_to_is_refused_and_nothing_moves(string body, string field)
    {
        var shop = await server.RegisterAsync();

        var refused = await shop.Test.SendAsync(HttpMethod.Post, "test-clock/advance", body);

        Assert.Equal("VALIDATION_ERROR", refused.ErrorCode);
        Assert.NotNull(refused.Json["data"]![field]);
        Assert.False((bool)(await shop.Test.ReadAsync("test-clock")).Data()["frozen"]!);
    }

    [Fact]
    public async Task It_moves_forward_only_and_a_repeated_wish_is_granted_once()
    {
        var shop = await server.RegisterAsync();
        var to = IsoTime.Instant(RealTimeServer.Real.AddDays(10));
        Assert.Equal(to, (string?)(await AdvanceToAsync(shop, to)).Data()["now"]);
        Assert.Equal(to, (string?)(await AdvanceToAsync(shop, to)).Data()["now"]);

        var back = await AdvanceToAsync(shop, IsoTime.Instant(RealTimeServer.Real.AddDays(9)));
        Assert.Equal("VALIDATION_ERROR", back.ErrorCode);
        Assert.Contains("forward only", back.Text, StringComparison.Ordinal);
        Assert.Equal(to, (string?)(await shop.Test.ReadAsync("test-clock")).Data()["now"]);

        var reset = (await shop.Test.SendAsync(HttpMethod.Delete, "test-clock", null)).Data();
        Assert.False((bool)reset["frozen"]!);
        Assert.InRange((DateTimeOffset)(await shop.OpenPaymentAsync())["createdAt"]! - RealTimeServer.Real, -Hour, Hour);
        Assert.False((bool)(await shop.Test.SendAsync(HttpMethod.Delete, "test-clock", null)).Data()["frozen"]!);
    }

    [Fact]
    public async Task A_LIVE_key_has_no_test_clock_and_one_that_only_reads_moves_none()
    {
        var shop = await server.RegisterAsync();
        var body = new JsonObject { ["by"] = "PT1H" };

        Assert.Equal("FORBIDDEN", (await shop.Live.PostAsync("test-clock/advance", body)).ErrorCode);
        Assert.Equal("FORBIDDEN", (await shop.Live.ReadAsync("test-clock")).ErrorCode);
        Assert.Equal("FORBIDDEN", (await shop.Live.SendAsync(HttpMethod.Delete, "test-clock", null)).ErrorCode);
        Assert.False((bool)(await shop.Test.ReadAsync("test-clock")).Data()["frozen"]!);
    }

    [Fact]
    public async Task Ten_wishes_at_once_move_it_once()
    {
        var shop = await server.RegisterAsync();
        await shop.OpenPaymentAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.Test.PostAsync(
            "test-clock/advance", new JsonObject { ["by"] = "P1D" })));

        // Whoever came while it moved was told so; whoever came afterwards moved it further, by whole days.
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK || answer.ErrorCode == "INVALID_OPERATION_STATE"));
        var shown = (DateTimeOffset)(await shop.Test.ReadAsync("test-clock")).Data()["now"]!;
        var days = answers.Count(answer => answer.Status is HttpStatusCode.OK);
        Assert.InRange(days, 1, 10);
        Assert.InRange(shown - RealTimeServer.Real, TimeSpan.FromDays(days) - Hour, TimeSpan.FromDays(days));
    }

    [Fact]
    public async Task Operators_move_it_too_and_the_audit_log_says_who()
    {
        var shop = await server.RegisterAsync();
        var route = $"admin/apps/{shop.Id}/test-clock";

        var moved = (await server.Operator.PostAsync($"{route}/advance", new JsonObject { ["by"] = "P1D" })).Data();
        Assert.Equal((string?)moved["now"], (string?)(await shop.Test.ReadAsync("test-clock")).Data()["now"]);
        Assert.False((bool)(await server.Operator.SendAsync(HttpMethod.Delete, route, null)).Data()["frozen"]!);

        var log = (await server.Operator.ReadAsync($"admin/audit-logs?applicationId={shop.Id}")).Json["data"]!.AsArray();
        Assert.Equal(["test-clock.reset", "test-clock.advance"], log.Select(line => (string?)line!["action"]).Take(2));
        Assert.Equal("RESOURCE_NOT_FOUND", (await server.Operator.ReadAsync("admin/apps/999999/test-clock")).ErrorCode);
    }

    /// <summary>On a busy machine it may take longer than one request does: then it goes on by itself.</summary>
    internal static async Task<JsonNode> AdvanceAsync(TestApplication shop, string by)
    {
        var answer = await shop.Test.PostAsync("test-clock/advance", new JsonObject { ["by"] = by });
        while (answer.Status == HttpStatusCode.ServiceUnavailable
            && (string?)(await shop.Test.ReadAsync("test-clock")).Data()["advancingTo"] is { } to)
            answer = await AdvanceToAsync(shop, to);
        return answer.Status == HttpStatusCode.ServiceUnavailable
            ? (await shop.Test.ReadAsync("test-clock")).Data()
            : answer.Data();
    }

    private static Task<Answer> AdvanceToAsync(TestApplication shop, string to) =>
        shop.Test.PostAsync("test-clock/advance", new JsonObject { ["to"] = to });

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
