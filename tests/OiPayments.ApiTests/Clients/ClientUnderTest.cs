using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Clients;

using OiPayments.Client;

/// <summary>The client as a program of somebody else's has it: from its own services, set up by its own configuration.</summary>
internal sealed class ClientUnderTest : IDisposable
{
    private readonly ServiceProvider services;

    private ClientUnderTest(ServiceProvider services) => this.services = services;

    public OiPaymentsClient Client => services.GetRequiredService<OiPaymentsClient>();

    /// <param name="server">The service.</param>
    /// <param name="shop">Whose credentials it uses.</param>
    /// <param name="handler">What stands between each try and the network; nothing when left out.</param>
    /// <param name="settings">More of its settings.</param>
    public static ClientUnderTest Of(
        TestServer server, TestApplication shop, DelegatingHandler? handler = null, params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        var client = services.AddOiPayments(Configuration(server, shop, settings));
        if (handler is not null) client.AddHttpMessageHandler(() => handler);
        return new(services.BuildServiceProvider());
    }

    public static IConfiguration Configuration(TestServer server, TestApplication shop, params (string Name, string Value)[] settings)
    {
        var credentials = shop.Registered["credentials"]!;
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OiPayments:BaseAddress"] = server.ApiUrl.ToString().TrimEnd('/'),
            ["OiPayments:ApiKey"] = (string)credentials["testApiKey"]!,
            ["OiPayments:ApiSecret"] = (string)credentials["testApiSecret"]!,
            ["OiPayments:WebhookSecrets:0"] = shop.SigningSecret,

            // Nothing here is about how long a busy machine takes; a test that is about waiting sets its own.
            ["OiPayments:AttemptTimeout"] = "00:02:00",
            ["OiPayments:Timeout"] = "00:05:00",
        };
        foreach (var (name, value) in settings) all[$"OiPayments:{name}"] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }

    public void Dispose() => services.Dispose();
}
