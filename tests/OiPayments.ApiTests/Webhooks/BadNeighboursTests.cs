using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Persistence;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Webhooks;

/// <summary>What a slow or dead receiver may cost: itself, and nobody else.</summary>
public class BadNeighboursTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Many = 3 * ReceiverLane.MaxUnderWay;

    [Fact]
    public async Task A_receiver_gets_so_many_at_once_and_a_place_that_frees_is_filled_though_others_hang()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (hang, hangForNow) = (new TaskCompletionSource(), new TaskCompletionSource());
        var arrived = 0;
        var (now, most) = (0, 0);
        receiver.Answer = async context =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));

            // All of the first ones hang, one of them not for long: everything else has to go through its place.
            var number = Interlocked.Increment(ref arrived);
            if (number <= ReceiverLane.MaxUnderWay) await (number == ReceiverLane.MaxUnderWay ? hangForNow : hang).Task;
            Interlocked.Decrement(ref now);
            context.Response.StatusCode = 204;
        };

        // All of them are due before there is anywhere to send them.
        var shop = await server.RegisterAsync();
        for (var i = 0; i < Many; i++) await shop.PingAsync();
        await Eventually.BecomesAsync(() => CountAsync(shop, "PENDING"), count => count == Many);
        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["webhookUrl"] = receiver.Url.ToString() }))
            .Data();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.BecomesAsync(() => Task.FromResult(Volatile.Read(ref arrived)), count => count >= ReceiverLane.MaxUnderWay);
        await server.DispatchTwiceAsync();
        Assert.Equal(ReceiverLane.MaxUnderWay, Volatile.Read(ref arrived));

        hangForNow.SetResult();
        await DeliveredAsync(shop, Many - ReceiverLane.MaxUnderWay + 1);
        Assert.Equal(Many, arrived);
        hang.SetResult();

        await DeliveredAsync(shop, Many);
        Assert.Equal(ReceiverLane.MaxUnderWay, most);
    }

    [Fact]
    public async Task A_dead_receiver_is_left_alone_after_five_failures_and_no_event_loses_a_try()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = Answers.Status(HttpStatusCode.InternalServerError);
        var shop = await server.RegisterAsync(receiver.Url);
        for (var i = 0; i < Many; i++) await shop.PingAsync();

        // Those that were under way when the fifth failed end as well.
        var tried = await Eventually.BecomesAsync(() => CountAsync(shop, "RETRYING"), count => count >= ReceiverLane.FailuresThatOpen);
        server.Clock.Advance(TimeSpan.FromSeconds(4));
        tried = await SettledAsync(shop);
        Assert.InRange(tried, ReceiverLane.FailuresThatOpen, ReceiverLane.FailuresThatOpen + ReceiverLane.MaxUnderWay);
        Assert.Equal(Many - tried, await CountAsync(shop, "PENDING"));

        // One probe, no more; it fails, and the pause is longer.
        server.Clock.Advance(ReceiverLane.FirstPause);
        await Eventually.BecomesAsync(() => Task.FromResult(receiver.Waiting), count => count == tried + 1);
        await server.DispatchTwiceAsync(every: ReceiverLane.FirstPause * 0.75);
        Assert.Equal(tried + 1, receiver.Waiting);

        // It answers again: the next probe says so, and all that waited goes out.
        receiver.Answer = Answers.Status(HttpStatusCode.NoContent);
        server.Clock.Advance(ReceiverLane.FirstPause * 2);
        await Eventually.BecomesAsync(() => CountAsync(shop, "PENDING"), count => count == 0);
        server.WaitUntil(server.Clock.GetUtcNow().AddMinutes(6));
        await DeliveredAsync(shop, Many);
    }

    [Fact]
    public async Task Neighbours_that_hang_or_fail_with_thousands_due_keep_nothing_from_the_healthy()
    {
        await using var hanging = await WebhookReceiver.StartAsync();
        await using var failing = await WebhookReceiver.StartAsync();
        await using var healthy = await WebhookReceiver.StartAsync();
        hanging.Answer = Answers.NeverAsync;
        failing.Answer = Answers.Status(HttpStatusCode.InternalServerError);
        var (slow, dead, quick) = (
            await server.RegisterAsync(hanging.Url), await server.RegisterAsync(failing.Url), await server.RegisterAsync(healthy.Url));
        await server.RaiseManyAsync(slow, 2000);
        await server.RaiseManyAsync(dead, 2000);
        await hanging.NextAsync();
        await failing.NextAsync();

        // The clock stands still, so nothing here can wait for a time-out, a retry or the next look: it is delivered at once or not at all.
        for (var i = 0; i < 20; i++)
        {
            var raised = await quick.PingAsync();
            Assert.Equal((string?)raised["id"], (await healthy.NextAsync()).Id);
        }

        await DeliveredAsync(quick, 20);
        Assert.InRange(hanging.Waiting + 1, 1, ReceiverLane.MaxUnderWay);
        Assert.InRange(failing.Waiting + 1, 1, ReceiverLane.FailuresThatOpen + ReceiverLane.MaxUnderWay);
    }

    [Fact]
    public async Task A_new_address_is_not_made_to_wait_for_the_old_one_s_failures()
    {
        await using var dead = await WebhookReceiver.StartAsync();
        await using var alive = await WebhookReceiver.StartAsync();
        dead.Answer = Answers.Status(HttpStatusCode.InternalServerError);
        var shop = await server.RegisterAsync(dead.Url);
        for (var i = 0; i < Many; i++) await shop.PingAsync();
        await Eventually.BecomesAsync(() => CountAsync(shop, "RETRYING"), count => count >= ReceiverLane.FailuresThatOpen);

        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["webhookUrl"] = alive.Url.ToString() }))
            .Data();
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        await alive.NextAsync();
    }

    [Fact]
    public async Task An_application_whose_events_cannot_be_claimed_now_keeps_nothing_from_another()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "On SQLite whoever writes locks everybody out.");
        await using var late = await WebhookReceiver.StartAsync();
        await using var prompt = await WebhookReceiver.StartAsync();
        var (locked, free) = (await server.RegisterAsync(), await server.RegisterAsync(prompt.Url));
        var first = await locked.PingAsync();
        await locked.EventBecomesAsync(first, it => it["sequence"] is not null);
        await using var services = server.Services.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Of<WebhookDelivery>(locked.TestScope).ExecuteUpdateAsync(set => set.SetProperty(d => d.Attempts, 0));
        (await server.Operator.PatchAsync($"admin/apps/{locked.Id}/settings", new JsonObject { ["webhookUrl"] = late.Url.ToString() }))
            .Data();

        var second = await locked.PingAsync();
        await server.WaitForWaitersAsync(1);
        for (var i = 0; i < 3; i++) Assert.Equal((string?)(await free.PingAsync())["id"], (await prompt.NextAsync()).Id);
        Assert.Equal(0, late.Waiting);

        await transaction.CommitAsync();
        // Both are sent at once: which arrives first is nobody's promise.
        Assert.Equal(
            new[] { (string)first["id"]!, (string)second["id"]! }.Order(StringComparer.Ordinal),
            new[] { (await late.NextAsync()).Id, (await late.NextAsync()).Id }.Order(StringComparer.Ordinal));
    }

    private static async Task<int> CountAsync(TestApplication shop, string status) =>
        (int)(await shop.Test.ReadAsync($"events?deliveryStatus={status}&size=1")).Json["pagination"]!["totalElements"]!;

    private static Task<int> DeliveredAsync(TestApplication shop, int expected) =>
        Eventually.BecomesAsync(() => CountAsync(shop, "DELIVERED"), count => count == expected);

    /// <summary>How many were tried, once two looks see the same and none is under way.</summary>
    private async Task<int> SettledAsync(TestApplication shop)
    {
        var before = -1;
        var settled = await Eventually.BecomesAsync(
            async () =>
            {
                await Task.Delay(200);
                var isUnderWay = await server.WithDbAsync(
                    db => db.Of<WebhookDelivery>(new ApplicationId((uint)shop.Id)).AnyAsync(delivery => delivery.LeasedUntil != null));
                return (Count: await CountAsync(shop, "RETRYING"), IsUnderWay: isUnderWay);
            },
            seen => seen.Count == Interlocked.Exchange(ref before, seen.Count) && !seen.IsUnderWay);
        return settled.Count;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
