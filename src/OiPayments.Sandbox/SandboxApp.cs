using Microsoft.AspNetCore.DataProtection;
using OiPayments.Sandbox.Control;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Endpoints;
using OiPayments.Sandbox.Notices;
using OiPayments.Sandbox.Scenarios;
using OiPayments.Sandbox.Settlements;

namespace OiPayments.Sandbox;

/// <summary>The SSLCOMMERZ simulator as a web application of its own, for a process that wants one inside.</summary>
public static class SandboxApp
{
    private const long MaxBodyBytes = 256 * 1024;

    /// <summary>
    /// Builds the application; the caller starts, stops and disposes it. It reads no configuration of its host, and after
    /// the start <c>app.Urls</c> tells where it listens. Without <paramref name="loggers"/> it is silent.
    /// </summary>
    public static WebApplication Build(SandboxOptions options, TimeProvider? clock = null, ILoggerFactory? loggers = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(SandboxApp).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().UseUrls(options.Url).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        if (loggers is not null) builder.Services.AddSingleton(loggers);
        AddServices(builder.Services, options, clock ?? TimeProvider.System);

        var sandbox = builder.Build();
        sandbox.Use(NothingHere.TellAsync);
        sandbox.UseRouting();
        CreateSession.Map(sandbox);
        ValidateOrder.Map(sandbox);
        MerchantTransaction.Map(sandbox);
        SettlementRecord.Map(sandbox);
        HostedPage.Map(sandbox);
        Assets.Map(sandbox);
        Home.Map(sandbox);
        if (!options.ControlEnabled) return sandbox;

        ControlEndpoints.Map(sandbox);
        SettlementsByHand.Map(sandbox);
        return sandbox;
    }

    private static void AddServices(IServiceCollection services, SandboxOptions options, TimeProvider clock)
    {
        services.AddRouting();
        AddPages(services);
        services.AddSingleton(options);
        services.AddSingleton(clock);
        services.AddSingleton<StoreBook>();
        services.AddSingleton<SessionBook>();
        services.AddSingleton<RefundBook>();
        services.AddSingleton<MerchantRefund>();
        services.AddSingleton<ScenarioBook>();
        services.AddSingleton<SettlementBook>();
        services.AddSingleton<MakeFiles>();
        services.AddSingleton<Later>();
        services.AddSingleton<EndSession>();
        services.AddSingleton<SendNotice>();
        services.AddHostedService<ExpireSessions>();
        // No proxy and no redirects: the merchant under test is usually on this machine, and its first answer counts.
        services.AddSingleton(_ => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        });
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();

        // Rendering brings Data Protection along, whose start-up service would leave a key on the disk that nothing uses.
        var keyMakers = services.Where(service => service.ServiceType == typeof(IHostedService) &&
            service.ImplementationType?.Assembly == typeof(IDataProtectionBuilder).Assembly);
        foreach (var keyMaker in keyMakers.ToArray()) services.Remove(keyMaker);
    }
}
