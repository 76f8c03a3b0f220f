namespace OiPayments.Webhooks;

/// <summary>
/// The way to one receiver, as this node knows it: how many deliveries may be under way at once, and a circuit breaker. After
/// <see cref="FailuresThatOpen"/> failures in a row nothing is sent for a while; then one delivery goes as a probe, whose outcome alone
/// decides: all is well again, or a longer while. Which delivery is whose is decided by leases in the database; this only decides how
/// much is asked for.
/// </summary>
internal sealed class ReceiverLane(Uri url)
{
    public const int MaxUnderWay = 8;
    public const int FailuresThatOpen = 5;
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private int underWay;
    private int failuresInARow;
    private TimeSpan pause = FirstPause;
    private DateTimeOffset? closedUntil;
    private bool isProbing;
    private bool hasMoreDue;

    public Uri Url { get; } = url;

    /// <summary>Whether nothing, or one delivery as a probe, is sent because too many failed.</summary>
    public bool IsPaused
    {
        get
        {
            lock (gate) return closedUntil is not null;
        }
    }

    /// <summary>Takes every place that is free; what is not used goes back with <see cref="GiveBack"/>.</summary>
    /// <param name="now">In real time.</param>
    /// <param name="mayPause">False ends a pause, and what failed until now counts for none.</param>
    public Places Take(DateTimeOffset now, bool mayPause = true)
    {
        lock (gate)
        {
            if (!mayPause) (failuresInARow, pause, closedUntil) = (0, FirstPause, null);
            if (closedUntil is { } until)
            {
                if (now < until || isProbing) return new(0, IsProbe: false);
                isProbing = true;
                underWay++;
                return new(1, IsProbe: true);
            }

            var free = Math.Max(0, MaxUnderWay - underWay);
            underWay += free;
            hasMoreDue |= free == 0;
            return new(free, IsProbe: false);
        }
    }

    /// <summary>Gives back places that were taken and that nothing was due for.</summary>
    public void GiveBack(Places taken, int used)
    {
        lock (gate)
        {
            underWay -= taken.Count - used;
            hasMoreDue = used == taken.Count;
            if (taken.IsProbe && used == 0) isProbing = false;
        }
    }

    /// <summary>Nothing is due for the receiver, so a place that becomes free is no reason to look.</summary>
    public void HasNothingDue()
    {
        lock (gate) hasMoreDue = false;
    }

    /// <summary>What one delivery came to; null when it was broken off and says nothing about the receiver.</summary>
    public void Ended(Places taken, bool? succeeded, DateTimeOffset now)
    {
        lock (gate)
        {
            if (taken.IsProbe) isProbing = false;

            // Those that were under way when the pause began are old news; the probe is the new.
            var counts = closedUntil is null || taken.IsProbe;
            if (counts && succeeded is true) (failuresInARow, pause, closedUntil) = (0, FirstPause, null);
            else if (counts && succeeded is false && (++failuresInARow >= FailuresThatOpen || taken.IsProbe)) Pause(now);
        }
    }

    /// <summary>Frees a place, once what the delivery came to is written. True when it is worth looking for more.</summary>
    public bool Leave()
    {
        lock (gate)
        {
            underWay--;
            return hasMoreDue && closedUntil is null;
        }
    }

    private void Pause(DateTimeOffset now)
    {
        closedUntil = now + pause;
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
    }
}

/// <summary>Places in a <see cref="ReceiverLane"/> that the holder may use.</summary>
internal readonly record struct Places(int Count, bool IsProbe);
