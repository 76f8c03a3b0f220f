
namespace OiPayments.Persistence;

/// <summary>
/// What this process knows of the database's outages. However many requests and workers meet one, it is said once when it begins, and once
/// when the database has answered without another failure for a while.
/// </summary>
internal sealed partial class DatabaseOutage(IDatabaseFailures failures, TimeProvider clock, ILogger<DatabaseOutage> log)
{
    /// <summary>A full disk still answers questions: so long nobody may have failed before it is over.</summary>
    public static readonly TimeSpan OverAfter = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private long? began;
    private long lastFailed;

    /// <summary>Whether somebody failed lately, and nobody has found since that it is over.</summary>
    public bool IsUnderWay
    {
        get
        {
            lock (gate) return began is not null;
        }
    }

    /// <summary>What the failure is, if it is the database's trouble; null for everything else, which is the caller's to report.</summary>
    public DatabaseFailure? Notice(Exception failure)
    {
        if (failures.Read(failure) is not { } kind) return null;
        bool isFirst;
        lock (gate)
        {
            lastFailed = clock.GetTimestamp();
            isFirst = began is null;
            began ??= lastFailed;
        }

        if (kind is DatabaseFailure.OutcomeUnknown) Unconfirmed(log, failure.GetBaseException().Message);
        if (isFirst) Away(log, failure.GetBaseException().Message, failure);
        return kind;
    }

    /// <summary>The database has just answered. Costs nothing while there is no outage.</summary>
    public void Answered()
    {
        TimeSpan lasted;
        lock (gate)
        {
            if (began is not { } since || clock.GetElapsedTime(lastFailed) < OverAfter) return;
            lasted = clock.GetElapsedTime(since, lastFailed);
            began = null;
        }

        Back(log, (int)lasted.TotalSeconds);
    }

    [LoggerMessage(
        LogLevel.Error, "The database cannot be used: {Reason} Requests are answered 503, due work stays due; said once until it is over")]
    private static partial void Away(ILogger log, string reason, Exception failure);

    [LoggerMessage(LogLevel.Error, "A write was sent and the database did not confirm it: {Reason} It may have been done")]
    private static partial void Unconfirmed(ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "The database can be used again; the outage lasted {Seconds} s")]
    private static partial void Back(ILogger log, int seconds);
}
