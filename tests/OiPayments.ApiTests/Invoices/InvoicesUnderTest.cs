using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Invoices;

/// <summary>Making invoices.</summary>
internal static class InvoicesUnderTest
{
    /// <summary>The body of an invoice over 1,000.00 BDT.</summary>
    public static JsonObject Body(JsonObject? fields = null)
    {
        var body = new JsonObject
        {
            ["customerReference"] = "customer-17",
            ["lineItems"] = new JsonArray(new JsonObject { ["description"] = "Design", ["qty"] = 2, ["unitAmountMinor"] = 50_000 }),
        };
        foreach (var (name, value) in fields ?? []) body[name] = value?.DeepClone();
        return body;
    }

    extension(TestApplication application)
    {
        public async Task<JsonNode> InvoiceAsync(JsonObject? fields = null) =>
            (await application.Test.PostAsync("invoices", Body(fields))).Data();

        public Task<JsonNode> DraftAsync(JsonObject? fields = null)
        {
            var draft = fields ?? [];
            draft["issue"] = false;
            return application.InvoiceAsync(draft);
        }

        public async Task<JsonNode> ReadInvoiceAsync(JsonNode invoice) =>
            (await application.Test.ReadAsync($"invoices/{invoice["id"]}")).Data();
    }

    extension(TestServer server)
    {
        /// <summary>Every invariant holds on the real data.</summary>
        public async Task HoldsAsync()
        {
            var verified = (await server.Operator.ReadAsync("admin/verify")).Data();
            Assert.True((bool)verified["holds"]!, verified.ToJsonString());
        }
    }
}
