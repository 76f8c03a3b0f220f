using Microsoft.Extensions.Diagnostics.HealthChecks;
using OiPayments.Persistence;

namespace OiPayments.DueWork;

/// <summary>The clock on this machine's wall, whatever clock the service is run on: only it can be compared with the database's.</summary>
internal sealed record WallClock(TimeProvider Time);

/// <summary>
/// How far this machine's clock is from the database's, which is every node's. Times go to other nodes by rows: what is leased until
/// when, when a person proved themselves, what a webhook is stamped with. All of these bear a difference up to <see cref="MostAllowed"/>;
/// beyond it this node leaves due work to others and is not ready.
/// </summary>
internal sealed partial class ClockWatch(WallClock wall, ILogger<ClockWatch> log)
{
    public static readonly TimeSpan WarnAbove = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan MostAllowed = TimeSpan.FromSeconds(30);

    private volatile Agreement agreement = new(TimeSpan.Zero, Level.Agrees);

    private enum Level
    {
        Agrees,
        Differs,
        TooFar,
    }

    /// <summary>
    /// By how much this clock is ahead of the database's, or behind it when negative; zero as long as it was not compared.
    /// </summary>
    public TimeSpan Ahead => agreement.Ahead;

    /// <summary>Whether others can bear the times that this node writes.</summary>
    public bool MayWork => agreement.Level is not Level.TooFar;

    /// <summary>Asks the database for its time. Says something when the answer is of another kind than the last.</summary>
    public async Task CompareAsync(OiPaymentsDb db, CancellationToken ct)
    {
        var (before, asked) = (wall.Time.GetUtcNow(), wall.Time.GetTimestamp());
        if (await db.ReadClockAsync(ct) is not { } theirs) return;
        var half = wall.Time.GetElapsedTime(asked) / 2;

        // The answer was given at some moment of the wait: only what the wait cannot explain is a difference.
        var ahead = before + half - theirs;
        var surely = ahead.Duration() - half;
        var level = surely > MostAllowed ? Level.TooFar : surely > WarnAbove ? Level.Differs : Level.Agrees;
        var earlier = agreement;
        agreement = new(surely > TimeSpan.Zero ? ahead : TimeSpan.Zero, level);
        if (level == earlier.Level) return;

        var seconds = Math.Round(ahead.TotalSeconds, 1);
        if (level is Level.TooFar) TooFar(log, seconds, MostAllowed.TotalSeconds);
        else if (level is Level.Differs) Differs(log, seconds, MostAllowed.TotalSeconds);
        else Agrees(log);
    }

    private sealed record Agreement(TimeSpan Ahead, Level Level);

    [LoggerMessage(
        LogLevel.Error,
        "This machine's clock is {Seconds} s ahead of the database's (behind it, if negative), more than {MostAllowed} s: this node leaves "
            + "due work to others and is not ready until its clock is set")]
    private static partial void TooFar(ILogger log, double seconds, double mostAllowed);

    [LoggerMessage(
        LogLevel.Warning,
        "This machine's clock is {Seconds} s ahead of the database's (behind it, if negative): set it; beyond {MostAllowed} s this node "
            + "stops working")]
    private static partial void Differs(ILogger log, double seconds, double mostAllowed);

    [LoggerMessage(LogLevel.Warning, "This machine's clock agrees with the database's again")]
    private static partial void Agrees(ILogger log);
}

/// <summary>Not ready while this machine's clock is too far from the database's.</summary>
internal sealed class ClockCheck(ClockWatch clocks) : IHealthCheck
{
    /// <summary>Of the checks that <c>/health/ready</c> asks.</summary>
    public const string Tag = "ready";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
        clocks.MayWork
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("This machine's clock is too far from the database's. Set it."));
}
