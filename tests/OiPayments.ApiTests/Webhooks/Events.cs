using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Persistence;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Webhooks;

/// <summary>Making an event happen, and seeing how far its delivery has come.</summary>
internal static class Events
{
    extension(TestServer server)
    {
        /// <summary>Something that is told to the application: a new payment of its customer was paid.</summary>
        public async Task<JsonNode> PayOneAsync(TestApplication application, JsonObject? fields = null)
        {
            var payment = await application.OpenPaymentAsync(fields);
            await server.PayAsync((string)payment["reference"]!);
            return payment;
        }

        /// <summary>The delivery of the application's only event.</summary>
        public Task<WebhookDelivery> DeliveryOfAsync(TestApplication application) => server.WithDbAsync(db =>
            db.Of<WebhookDelivery>(new ApplicationId((uint)application.Id)).AsNoTracking().SingleAsync());

        /// <summary>The same, once its receiver was tried so often and the outcome is written.</summary>
        public Task<WebhookDelivery> AfterAttemptAsync(TestApplication application, int attempts) => Eventually.BecomesAsync(
            () => server.DeliveryOfAsync(application), delivery => delivery.Attempts == attempts);

        /// <summary>Many events at once, in one transaction of each hundred.</summary>
        public async Task RaiseManyAsync(TestApplication application, int count)
        {
            for (var done = 0; done < count; done += 100)
            {
                await using var services = server.Services.CreateAsyncScope();
                var outbox = services.ServiceProvider.GetRequiredService<Outbox>();
                for (var i = 0; i < 100; i++)
                {
                    await outbox.RaiseAsync(
                        new(new((uint)application.Id), Mode.Test), EventTypes.Ping, "application:0", new SendPing.Ping("one of many"),
                        WebhooksJson.Default.Ping, CancellationToken.None);
                }

                await services.ServiceProvider.GetRequiredService<OiPaymentsDb>().SaveAsync(CancellationToken.None);
            }
        }

        /// <summary>Events of which the dispatcher is not told: it finds them when it next polls.</summary>
        public Task RaiseQuietlyAsync(int count, params TestApplication[] applications) => server.WithServicesAsync(async services =>
        {
            var outbox = services.GetRequiredService<Outbox>();
            foreach (var application in applications)
            {
                for (var i = 0; i < count; i++)
                {
                    await outbox.RaiseAsync(
                        application.TestScope, EventTypes.Ping, "application:0", new SendPing.Ping("quietly"), WebhooksJson.Default.Ping,
                        CancellationToken.None);
                }
            }

            return await services.GetRequiredService<OiPaymentsDb>().SaveChangesAsync();
        });

        /// <summary>
        /// Until the dispatcher has looked twice more for all that is due, and has delivered what it found for somebody else: whatever it
        /// would send beside that has had its chance.
        /// </summary>
        /// <param name="every">How far the clock moves before each look.</param>
        public async Task DispatchTwiceAsync(TimeSpan? every = null)
        {
            await using var receiver = await WebhookReceiver.StartAsync();
            var neighbour = await server.RegisterAsync(receiver.Url);
            for (var look = 0; look < 2; look++)
            {
                await server.RaiseQuietlyAsync(1, neighbour);
                server.Clock.Advance(every ?? TimeSpan.FromSeconds(1));
                await receiver.NextAsync();
            }
        }

        /// <summary>Until so many statements wait for a lock that another transaction holds. PostgreSQL only.</summary>
        public Task WaitForWaitersAsync(int count) => Eventually.BecomesAsync(
            () => server.WithDbAsync(db => db.Database
                .SqlQuery<int>(
                    $"""
                    SELECT count(*)::int AS "Value" FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event_type = 'Lock'
                    """)
                .SingleAsync()),
            waiting => waiting >= count);

        /// <summary>Moves the clock to the first look after this moment, without living through every second until then.</summary>
        public void WaitUntil(DateTimeOffset due)
        {
            server.Clock.AdjustTime(due);
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    extension(TestApplication application)
    {
        /// <summary>Asks for a test event; answers it as it was raised.</summary>
        public async Task<JsonNode> PingAsync() => (await application.Test.SendAsync(HttpMethod.Post, "webhooks/test", null)).Data();

        public async Task<JsonNode> ReadEventAsync(JsonNode raised) => (await application.Test.ReadAsync($"events/{raised["id"]}")).Data();

        /// <summary>The event, once this holds for it.</summary>
        public Task<JsonNode> EventBecomesAsync(JsonNode raised, Func<JsonNode, bool> holds) =>
            Eventually.BecomesAsync(() => application.ReadEventAsync(raised), holds);

        public Task<JsonNode> DeliveredAsync(JsonNode raised) =>
            application.EventBecomesAsync(raised, it => (string?)it["deliveryStatus"] == "DELIVERED");
    }

    extension(Delivery delivery)
    {
        public long Sequence => long.Parse(delivery.Headers["X-Webhook-Sequence"], CultureInfo.InvariantCulture);

        public string Id => delivery.Headers["webhook-id"];

        public DateTimeOffset Timestamp =>
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(delivery.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
    }
}
