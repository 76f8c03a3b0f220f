using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Dashboard;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;
using OiPayments.Links;
using OiPayments.Operators;
using OiPayments.Sandbox;
using OiPayments.Server.Health;
using OiPayments.Server.Keys;
using OiPayments.Server.Telemetry;
using OiPayments.Storage;
using OiPayments.Web;

namespace OiPayments.Server;

/// <summary>
/// One running service: the API, the pages, the management and, where it is enabled, the sandbox, each on a listener of its own. Started
/// by the commands, and by tests on free ports.
/// </summary>
internal sealed partial class OiServer : IAsyncDisposable
{
    /// <summary>No request is longer. What it brings is kept in memory, so that nothing depends on a temp folder to write to.</summary>
    private const int LongestBody = 128 * 1024;

    /// <summary>How long requests in progress have once the process stops.</summary>
    internal static readonly TimeSpan TimeToFinishRequests = TimeSpan.FromSeconds(20);

    private readonly WebApplication app;
    private readonly WebApplication? sandbox;

    private OiServer(WebApplication app, WebApplication? sandbox, Listeners listeners) =>
        (this.app, this.sandbox, Api, Web, Management) = (app, sandbox, listeners.Api, listeners.Web, listeners.Management);

    /// <summary>Where the API listens, with the port it really got.</summary>
    public Uri Api { get; }

    public Uri Web { get; }

    public Uri Management { get; }

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
        ListenAddresses.Try(settings);
        DataFolder.Prepare(settings.DataFolder);

        var sandbox = settings.IsSandboxEnabled ? await StartSandboxAsync(builder, settings, ct) : null;
        WebApplication? app = null;
        try
        {
            var listeners = new Listeners(settings);
            AddServices(builder, settings, listeners, sandbox is null ? null : new Uri(sandbox.Urls.First()));
            builder.WebHost.ConfigureKestrel(listeners.Configure);

            app = builder.Build();

            // None needs another, and each takes a good part of the start; only a key ring in the database needs its table first.
            var services = app.Services;
            var preparing = Task.Run(() => PrepareDatabaseAsync(services, settings, isDevelopment, ct), ct);
            var log = services.GetRequiredService<ILogger<OiServer>>();
            if (!TimeZones.HasData) NoTimeZones(log, TimeZones.NoData);
            foreach (var missing in WhyLiveIsRefused(services)) LiveRefused(log, missing);
            var needed = settings.Keys.Store is KeyStore.Database ? preparing : Task.CompletedTask;
            await Task.WhenAll(preparing, TryKeysAsync(services, settings.Keys, needed), MapAsync(app, settings));
            DataFolder.CloseToOthers(settings.DataFolder, log);
            await StartAsync(app, ct);
            return new(app, sandbox, listeners)
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

    /// <summary>Waits for Ctrl-C or SIGTERM, then lets running requests finish; <see cref="Draining"/> says how.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await app.WaitForShutdownAsync(ct);
    }

    /// <summary>Lets workers and running requests finish; thrown away without it, they find their services gone under them.</summary>
    public Task StopAsync(CancellationToken ct) => app.StopAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (sandbox is not null) await sandbox.DisposeAsync();
    }

    private static void AddServices(WebApplicationBuilder builder, ServerSettings settings, Listeners listeners, Uri? sandbox)
    {
        var services = builder.Services;
        services.AddStorage(builder.Configuration, settings.DataFolder);
        services.AddOiPayments();
        services.AddDashboard(settings.PublicWebUrl);
        services.AddHealth();
        services.AddMetricsExport(builder.Configuration);
        services.AddTracesExport(builder.Configuration);
        services.Configure<FormOptions>(form => form.MemoryBufferThreshold = LongestBody);
        AddGateway(services, settings, sandbox);
        services.AddSingleton(settings.Payments);
        services.AddSingleton(settings.Refunds);
        services.AddSingleton(settings.Credentials);
        services.AddSingleton(settings.Webhooks);
        services.AddSingleton(settings.Controls);
        services.AddSingleton(settings.Mail);
        services.AddSingleton(settings.TestClocks);
        services.AddSingleton(settings.Reconciliation);
        services.AddSingleton(settings.Retention);
        settings.CrashAt?.AddTo(services);
        services.AddSingleton(new PublicUrls(() => settings.PublicApiUrl ?? listeners.Api, () => settings.PublicWebUrl ?? listeners.Web));

        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeToFinishRequests);
        services.AddSingleton(settings.Drain);
        services.AddSystemdNotices();
        services.AddSingleton<Draining>();
        services.AddSingleton<IHostLifetime>(provider => provider.GetRequiredService<Draining>());
    }

    /// <summary>What every LIVE payment is refused for, of each gateway that has a LIVE store.</summary>
    private static IEnumerable<string> WhyLiveIsRefused(IServiceProvider services)
    {
        var accounts = services.GetRequiredService<GatewayAccounts>();
        return GatewaysOf(services).All.Where(gateway => accounts.Find(gateway.Name, Mode.Live, own: null) is not null)
            .Select(gateway => gateway.WhyNotReady(Mode.Live)).OfType<string>();
    }

    private static RegisteredGateways GatewaysOf(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<RegisteredGateways>();
        }
        catch (InvalidOperationException failure)
        {
            throw new SettingsException(failure.Message, failure);
        }
    }

    /// <summary>The gateways, and the stores of each mode with what opens their passwords.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="settings">Of this server.</param>
    /// <param name="sandbox">Where the built-in sandbox listens; null when there is none.</param>
    internal static void AddGateway(IServiceCollection services, ServerSettings settings, Uri? sandbox)
    {
        services.AddSslCommerzGateway(options =>
        {
            options.EmailDomain = settings.EmailDomain;
            options.AsksForSettlements = settings.AsksForSettlements;
        });
        services.AddKeyRing(settings.Keys);

        var builtIn = sandbox is null
            ? null
            : new GatewayAccount("SSLCOMMERZ", Mode.Test, sandbox, SandboxStore.Defaults[0].Id, SandboxStore.Defaults[0].Password);
        var (test, live) = (settings.TestAccount ?? builtIn, settings.LiveAccount);
        // What applications' own stores are reached at: where the service's own is; where there is none, the gateway itself, but not from a
        // developer's machine.
        var (testUrl, liveUrl) = (test?.BaseUrl ?? settings.TestGateway, live?.BaseUrl ?? settings.LiveGateway);
        services.AddSingleton(new GatewayStores(
            "SSLCOMMERZ", mode => mode is Mode.Live ? live : test, mode => mode is Mode.Live ? liveUrl : testUrl));
        services.AddSingleton(settings.Gateways);
    }

    private static async Task TryKeysAsync(IServiceProvider services, KeyRingSettings keys, Task needed)
    {
        await needed;
        await Task.Run(() => KeyRing.Try(services, keys));
    }

    private static async Task MapAsync(WebApplication app, ServerSettings settings)
    {
        settings.CrashAt?.Use(app);
        app.Use(app.Services.GetRequiredService<Draining>().CloseConnectionAsync);
        var warnings = new ForwardingWarnings(settings, app.Services.GetRequiredService<ILogger<ForwardingWarnings>>());
        warnings.AtStart();
        app.Use(warnings.LookAsync);
        if (settings.TrustedProxies.Count > 0) app.UseForwardedHeaders(BelieveOnly(settings.TrustedProxies));
        app.UseRequestSpans();
        app.UseOiPayments();
        app.MapHealth();
        app.MapMetrics();
        await app.UseDashboardAsync();
    }

    /// <summary>
    /// Its schema, and the operator that a new installation begins with; answers as <see cref="EnsureFirstOperatorAsync"/>.
    /// </summary>
    private static async Task<string?> PrepareDatabaseAsync(
        IServiceProvider services, ServerSettings settings, bool isDevelopment, CancellationToken ct)
    {
        await Migrations.ApplyAsync(services, mayMigrate: isDevelopment, ct);
        await KeyRing.GuardAsync(services, settings.Keys, ct);
        return await EnsureFirstOperatorAsync(services, settings, isDevelopment, ct);
    }

    /// <summary>Anyone can write these headers: they are read from the right, and only as far as those are ours who wrote them.</summary>
    private static ForwardedHeadersOptions BelieveOnly(IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies) options.KnownIPNetworks.Add(proxy);
        return options;
    }

    private static async Task<WebApplication> StartSandboxAsync(
        WebApplicationBuilder builder, ServerSettings settings, CancellationToken ct)
    {
        var clock =
            builder.Services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider))?.ImplementationInstance as TimeProvider;
        var sandbox = SandboxApp.Build(new() { Url = settings.SandboxUrl.ToString() }, clock);
        await StartAsync(sandbox, ct);
        return sandbox;
    }

    private static async Task StartAsync(WebApplication app, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            // Kestrel's message names the address.
            throw new SettingsException(
                $"{failure.Message.TrimEnd('.')}: a port is in use. Stop what uses it, or set Urls__Api, Urls__Web, Urls__Management and "
                    + "Urls__Sandbox; each process on a machine needs ports of its own.", failure);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            throw new SettingsException(
                $"Cannot listen: {failure.Message} Urls__Api, Urls__Web, Urls__Management and Urls__Sandbox say where.", failure);
        }
    }

    private static async Task<string?> EnsureFirstOperatorAsync(
        IServiceProvider services, ServerSettings settings, bool isDevelopment, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<FirstOperator>().EnsureAsync(
                settings.OperatorEmail, settings.OperatorPassword, isDevelopment, ct);
        }
        catch (InvalidOperationException failure)
        {
            throw new SettingsException(failure.Message, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Advice} Reports, lists and exports by days of other zones are refused until then")]
    private static partial void NoTimeZones(ILogger log, string advice);

    [LoggerMessage(LogLevel.Warning, "There is a LIVE store, and every LIVE payment is refused: {Missing}")]
    private static partial void LiveRefused(ILogger log, string missing);

    /// <summary>The doors, each marking the connections it takes.</summary>
    private sealed class Listeners(ServerSettings settings)
    {
        private readonly Dictionary<Door, ListenOptions> bound = [];

        public Uri Api => Bound(settings.ApiUrl, Door.Api);

        public Uri Web => Bound(settings.WebUrl, Door.Web);

        public Uri Management => Bound(settings.ManagementUrl, Door.Management);

        public void Configure(KestrelServerOptions kestrel)
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;

            // Port 0 asks for any free port: for one each.
            (Door Door, Uri Url)[] doors = [
                (Door.Api, settings.ApiUrl), (Door.Web, settings.WebUrl), (Door.Management, settings.ManagementUrl)
            ];
            foreach (var shared in doors.GroupBy(door => door.Url.Port == 0 ? (door.Url, door.Door) : (door.Url, Door.None)))
                Listen(kestrel, shared.Key.Url, [.. shared.Select(door => door.Door)]);
        }

        private void Listen(KestrelServerOptions kestrel, Uri url, IReadOnlyList<Door> doors)
        {
            var door = doors.Aggregate((all, one) => all | one);
            if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)) kestrel.Listen(address, url.Port, Mark);
            else if (url.IsLoopback) kestrel.ListenLocalhost(url.Port, Mark);
            else kestrel.ListenAnyIP(url.Port, Mark);

            void Mark(ListenOptions listener)
            {
                foreach (var one in doors) bound[one] = listener;
                listener.Use(next => connection =>
                {
                    connection.Features.Set(new DoorFeature(door));
                    return next(connection);
                });
                listener.AnswerRefusedRequests(door, listener.ApplicationServices.GetService<TimeProvider>() ?? TimeProvider.System);
            }
        }

        private Uri Bound(Uri asked, Door door) =>
            bound.GetValueOrDefault(door)?.IPEndPoint is { Port: > 0 } got && asked.Port == 0
                ? new UriBuilder(asked) { Port = got.Port }.Uri
                : asked;
    }
}
