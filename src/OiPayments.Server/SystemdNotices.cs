using Microsoft.Extensions.Hosting.Systemd;

namespace OiPayments.Server;

/// <summary>
/// Tells systemd that the node serves, and how long it takes to stop, where systemd started it and waits for that (<c>Type=notify</c>). A
/// drain that is longer than the unit's <c>TimeoutStopSec</c> is then not cut off. Elsewhere it says nothing.
/// </summary>
internal sealed class SystemdNotices(IHostApplicationLifetime lifetime, ISystemdNotifier systemd) : IHostedService
{
    /// <summary>Beside draining and the requests in progress: for giving leases back.</summary>
    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(10);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => systemd.Notify(ServiceState.Ready));
        lifetime.ApplicationStopping.Register(() => Stopping(TimeSpan.Zero));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <param name="drainFor">How long it goes on serving before it stops.</param>
    public void Stopping(TimeSpan drainFor)
    {
        var needed = drainFor + OiServer.TimeToFinishRequests + ToEnd;
        systemd.Notify(new($"STOPPING=1\nEXTEND_TIMEOUT_USEC={(long)needed.TotalMicroseconds}"));
    }
}

internal static class SystemdNoticesSetup
{
    extension(IServiceCollection services)
    {
        public void AddSystemdNotices()
        {
            services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
            services.AddSingleton<SystemdNotices>();
            services.AddHostedService(provider => provider.GetRequiredService<SystemdNotices>());
        }
    }
}
