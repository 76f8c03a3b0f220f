using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
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

        /// <summary>Moves the clock to the first look after this moment, without living through every second until then.</summary>
        public void WaitUntil(DateTimeOffset due)
        {
            server.Clock.AdjustTime(due);
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    extension(Delivery delivery)
    {
        public string Id => delivery.Headers["webhook-id"];

        public DateTimeOffset Timestamp =>
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(delivery.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
    }
}
