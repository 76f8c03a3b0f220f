using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>The second store that the sandbox knows, in the hands of one application.</summary>
internal static class OwnStore
{
    public const string Id = "test_testemi";
    public const string Password = "test_testemi@ssl";

    extension(TestServer server)
    {
        /// <summary>Has the application's payments collected in that store.</summary>
        public Task<Answer> SetOverrideAsync(TestApplication application, string mode = "TEST", string store = Id, string password = Password) =>
            server.Operator.SendAsync(HttpMethod.Put, $"admin/apps/{application.Id}/gateway-override", new JsonObject
            {
                ["mode"] = mode,
                ["gateway"] = "SSLCOMMERZ",
                ["configuration"] = new JsonObject { ["storeId"] = store, ["storePassword"] = password },
            }.ToJsonString());

        public Task<Answer> RemoveOverrideAsync(TestApplication application, string mode = "TEST") =>
            server.Operator.SendAsync(HttpMethod.Delete, $"admin/apps/{application.Id}/gateway-override/{mode}", null);

        /// <summary>The store in which a session at the gateway was opened.</summary>
        public async Task<string> StoreOfAsync(string session)
        {
            using var client = new HttpClient();
            return (string)JsonNode.Parse(await client.GetStringAsync(new Uri(server.SandboxUrl, $"/control/sessions/{session}")))!["store_id"]!;
        }
    }
}
