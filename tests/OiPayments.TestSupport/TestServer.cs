using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OiPayments.Access;
using OiPayments.Persistence;
using OiPayments.Server;
using OiPayments.TestSupport.Contract;

namespace OiPayments.TestSupport;

/// <summary>
/// The real server on free ports, with a database of its own and the clock in the test's hands. Tests speak HTTP, to the API, the
/// pages and the sandbox; what HTTP cannot say goes through a method named for what the test means.
/// </summary>
public class TestServer : IAsyncLifetime
{
    public const string OperatorEmail = "operator@example.com";
    public const string OperatorPassword = "correct horse battery staple";

    private const int MaxTriesToListen = 100;

    /// <summary>What the clock of every test shows at first.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("oipayments-data-");
    private readonly Dictionary<string, string?> settings;
    private readonly Action<WebApplicationBuilder>? configure;
    private readonly WatchAnswers watch = new();
    private OiServer? running;
    private (Uri Api, Uri Web)? addresses;
    private int applications;
    private ProvenOperator? provenLately;

    public TestServer()
        : this([])
    {
    }

    internal TestServer(Dictionary<string, string?> settings, Action<WebApplicationBuilder>? configure = null, TimeProvider? clock = null)
    {
        (this.settings, this.configure) = (settings, configure);
        RealClock = clock;
        Clock = clock as FakeTimeProvider ?? new(Start);
    }

    /// <summary>Stands still unless a test moves it.</summary>
    public FakeTimeProvider Clock { get; }

    public Uri ApiUrl => new(Running.Api, "/api/v1/");

    public Uri WebUrl => Running.Web;

    public Uri ManagementUrl => Running.Management;

    /// <summary>Its keys, for another node that is to share them.</summary>
    public string DataFolder => data.FullName;

    /// <summary>The sandbox that TEST payments go to: the built-in one, or the one that the settings name.</summary>
    public Uri SandboxUrl => Running.Sandbox
        ?? (settings.GetValueOrDefault("Gateways:SslCommerz:Test:BaseUrl") is { } named
            ? new Uri(named)
            : throw new InvalidOperationException("This server was started without a sandbox."));

    /// <summary>Speaks to the API as nobody.</summary>
    public HttpClient Anonymous { get; private set; } = new();

    /// <summary>Speaks to the API as a signed-in Super Admin.</summary>
    public HttpClient Operator { get; private set; } = new();

    /// <summary>Speaks to the pages as a browser would, one step at a time: redirects are the test's to follow.</summary>
    public HttpClient Browser { get; private set; } = new();

    /// <summary>Everything the server wrote to its log so far.</summary>
    public KeptLog Log { get; } = new();

    /// <summary>The value of <c>Database__Provider</c>, for a process that is to share this one's database.</summary>
    public string Provider => settings["Database:Provider"] ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>The value of <c>ConnectionStrings__Database</c>.</summary>
    public string Database => settings["ConnectionStrings:Database"] ?? throw new InvalidOperationException("The server is not running.");

    internal IServiceProvider Services => Running.Services;

    private TimeProvider? RealClock { get; }

    private DateTimeOffset Now => (RealClock ?? Clock).GetUtcNow();

    private ProvenOperator ProvenLately => provenLately ??= new(SignInAsync, () => Now);

    private OiServer Running => running ?? throw new InvalidOperationException("The server is not running.");

    public async ValueTask InitializeAsync()
    {
        var database = await TestDatabase.GetAsync(settings.GetValueOrDefault("Database:Provider"));
        settings["Database:Provider"] = database.Provider;
        settings.TryAdd("ConnectionStrings:Database", await database.CreateAsync());
        await StartAsync();
    }

    /// <summary>Ends the process as far as anyone can tell, and starts another on the same data and at the same addresses.</summary>
    public async Task RestartAsync()
    {
        if (running is not null) await running.DisposeAsync();
        for (var tries = 1; ; tries++)
        {
            try
            {
                await StartAsync();
                return;
            }
            catch (SettingsException taken) when (tries < MaxTriesToListen
                && taken.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
            {
                // Between the two somebody's connection was given the port for its own end, and keeps it for a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null) await running.DisposeAsync();
        foreach (var client in new[] { Anonymous, Operator, Browser }) client.Dispose();
        data.Delete(recursive: true);
        GC.SuppressFinalize(this);
        if (watch.Faults is { Count: > 0 } faults)
            Assert.Fail($"Answers of the API were not what /openapi/v1.json describes:\n{string.Join('\n', faults)}");
    }

    /// <summary>A newly registered application, with clients for both modes.</summary>
    /// <param name="webhooks">Where its events go; null keeps them.</param>
    /// <param name="settings">More of its settings.</param>
    public async Task<TestApplication> RegisterAsync(Uri? webhooks = null, JsonObject? settings = null)
    {
        var body = settings ?? [];
        body["name"] = $"Application {Interlocked.Increment(ref applications)}";
        body["webhookUrl"] = webhooks?.ToString();
        var data = (await Operator.PostAsync("admin/apps", body)).Data();
        return new(
            (int)data["application"]!["id"]!,
            ClientFor(data, "test"),
            ClientFor(data, "live"),
            (string)data["credentials"]!["signingSecret"]!,
            data);
    }

    public HttpClient ClientWith(string? key, string? secret)
    {
        var client = new HttpClient(Wire(), disposeHandler: true) { BaseAddress = ApiUrl };
        if (key is not null) client.DefaultRequestHeaders.Add("X-Api-Key", key);
        if (secret is not null) client.DefaultRequestHeaders.Add("X-Api-Secret", secret);
        return client;
    }

    internal Task<T> WithDbAsync<T>(Func<OiPaymentsDb, Task<T>> act) =>
        WithServicesAsync(services => act(services.GetRequiredService<OiPaymentsDb>()));

    internal async Task<T> WithServicesAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    private HttpClient ClientFor(JsonNode registered, string mode) =>
        ClientWith((string)registered["credentials"]![$"{mode}ApiKey"]!, (string)registered["credentials"]![$"{mode}ApiSecret"]!);

    private HttpMessageHandler Wire() => ThroughProxy.Address is { } proxy
        ? new ThroughProxy(proxy, watch.Note)
        : new SocketsHttpHandler();

    private async Task StartAsync()
    {
        var builder = ServerBuilder.Create([]);
        builder.Environment.EnvironmentName = "Development";
        // Most tests of LIVE are about the line between the modes, and need nobody to collect.
        settings.TryAdd("Payments:AllowLiveWithoutStore", "true");
        settings.TryAdd("Gateways:SslCommerz:EmailDomain", "pay.example.com");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings)
        {
            ["Data:Folder"] = settings.GetValueOrDefault("Data:Folder") ?? data.FullName,
            ["Urls:Api"] = addresses?.Api.ToString() ?? "http://127.0.0.1:0",
            ["Urls:Web"] = addresses?.Web.ToString() ?? "http://127.0.0.1:0/",
            ["Urls:Sandbox"] = "http://127.0.0.1:0",
            ["Urls:Management"] = "http://127.0.0.1:0",
            ["Bootstrap:OperatorEmail"] = OperatorEmail,
            ["Bootstrap:OperatorPassword"] = OperatorPassword,
        });
        builder.Services.AddSingleton(RealClock ?? Clock);
        builder.Services.AddSingleton<IStartupFilter>(watch);
        builder.Services.AddSingleton<IPasswordHasher<Operator>>(QuickHasher.Create());
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        configure?.Invoke(builder);
        running = await OiServer.StartAsync(builder, CancellationToken.None);
        addresses = (running.Api, running.Web);
        await WatchAnswers.PrepareAsync(running.Services);

        Anonymous = ClientWith(null, null);
        Operator = new(ProvenLately.Over(Wire()), disposeHandler: true) { BaseAddress = ApiUrl };
        Browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = WebUrl };
    }

    /// <summary>The session that <see cref="Operator"/> speaks with now.</summary>
    public Task<string> OperatorTokenAsync() => ProvenLately.TokenAsync();

    private async Task<string> SignInAsync()
    {
        var session = (await Anonymous.PostAsync(
            "auth/login", new JsonObject { ["email"] = OperatorEmail, ["password"] = OperatorPassword })).Data();
        return (string)session["token"]!;
    }
}
