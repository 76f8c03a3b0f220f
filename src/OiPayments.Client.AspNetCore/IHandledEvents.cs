namespace OiPayments.Client.AspNetCore;

/// <summary>Whose turn it is to handle an event.</summary>
public enum EventClaim
{
    /// <summary>The caller's.</summary>
    Granted,

    /// <summary>Nobody's: it was handled before.</summary>
    HandledBefore,

    /// <summary>Somebody else's, who is at it and may still fail.</summary>
    InProgress,
}

/// <summary>
/// Remembers which events were handled: each is delivered at least once, and is to be handled once. The default remembers in memory, for one
/// process; where several processes receive, or a restart must not forget, register one of your own over your database.
/// </summary>
public interface IHandledEvents
{
    /// <summary>Whose turn it is. Whoever is granted it completes or releases it.</summary>
    ValueTask<EventClaim> ClaimAsync(string eventId, CancellationToken ct);

    /// <summary>It was handled.</summary>
    ValueTask CompleteAsync(string eventId, CancellationToken ct);

    /// <summary>It was not handled, and is to be handled when it comes again.</summary>
    ValueTask ReleaseAsync(string eventId, CancellationToken ct);
}
