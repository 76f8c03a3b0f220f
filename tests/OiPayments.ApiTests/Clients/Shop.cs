using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Clients;

using OiPayments.Client;
using OiPayments.Client.AspNetCore;

/// <summary>A web application of somebody else's that receives webhooks with the package, at a real address.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly IConfigurationRoot configuration;

    private Shop(WebApplication app, IConfigurationRoot configuration) => (this.app, this.configuration) = (app, configuration);

    public Uri Url => new(new Uri(app.Urls.First()), "/hook");

    /// <summary>What its handler got.</summary>
    public ConcurrentQueue<OiPaymentsEvent> Handled { get; } = new();

    /// <summary>What the handler does with an event before it is done.</summary>
    public Func<OiPaymentsEvent, Task> Handle { get; set; } = _ => Task.CompletedTask;

    /// <summary>What it logged.</summary>
    public required KeptLog Log { get; init; }

    /// <summary>Knows a secret of nobody's until it is told others.</summary>
    public static async Task<Shop> StartAsync(TestServer server)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OiPayments:BaseAddress"] = server.ApiUrl.ToString(),
            ["OiPayments:ApiKey"] = "oi_test_x",
            ["OiPayments:ApiSecret"] = "oisk_test_x",
            ["OiPayments:WebhookSecrets:0"] = "whsec_" + Convert.ToBase64String(new byte[32]),
        }).Build();
        var (builder, log) = (WebApplication.CreateEmptyBuilder(new()), new KeptLog());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<TimeProvider>(server.Clock);
        builder.Services.AddOiPayments(configuration);

        var app = builder.Build();
        var shop = new Shop(app, configuration) { Log = log };
        app.UseRouting();
        app.MapOiPaymentsWebhooks("/hook", shop.TakeAsync);
        await app.StartAsync();
        return shop;
    }

    /// <summary>Believes these secrets from now on, as after a change of its settings.</summary>
    public void Trust(params string[] secrets)
    {
        for (var place = 0; place < 2; place++)
            configuration[$"OiPayments:WebhookSecrets:{place}"] = secrets.ElementAtOrDefault(place);
        configuration.Reload();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(OiPaymentsEvent told, CancellationToken ct)
    {
        await Handle(told);
        Handled.Enqueue(told);
    }
}
