using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Payments;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Payments;

/// <summary>What payments leave behind that applications cannot read.</summary>
internal static class Traces
{
    extension(TestServer server)
    {
        /// <summary>The types of the events an application was, or will be, told; oldest first.</summary>
        public Task<List<string>> EventsAsync(TestApplication application) => server.WithDbAsync(db =>
            db.Of<WebhookEvent>(new ApplicationId((uint)application.Id)).OrderBy(e => e.Id).Select(e => e.Type).ToListAsync());

        /// <summary>Every callback that named this transaction, oldest first.</summary>
        public Task<List<GatewayCallback>> CallbacksAsync(string transactionId) => server.WithDbAsync(db =>
            db.AcrossApplications<GatewayCallback>()
                .AsNoTracking()
                .Where(c => c.Reference == transactionId)
                .OrderBy(c => c.Id)
                .ToListAsync());

        /// <summary>What became of each of them.</summary>
        public async Task<string> OutcomesAsync(string transactionId) =>
            string.Join(", ", (await server.CallbacksAsync(transactionId)).Select(callback => callback.Outcome));

        /// <summary>Presses Pay, and answers our transaction id with the gateway's session.</summary>
        public async Task<(string TransactionId, string Session)> StartAttemptAsync(JsonNode payment)
        {
            var session = await server.StartPayingAsync((string)payment["reference"]!);
            using var client = new HttpClient();
            var view = JsonNode.Parse(await client.GetStringAsync(new Uri(server.SandboxUrl, $"/control/sessions/{session}")))!;
            return ((string)view["tran_id"]!, session);
        }

        /// <summary>Pays while the gateway's notice is lost; answers the form the browser would carry back.</summary>
        public Task<JsonNode> PayUnheardAsync(JsonNode payment, string outcome = "success") =>
            server.WithFaultsAsync(new() { ["ipn"] = "drop" }, () => server.PayAsync((string)payment["reference"]!, outcome));
    }
}
