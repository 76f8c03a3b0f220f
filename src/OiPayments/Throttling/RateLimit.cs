using System.Collections.Concurrent;

namespace OiPayments.Throttling;

/// <summary>How much is let through: so many a second in the long run, and so many at once after a pause.</summary>
internal readonly record struct Rate(double PerSecond, int Burst);

/// <summary>What a <see cref="RateLimit"/> said.</summary>
/// <param name="IsAllowed">Whether one was taken.</param>
/// <param name="Remaining">How many more would be let through right now.</param>
/// <param name="Wait">Until one would be let through, if it was not; else until the burst is whole again.</param>
internal readonly record struct RateVerdict(bool IsAllowed, int Remaining, TimeSpan Wait);

/// <summary>
/// Token buckets by key, on this node. Of a bucket only one number is kept, the moment it will be full again, so a full one needs
/// no room at all. The buckets of System.Threading.RateLimiting read the machine's own stopwatch, which no test can move.
/// </summary>
internal sealed class RateLimit(int maxKeys, TimeProvider clock)
{
    private static readonly TimeSpan SweepAtMostEvery = TimeSpan.FromSeconds(1);

    /// <summary>Whoever comes when there is no more room shares this one: strangers may choose the keys.</summary>
    private static readonly UInt128 Overflow = UInt128.MaxValue;

    private readonly ConcurrentDictionary<UInt128, long> fullAgainAt = new();
    private readonly Lock sweeping = new();
    private long sweptAt = long.MinValue;

    public int Count => fullAgainAt.Count;

    public RateVerdict TryTake(UInt128 key, Rate rate)
    {
        var now = clock.GetTimestamp();
        var one = (long)Math.Ceiling(clock.TimestampFrequency / rate.PerSecond);
        var all = one * Math.Max(1, rate.Burst);
        while (true)
        {
            var isKnown = fullAgainAt.TryGetValue(key, out var before);
            var after = Math.Max(isKnown ? before : now, now) + one;
            if (after - now > all) return new(false, 0, clock.GetElapsedTime(now + all, after));
            if (isKnown)
            {
                if (!fullAgainAt.TryUpdate(key, after, before)) continue;
            }
            else if (key != Overflow && !HasRoom(now))
            {
                key = Overflow;
                continue;
            }
            else if (!fullAgainAt.TryAdd(key, after))
            {
                continue;
            }

            return new(true, (int)((all - (after - now)) / one), clock.GetElapsedTime(now, after));
        }
    }

    /// <summary>Undoes a <see cref="TryTake"/> that was allowed.</summary>
    public void GiveBack(UInt128 key, Rate rate)
    {
        var one = (long)Math.Ceiling(clock.TimestampFrequency / rate.PerSecond);
        while (fullAgainAt.TryGetValue(key, out var before) && !fullAgainAt.TryUpdate(key, before - one, before))
        {
            // Somebody else's take came between; theirs stays.
        }
    }

    private bool HasRoom(long now)
    {
        if (fullAgainAt.Count < maxKeys) return true;
        lock (sweeping)
        {
            if (sweptAt == long.MinValue || clock.GetElapsedTime(sweptAt, now) >= SweepAtMostEvery)
            {
                sweptAt = now;
                foreach (var (key, full) in fullAgainAt)
                    if (full <= now) fullAgainAt.TryRemove(new(key, full));
            }
        }

        return fullAgainAt.Count < maxKeys;
    }
}
