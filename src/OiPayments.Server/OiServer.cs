using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OiPayments.Applications;
using OiPayments.Dashboard;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Sandbox;
using OiPayments.Storage;
using OiPayments.Web;

namespace OiPayments.Server;

/// <summary>
/// One running service: the API, the pages and, where it is enabled, the sandbox, each on a listener of its own. Started by the
/// commands, and by tests on free ports.
/// </summary>
internal sealed partial class OiServer : IAsyncDisposable
{
    private static readonly TimeSpan TimeToFinishRequests = TimeSpan.FromSeconds(20);

    private readonly WebApplication app;
    private readonly WebApplication? sandbox;

    private OiServer(WebApplication app, WebApplication? sandbox, Uri api, Uri web) => (this.app, this.sandbox, Api, Web) = (app, sandbox, api, web);

    /// <summary>Where the API listens, with the port it really got.</summary>
    public Uri Api { get; }

    public Uri Web { get; }

    /// <summary>Null when the sandbox is switched off.</summary>
    public Uri? Sandbox => sandbox is null ? null : new(sandbox.Urls.First());

    public IServiceProvider Services => app.Services;

    /// <summary>Where everything that this installation keeps lies, or the keys at least when the database is elsewhere.</summary>
    public required string DataLiesIn { get; init; }

    /// <summary>The password of the first operator when it was made up just now; never shown again.</summary>
    public string? InventedPassword { get; private init; }

    /// <summary>Whose password that is.</summary>
    public required string FirstOperatorEmail { get; init; }

    /// <summary>Builds and starts everything, or leaves nothing running.</summary>
    /// <param name="builder">With its configuration complete; tests replace services here.</param>
    /// <param name="ct">Ends the start.</param>
    /// <exception cref="SettingsException">A setting cannot be used, a port is taken, or the database cannot be reached.</exception>
    public static async Task<OiServer> StartAsync(WebApplicationBuilder builder, CancellationToken ct)
    {
        var isDevelopment = builder.Environment.IsDevelopment();
        var settings = ServerSettings.Read(builder.Configuration, isDevelopment);
        DataFolder.Prepare(settings.DataFolder);

        var sandbox = settings.IsSandboxEnabled ? await StartSandboxAsync(builder, settings, ct) : null;
        WebApplication? app = null;
        try
        {
            var listeners = new Listeners(settings);
            AddServices(builder, settings, listeners, sandbox is null ? null : new Uri(sandbox.Urls.First()));
            builder.WebHost.ConfigureKestrel(listeners.Configure);

            app = builder.Build();

            // Neither needs the other, and each takes a good part of the start.
            var services = app.Services;
            var preparing = Task.Run(() => PrepareDatabaseAsync(services, settings, isDevelopment, ct), ct);
            if (!TimeZones.HasData) NoTimeZones(services.GetRequiredService<ILogger<OiServer>>(), TimeZones.NoData);
            await Task.WhenAll(preparing, MapAsync(app, settings));
            await StartAsync(app, $"{settings.ApiUrl} and {settings.WebUrl}", ct);
            return new(app, sandbox, listeners.Api, listeners.Web)
            {
                InventedPassword = await preparing,
                DataLiesIn = settings.DataFolder,
                FirstOperatorEmail = settings.OperatorEmail ?? FirstOperator.DefaultEmail,
            };
        }
        catch
        {
            if (app is not null) await app.DisposeAsync();
            if (sandbox is not null) await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for Ctrl-C or SIGTERM, then lets running requests finish.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await app.WaitForShutdownAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (sandbox is not null) await sandbox.DisposeAsync();
    }

    private static void AddServices(WebApplicationBuilder builder, ServerSettings settings, Listeners listeners, Uri? sandbox)
    {
        var services = builder.Services;
        services.AddStorage(builder.Configuration, settings.DataFolder);
        services.AddSslCommerzGateway();
        services.AddOiPayments();
        services.AddDashboard();

        services.AddDataProtection().SetApplicationName("OiPayments").PersistKeysToFileSystem(new(Path.Combine(settings.DataFolder, "keys")));
        services.AddSingleton(settings.Payments);
        services.AddSingleton(settings.Refunds);
        services.AddSingleton(settings.Credentials);
        services.AddSingleton(settings.Webhooks);
        settings.CrashAt?.AddTo(services);
        services.AddSingleton(new PublicUrls(() => settings.PublicApiUrl ?? listeners.Api, () => settings.PublicWebUrl ?? listeners.Web));

        var builtIn = sandbox is null ? null : new GatewayAccount("SSLCOMMERZ", Mode.Test, sandbox, SandboxStore.Defaults[0].Id, SandboxStore.Defaults[0].Password);
        var (test, live) = (settings.TestAccount ?? builtIn, settings.LiveAccount);
        // What applications' own stores are reached at: where the service's own is; where there is none, the gateway itself, but not from a developer's machine.
        var (testUrl, liveUrl) = (test?.BaseUrl ?? settings.TestGateway, live?.BaseUrl ?? settings.LiveGateway);
        services.AddSingleton(provider => new GatewayAccounts(
            mode => mode is Mode.Live ? live : test, mode => mode is Mode.Live ? liveUrl : testUrl, provider.GetRequiredService<SecretBox>()));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeToFinishRequests);
    }

    private static async Task MapAsync(WebApplication app, ServerSettings settings)
    {
        settings.CrashAt?.Use(app);
        if (settings.TrustedProxies.Count > 0) app.UseForwardedHeaders(BelieveOnly(settings.TrustedProxies));
        app.UseOiPayments();
        await app.UseDashboardAsync();
    }

    /// <summary>Its schema, and the operator that a new installation begins with; answers as <see cref="EnsureFirstOperatorAsync"/>.</summary>
    private static async Task<string?> PrepareDatabaseAsync(IServiceProvider services, ServerSettings settings, bool isDevelopment, CancellationToken ct)
    {
        await Migrations.ApplyAsync(services, mayMigrate: isDevelopment, ct);
        return await EnsureFirstOperatorAsync(services, settings, isDevelopment, ct);
    }

    /// <summary>Anyone can write X-Forwarded-For: it is read from the right, and only as far as those are ours who wrote it.</summary>
    private static ForwardedHeadersOptions BelieveOnly(IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies) options.KnownIPNetworks.Add(proxy);
        return options;
    }

    private static async Task<WebApplication> StartSandboxAsync(WebApplicationBuilder builder, ServerSettings settings, CancellationToken ct)
    {
        var clock = builder.Services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider))?.ImplementationInstance as TimeProvider;
        var sandbox = SandboxApp.Build(new() { Url = settings.SandboxUrl.ToString() }, clock);
        await StartAsync(sandbox, settings.SandboxUrl.ToString(), ct);
        return sandbox;
    }

    private static async Task StartAsync(WebApplication app, string addresses, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new SettingsException($"Cannot listen on {addresses}: a port is in use. Stop what uses it, or set Urls__Api, Urls__Web and Urls__Sandbox.", failure);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            throw new SettingsException($"Cannot listen on {addresses}: {failure.Message}", failure);
        }
    }

    private static async Task<string?> EnsureFirstOperatorAsync(IServiceProvider services, ServerSettings settings, bool isDevelopment, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<FirstOperator>().EnsureAsync(settings.OperatorEmail, settings.OperatorPassword, isDevelopment, ct);
        }
        catch (InvalidOperationException failure)
        {
            throw new SettingsException(failure.Message, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Advice} Reports, lists and exports by days of other zones are refused until then")]
    private static partial void NoTimeZones(ILogger log, string advice);

    /// <summary>The two doors, each marking the connections it takes.</summary>
    private sealed class Listeners(ServerSettings settings)
    {
        private ListenOptions? api;
        private ListenOptions? web;

        public Uri Api => Bound(settings.ApiUrl, api);

        public Uri Web => Bound(settings.WebUrl, web);

        public void Configure(KestrelServerOptions kestrel)
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 128 * 1024;
            // Port 0 asks for any free port: for two of them.
            if (settings.ApiUrl == settings.WebUrl && settings.ApiUrl.Port != 0)
            {
                Listen(kestrel, settings.ApiUrl, Door.Api | Door.Web, listener => (api, web) = (listener, listener));
                return;
            }

            Listen(kestrel, settings.ApiUrl, Door.Api, listener => api = listener);
            Listen(kestrel, settings.WebUrl, Door.Web, listener => web = listener);
        }

        private static void Listen(KestrelServerOptions kestrel, Uri url, Door door, Action<ListenOptions> keep)
        {
            if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)) kestrel.Listen(address, url.Port, Mark);
            else if (url.IsLoopback) kestrel.ListenLocalhost(url.Port, Mark);
            else kestrel.ListenAnyIP(url.Port, Mark);

            void Mark(ListenOptions listener)
            {
                keep(listener);
                listener.Use(next => connection =>
                {
                    connection.Features.Set(new DoorFeature(door));
                    return next(connection);
                });
                listener.AnswerRefusedRequests(door, listener.ApplicationServices.GetService<TimeProvider>() ?? TimeProvider.System);
            }
        }

        private static Uri Bound(Uri asked, ListenOptions? listener) =>
            listener?.IPEndPoint is { Port: > 0 } bound && asked.Port == 0 ? new UriBuilder(asked) { Port = bound.Port }.Uri : asked;
    }
}
