using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Ledger;

/// <summary>Journals that operators ask for and decide about, over the API.</summary>
internal static class ManualJournalsUnderTest
{
    /// <summary>The day that every test begins on, in Dhaka.</summary>
    public const string Today = "2026-01-15";

    /// <summary>What a test asks for: 500.00 from the gateway to the bank, and 1.50 of fees.</summary>
    public static JsonObject Body(TestApplication shop, JsonObject? changes = null)
    {
        var body = new JsonObject
        {
            ["applicationId"] = shop.Id,
            ["mode"] = "TEST",
            ["currency"] = "BDT",
            ["reason"] = "The bank's letter of the 14th",
            ["transfers"] = new JsonArray(Transfer("BANK", "GATEWAY_CLEARING", 50000), Transfer("GATEWAY_FEES", "GATEWAY_CLEARING", 150)),
        };
        foreach (var (name, value) in changes ?? []) body[name] = value?.DeepClone();
        return body;
    }

    public static JsonObject Transfer(string debit, string credit, long amountMinor) =>
        new() { ["debit"] = debit, ["credit"] = credit, ["amountMinor"] = amountMinor };

    extension(TestServer server)
    {
        public Task<Answer> AskForJournalAsync(TestApplication shop, JsonObject? changes = null) =>
            server.Operator.PostAsync("admin/ledger/journals", Body(shop, changes));

        public Task<Answer> AskToUndoAsync(TestApplication shop, JsonNode journal) => server.Operator.PostAsync(
            "admin/ledger/journals",
            new JsonObject
            {
                ["applicationId"] = shop.Id,
                ["mode"] = "TEST",
                ["reason"] = "Booked by mistake",
                ["reverses"] = (long)journal["id"]!
            });

        public async Task<JsonNode> ReadJournalAsync(JsonNode journal) =>
            (await server.Operator.ReadAsync($"admin/ledger/journals/{journal["id"]}/request")).Data();
    }

    extension(HttpClient operatorClient)
    {
        public Task<Answer> ApproveJournalAsync(JsonNode journal) =>
            operatorClient.PostAsync($"admin/ledger/journals/{journal["id"]}/approve", new JsonObject());

        public Task<Answer> RejectJournalAsync(JsonNode journal) =>
            operatorClient.PostAsync($"admin/ledger/journals/{journal["id"]}/reject", new JsonObject { ["reason"] = "Not ours" });
    }
}
