using System.Collections.Concurrent;

namespace OiPayments.DueWork;

/// <summary>
/// Remembers whose work a round of this process left half done, as when the database goes away between a call outside and the writing of
/// its answer. What was leased then is held by a process that lives, so no other takes it over, and would wait until the lease runs out:
/// the next round gives it up first. One pump works for an application at a time, so what the process has leased there is nobody's.
/// </summary>
internal sealed class InterruptedWork
{
    private readonly ConcurrentDictionary<ApplicationId, bool> left = [];

    /// <summary>Those to look at again, whether or not something of theirs is due.</summary>
    public IEnumerable<ApplicationId> Applications => left.Keys;

    /// <summary>Runs one round; when the one before it broke, what that had leased is given up first.</summary>
    public async Task<bool> GuardAsync(ApplicationId application, Func<Task> giveUpLeases, Func<Task<bool>> round)
    {
        var isWhole = false;
        try
        {
            if (left.ContainsKey(application))
            {
                await giveUpLeases();
                left.TryRemove(application, out _);
            }

            var more = await round();
            isWhole = true;
            return more;
        }
        finally
        {
            if (!isWhole) left[application] = true;
        }
    }
}
