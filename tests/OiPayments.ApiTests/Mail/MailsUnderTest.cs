using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Mail;

/// <summary>Applications whose invoices are mailed, and what became of the mails.</summary>
internal static class MailsUnderTest
{
    public const string Customer = "accounts@example.org";

    extension(TestServer server)
    {
        /// <summary>An application that mails invoices and receipts.</summary>
        public Task<TestApplication> RegisterMailingAsync(JsonObject? settings = null)
        {
            var all = settings ?? [];
            all.TryAdd("mailInvoices", true);
            all.TryAdd("receiptsEnabled", true);
            return server.RegisterAsync(settings: all);
        }

        /// <summary>Lets the workers look, a second at a time, until the mails of an invoice are as they should be.</summary>
        public Task<JsonArray> MailsBecomeAsync(
            TestApplication shop, JsonNode invoice, Func<JsonArray, bool> holds, TimeSpan? step = null) =>
            Eventually.BecomesAsync(
                async () =>
                {
                    server.Clock.Advance(step ?? TimeSpan.FromSeconds(1));
                    return await shop.MailsAsync(invoice);
                },
                holds);
    }

    extension(TestApplication shop)
    {
        public async Task<JsonArray> MailsAsync(JsonNode invoice) =>
            (await shop.Test.ReadAsync($"invoices/{invoice["id"]}/mails")).Data().AsArray();
    }
}
