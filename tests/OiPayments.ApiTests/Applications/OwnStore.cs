using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
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
        public Task<Answer> SetOverrideAsync(
            TestApplication application, string mode = "TEST", string store = Id, string password = Password, HttpClient? by = null) =>
            (by ?? server.Operator).SendAsync(HttpMethod.Put, $"admin/apps/{application.Id}/gateway-override", new JsonObject
            {
                ["mode"] = mode,
                ["gateway"] = "SSLCOMMERZ",
                ["configuration"] = new JsonObject { ["storeId"] = store, ["storePassword"] = password },
            }.ToJsonString());

        /// <summary>As if its LIVE payments had been given a store of its own: the gateway itself cannot be asked here.</summary>
        public Task<int> GiveItAStoreAsync(TestApplication application) => server.WithDbAsync(async db =>
        {
            db.Add(new GatewayOverride
            {
                ApplicationId = new((uint)application.Id),
                Id = await server.Services.GetRequiredService<IIdSource>().NextAsync<GatewayOverride>(CancellationToken.None),
                Mode = Mode.Live,
                Gateway = "SSLCOMMERZ",
                StoreId = "shoplive",
                StorePassword = "",
                CreatedBy = "operator:1",
                CreatedAt = server.Clock.GetUtcNow(),
            });
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });

        public Task<Answer> RemoveOverrideAsync(TestApplication application, string mode = "TEST") =>
            server.Operator.SendAsync(HttpMethod.Delete, $"admin/apps/{application.Id}/gateway-override/{mode}", null);

        /// <summary>The store in which a session at the gateway was opened.</summary>
        public async Task<string> StoreOfAsync(string session)
        {
            using var client = new HttpClient();
            return (string)JsonNode.Parse(
                await client.GetStringAsync(new Uri(server.SandboxUrl, $"/control/sessions/{session}")))!["store_id"]!;
        }
    }
}
