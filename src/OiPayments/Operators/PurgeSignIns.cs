using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OiPayments.Persistence;

namespace OiPayments.Operators;

/// <summary>
/// Clears away what signing in leaves behind once nothing asks for it any more: counts of wrong tries, challenges, sessions long over.
/// Any number of nodes may run it; each deletes what is left.
/// </summary>
internal sealed partial class PurgeSignIns(IServiceScopeFactory scopes, DatabaseOutage outage, TimeProvider clock, ILogger<PurgeSignIns> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>The audit log tells of sessions for ever; this is for recognising networks, and looking back a little.</summary>
    public static readonly TimeSpan KeepSessionsFor = TimeSpan.FromDays(90);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await PurgeAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is cleared away after the next start.
        }
    }

    private async Task PurgeAsync(CancellationToken ct)
    {
        // The tick comes on the clock's own thread; SQLite would keep it for the whole purge.
        await Task.Yield();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var (db, now) = (scope.ServiceProvider.GetRequiredService<OiPaymentsDb>(), clock.GetUtcNow());
            var (triedBefore, overBefore) = (now - SignInLimits.ForgetAfter, now - KeepSessionsFor);
            await db.Directory<SignInLimit>().Where(limit => limit.LastTriedAt < triedBefore).ExecuteDeleteAsync(ct);
            await db.Directory<PasskeyChallenge>().Where(challenge => challenge.ExpiresAt < now).ExecuteDeleteAsync(ct);
            await db.Directory<OperatorSession>().Where(session => session.ExpiresAt < overBefore).ExecuteDeleteAsync(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (outage.Notice(failure) is null) PurgeFailed(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "What old sign-ins left behind could not be cleared away; it harms nobody, and the next round tries again")]
    private static partial void PurgeFailed(ILogger log, Exception failure);
}
