using System.Runtime.InteropServices;

namespace OiPayments.Server;

/// <summary>
/// How this process ends. SIGTERM begins to drain it: it is not ready any more and goes on serving for a while, so that a balancer sees it
/// and sends new requests elsewhere; then the host stops, and finishes what is under way. Ctrl-C, and a second signal, stop it at once.
/// </summary>
/// <remarks>
/// Kestrel refuses new connections from the moment it stops, and closes idle ones. A balancer that has not looked since then answers 502
/// for what it sends there, and a client whose idle connection is closed as it writes sees nothing at all (HAProxy 2.6). While it drains,
/// every answer therefore says <c>Connection: close</c>: clients come back by a new connection, and few idle ones are left in the end.
/// </remarks>
internal sealed partial class Draining(
    IHostApplicationLifetime lifetime, DrainTime time, SystemdNotices systemd, ILogger<Draining> log)
    : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> signals = [];
    private int asked;

    /// <summary>Whether it was told to stop, and wants nothing new.</summary>
    public bool HasBegun => Volatile.Read(ref asked) > 0 || lifetime.ApplicationStopping.IsCancellationRequested;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Take(signal, lifetime.StopApplication)));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => Take(signal, lifetime.StopApplication)));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Take(signal, Begin)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Asks clients to come back by another connection, from the moment it drains.</summary>
    public Task CloseConnectionAsync(HttpContext context, RequestDelegate next)
    {
        // HTTP/2 knows no such header, and is told by the server itself.
        if (HasBegun && !HttpProtocol.IsHttp2(context.Request.Protocol) && context.Request.Headers.Upgrade.Count == 0)
            context.Response.Headers.Connection = "close";
        return next(context);
    }

    public void Dispose()
    {
        foreach (var signal in signals) signal.Dispose();
    }

    private static void Take(PosixSignalContext signal, Action act)
    {
        // Otherwise the process would end under it.
        signal.Cancel = true;
        act();
    }

    private void Begin()
    {
        if (Interlocked.Increment(ref asked) > 1 || time.Before <= TimeSpan.Zero)
        {
            lifetime.StopApplication();
            return;
        }

        Begun(log, time.Before.TotalSeconds);
        systemd.Stopping(time.Before);
        _ = StopLaterAsync();
    }

    private async Task StopLaterAsync()
    {
        // Balancers look in real time.
        await Task.Delay(time.Before, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lifetime.StopApplication();
    }

    [LoggerMessage(LogLevel.Information, "Told to stop: not ready any more, and serving for another {Seconds} s")]
    private static partial void Begun(ILogger log, double seconds);
}

/// <summary>How long a process that was told to stop goes on serving, so that balancers notice; none stops it at once.</summary>
internal sealed record DrainTime(TimeSpan Before);
