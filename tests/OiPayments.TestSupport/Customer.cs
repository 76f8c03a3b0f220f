using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Payments;

namespace OiPayments.TestSupport;

/// <summary>What a customer does, in as many steps as a browser takes.</summary>
public static class Customer
{
    extension(TestServer server)
    {
        /// <summary>Presses Pay, and answers the session that is open at the gateway now.</summary>
        public async Task<string> StartPayingAsync(string reference)
        {
            using var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{reference}/pay"), null);
            Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
            var page = pressed.Headers.Location?.ToString() ?? "";
            Assert.Contains("/EasyCheckOut/testcde", page, StringComparison.Ordinal);
            return page[(page.IndexOf("testcde", StringComparison.Ordinal) + "testcde".Length)..];
        }

        /// <summary>
        /// Ends a session at the gateway as its page's buttons would. The gateway's notice has been answered when this returns.
        /// </summary>
        public async Task<JsonNode> EndSessionAsync(string sessionKey, string outcome, string? channel = null, string? error = null)
        {
            using var client = new HttpClient();
            using var answer = await client.PostAsJsonAsync(
                new Uri(server.SandboxUrl, $"/control/sessions/{sessionKey}/outcome"), new { outcome, channel, error });
            var json = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, json);
            return JsonNode.Parse(json)!;
        }

        /// <summary>
        /// Sends the browser back from the gateway, as <see cref="EndSessionAsync"/> said; answers where it is sent on to.
        /// </summary>
        public async Task<Uri?> ReturnAsync(JsonNode ended)
        {
            var fields = ended["redirect"]!["fields"]!.AsObject()
                .Select(field => KeyValuePair.Create(field.Key, (string?)field.Value ?? ""));
            using var form = new FormUrlEncodedContent(fields);
            using var back = await server.Browser.PostAsync(new Uri((string)ended["redirect"]!["url"]!), form);
            Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
            return back.Headers.Location;
        }

        /// <summary>Makes the sandbox misbehave while something is done; see docs/sandbox.md for what it can do wrong.</summary>
        public async Task<T> WithFaultsAsync<T>(JsonObject faults, Func<Task<T>> act)
        {
            using var client = new HttpClient();
            using var set = await client.PostAsJsonAsync(new Uri(server.SandboxUrl, "/control/faults"), faults);
            Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
            try
            {
                return await act();
            }
            finally
            {
                using var cleared = await client.DeleteAsync(new Uri(server.SandboxUrl, "/control/faults"));
            }
        }

        /// <summary>What became of every callback about this application's payments, oldest first.</summary>
        internal Task<List<CallbackOutcome>> CallbackOutcomesAsync(TestApplication application) => server.WithDbAsync(db =>
            db.Of<GatewayCallback>(new ApplicationId((uint)application.Id))
                .OrderBy(callback => callback.Id)
                .Select(callback => callback.Outcome)
                .ToListAsync());

        /// <summary>From Pay to the gateway's notice.</summary>
        public async Task<JsonNode> PayAsync(string reference, string outcome = "success") =>
            await server.EndSessionAsync(await server.StartPayingAsync(reference), outcome);
    }

    extension(TestApplication application)
    {
        /// <summary>Opens a TEST payment of 1,250.50 BDT, or as the fields say.</summary>
        public async Task<JsonNode> OpenPaymentAsync(JsonObject? fields = null)
        {
            var body = fields ?? [];
            body.TryAdd("amountMinor", 125050);
            body.TryAdd("customerReference", "customer-1");
            return (await application.Test.PostAsync("payments", body)).Data();
        }

        public async Task<JsonNode> ReadPaymentAsync(JsonNode payment) =>
            (await application.Test.ReadAsync($"payments/{payment["id"]}")).Data();
    }
}
