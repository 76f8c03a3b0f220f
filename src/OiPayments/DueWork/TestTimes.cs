using System.Collections.Immutable;
using OiPayments.Persistence;

namespace OiPayments.DueWork;

/// <summary>Whether applications may move the time of their TEST records.</summary>
/// <param name="IsOn">While not, clocks that were moved earlier are not gone by either.</param>
public sealed record TestClockOptions(bool IsOn);

/// <summary>
/// What this node knows of the test clocks: all of them, since there are few. What another node changed it reads within a second (<see
/// cref="KeepAlive"/>); whoever moves a clock waits until every node has.
/// </summary>
internal sealed class TestTimes(TestClockOptions options)
{
    private readonly Lock gate = new();
    private ImmutableDictionary<ApplicationId, DateTimeOffset> known = ImmutableDictionary<ApplicationId, DateTimeOffset>.Empty;
    private int generation;

    public bool AreOn => options.IsOn;

    /// <summary>Whether any application has one, as almost never in production.</summary>
    public bool AreAny => !known.IsEmpty;

    /// <summary>What the application's clock shows; null: it goes by real time.</summary>
    public DateTimeOffset? Of(ApplicationId application) => known.TryGetValue(application, out var now) ? now : null;

    /// <summary>What this node itself has just written: null when the clock is gone.</summary>
    public void Set(ApplicationId application, DateTimeOffset? now)
    {
        lock (gate)
        {
            // A look that is under way may have read what was before.
            generation++;
            known = now is { } shown ? known.SetItem(application, shown) : known.Remove(application);
        }
    }

    /// <summary>Reads them all.</summary>
    public async Task LookAsync(OiPaymentsDb db, CancellationToken ct)
    {
        if (!options.IsOn) return;
        while (true)
        {
            var began = Volatile.Read(ref generation);
            var read = await db.AcrossApplications<TestClock>().AsNoTracking().Select(c => new { c.ApplicationId, c.Now }).ToListAsync(ct);
            lock (gate)
            {
                if (began != generation) continue;
                known = read.ToImmutableDictionary(c => c.ApplicationId, c => c.Now);
                return;
            }
        }
    }
}

/// <summary>Real time, but for the TEST records of an application that has a <see cref="TestClock"/>.</summary>
internal sealed class BusinessClock(TimeProvider clock, TestTimes times) : IBusinessClock
{
    public DateTimeOffset Now(Scope scope) =>
        scope.Mode is Mode.Test && times.Of(scope.ApplicationId) is { } shown ? shown : clock.GetUtcNow();

    public DateTimeOffset Now() => clock.GetUtcNow();
}
