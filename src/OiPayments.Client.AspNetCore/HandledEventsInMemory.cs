namespace OiPayments.Client.AspNetCore;

/// <summary>Remembers the last events in this process, for as long as the service retries.</summary>
internal sealed class HandledEventsInMemory(TimeProvider? clock) : IHandledEvents
{
    private const int MaxEvents = 100_000;

    /// <summary>The last retry comes after about three and a half days.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private readonly TimeProvider clock = clock ?? TimeProvider.System;
#if NET9_0_OR_GREATER
    private readonly Lock gate = new();
#else
    private readonly object gate = new();
#endif
    private readonly HashSet<string> inProgress = new(StringComparer.Ordinal);
    private readonly HashSet<string> handled = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset At)> oldestFirst = new();

    public ValueTask<EventClaim> ClaimAsync(string eventId, CancellationToken ct)
    {
        lock (gate)
        {
            Forget();
            return new(
                handled.Contains(eventId) ? EventClaim.HandledBefore
                : inProgress.Add(eventId) ? EventClaim.Granted
                : EventClaim.InProgress);
        }
    }

    public ValueTask CompleteAsync(string eventId, CancellationToken ct)
    {
        lock (gate)
        {
            inProgress.Remove(eventId);
            if (handled.Add(eventId)) oldestFirst.Enqueue((eventId, clock.GetUtcNow()));
        }

        return default;
    }

    public ValueTask ReleaseAsync(string eventId, CancellationToken ct)
    {
        lock (gate) inProgress.Remove(eventId);
        return default;
    }

    private void Forget()
    {
        var limit = clock.GetUtcNow() - KeptFor;
        while (oldestFirst.TryPeek(out var oldest) && (oldest.At < limit || oldestFirst.Count > MaxEvents))
            handled.Remove(oldestFirst.Dequeue().Id);
    }
}
