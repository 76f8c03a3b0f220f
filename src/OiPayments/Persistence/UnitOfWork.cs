using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace OiPayments.Persistence;

/// <summary>
/// Reads, decides and saves as one attempt, and makes the attempt again when nothing of it was written: another was faster, the database
/// could not serialise it, the connection broke before COMMIT was sent, or an id was taken. The only place that tries again, and so the
/// only one that has a limit for it.
/// </summary>
/// <remarks>
/// An attempt takes its ids itself, does nothing outside the database (it may run many times, and a gateway is called once), and leaves
/// what is to happen when it is saved to <see cref="OiPaymentsDb.AfterCommit"/>. When COMMIT was sent and not confirmed it is not made
/// again: whoever has a record that was written with the effect reads that, in a new transaction, as <c>IdempotencyFilter</c> does.
/// </remarks>
internal sealed class UnitOfWork(OiPaymentsDb db, IDatabaseFailures failures)
{
    /// <summary>Of so many at once on one row, the last still gets its turn.</summary>
    public const int MaxTries = 40;

    /// <summary>
    /// A broken connection is replaced by the next try, and a lock that was waited for too long may be gone. What lasts longer is an
    /// outage: callers are told, and come back.
    /// </summary>
    public const int MaxFailures = 3;

    /// <summary>After this no further try begins: a database that takes so long to fail is not asked again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long what nobody can say again is tried to be written, while the database is away.</summary>
    public static readonly TimeSpan PatienceToWriteDown = TimeSpan.FromSeconds(20);

    private const int FirstPauseMilliseconds = 4;
    private const int LongestPauseMilliseconds = 250;

    private bool isRunning;

    /// <summary>Runs the attempt, each time on an empty context, and saves what it changed.</summary>
    /// <param name="attempt">Reads and changes, or refuses: then nothing is saved. What it answers counts once that is saved.</param>
    /// <param name="ct">Ends it before anything is sent, and between tries.</param>
    /// <param name="whenLost">Asked after a lost race: a refusal ends it, as when another has taken the same key.</param>
    public async Task<UnitResult<T>> RunAsync<T>(
        Func<Task<Outcome<T>>> attempt, CancellationToken ct, Func<Task<Refusal?>>? whenLost = null)
        where T : notnull
    {
        // It would empty the context of the one that is under way.
        if (isRunning) throw new InvalidOperationException("A unit of work does not begin inside another.");
        isRunning = true;
        try
        {
            return await TryAsync(attempt, whenLost, ct);
        }
        finally
        {
            isRunning = false;
        }
    }

    private async Task<UnitResult<T>> TryAsync<T>(Func<Task<Outcome<T>>> attempt, Func<Task<Refusal?>>? whenLost, CancellationToken ct)
        where T : notnull
    {
        var (began, failed) = (Stopwatch.GetTimestamp(), 0);
        for (var tries = 1; ; tries++)
        {
            db.DiscardChanges();
            try
            {
                if ((await attempt()).IsRefused(out var refusal, out var value))
                {
                    db.DiscardChanges();
                    return UnitResult<T>.Refused(refusal);
                }

                if (await db.TrySaveAsync(ct)) return UnitResult<T>.Saved(value);
                if (whenLost is not null && await whenLost() is { } settled) return UnitResult<T>.Refused(settled);
                if (!MayTryAgain(tries, began)) return UnitResult<T>.Lost;
            }
            catch (Exception failure) when (failures.Read(failure) is DatabaseFailure.OutcomeUnknown)
            {
                return UnitResult<T>.Unknown(failure);
            }
            catch (Exception failure) when (failures.Read(failure) is DatabaseFailure.Unavailable
                && ++failed < MaxFailures && MayTryAgain(tries, began))
            {
                // Nothing of it was written.
            }

            await PauseAsync(tries, ct);
        }
    }

    /// <summary>
    /// Saves what is staged and what only this process knows, such as what a gateway said, also when the database is away for a moment, and
    /// when it did not confirm: all of it changes rows that carry a version, so that what an earlier try wrote is not written twice. Losing
    /// a race means that more is known by now.
    /// </summary>
    public async Task WriteDownAsync()
    {
        var began = Stopwatch.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                await db.TrySaveAsync(CancellationToken.None);
                return;
            }
            catch (Exception failure) when (failures.Read(failure) is not null && Stopwatch.GetElapsedTime(began) < PatienceToWriteDown)
            {
                await PauseAsync(tries, CancellationToken.None);
            }
        }
    }

    // Real time passes at the database, whatever clock the service runs on.
    private static bool MayTryAgain(int tries, long began) => tries < MaxTries && Stopwatch.GetElapsedTime(began) < Patience;

    /// <summary>Longer from try to try, and another time for each, so that those who met do not meet again.</summary>
    private static Task PauseAsync(int tries, CancellationToken ct)
    {
        var longest = Math.Min(LongestPauseMilliseconds, FirstPauseMilliseconds << Math.Min(tries - 1, 10));
        return Task.Delay(RandomNumberGenerator.GetInt32(longest + 1), ct);
    }
}

/// <summary>How a unit of work ended.</summary>
internal enum UnitEnd
{
    /// <summary>It is written, all of it.</summary>
    Saved,

    /// <summary>The attempt refused. Nothing was written.</summary>
    Refused,

    /// <summary>Others were faster every time. Nothing was written.</summary>
    Lost,

    /// <summary>COMMIT was sent and not confirmed: it may have been written.</summary>
    Unknown,
}

/// <summary>What became of a unit of work, and its answer if it is saved.</summary>
internal readonly struct UnitResult<T>
    where T : notnull
{
    private readonly T? value;
    private readonly Refusal? refusal;
    private readonly Exception? failure;

    private UnitResult(UnitEnd end, T? value, Refusal? refusal, Exception? failure) =>
        (End, this.value, this.refusal, this.failure) = (end, value, refusal, failure);

    public static UnitResult<T> Lost { get; } = new(UnitEnd.Lost, default, null, null);

    public UnitEnd End { get; }

    public static UnitResult<T> Saved(T value) => new(UnitEnd.Saved, value, null, null);

    public static UnitResult<T> Refused(Refusal refusal) => new(UnitEnd.Refused, default, refusal, null);

    public static UnitResult<T> Unknown(Exception failure) => new(UnitEnd.Unknown, default, null, failure);

    /// <exception cref="OutcomeUnknownException">Whether it is saved is not known; whoever asked is told so.</exception>
    public bool IsSaved([NotNullWhen(true)] out T? saved)
    {
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        saved = value;
        return End is UnitEnd.Saved;
    }

    /// <summary>The answer, the attempt's own refusal, or <paramref name="lost"/> when others were faster every time.</summary>
    /// <exception cref="OutcomeUnknownException">Whether it is saved is not known; whoever asked is told so.</exception>
    public Outcome<T> OrRefuse(Refusal lost)
    {
        if (IsSaved(out var saved)) return saved;
        return refusal ?? lost;
    }
}
