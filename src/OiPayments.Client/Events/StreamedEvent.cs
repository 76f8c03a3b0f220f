namespace OiPayments.Client;

/// <summary>An event as it was told over the open connection.</summary>
public sealed record StreamedEvent
{
    /// <summary>Its id, <c>evt_…</c>: where to go on with <see cref="FollowOptions.LastEventId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>What happened.</summary>
    public required EventType Type { get; init; }

    /// <summary>The very text that its webhook carries.</summary>
    public required string Body { get; init; }

    /// <summary>The same, read.</summary>
    public required OiPaymentsEvent Event { get; init; }
}

/// <summary>How events are followed.</summary>
public sealed record FollowOptions
{
    /// <summary>The id of the last event that was handled: it begins behind that one. Null begins with what happens from now on.</summary>
    public string? LastEventId { get; init; }

    /// <summary>Told whenever the connection is open: at first, and after each interruption.</summary>
    public Action? Connected { get; init; }

    /// <summary>Told when the connection broke, why, and after which time it is opened again.</summary>
    public Action<OiPaymentsException, TimeSpan>? Interrupted { get; init; }
}
