namespace OiPayments.Client;

/// <summary>An event in the API's list of them, and how far its delivery has come.</summary>
public sealed record EventRecord
{
    /// <summary>What happened.</summary>
    public required OiPaymentsEvent Event { get; init; }

    /// <summary>Its number in your application and mode: 1, 2, 3… without a gap. Null for the moment until it is numbered.</summary>
    public long? Sequence { get; init; }

    /// <summary>How far its delivery has come.</summary>
    public required DeliveryStatus DeliveryStatus { get; init; }

    /// <summary>How often it was tried, re-sends included.</summary>
    public required int Attempts { get; init; }

    /// <summary>The HTTP status of your last answer; null when there was none.</summary>
    public int? LastResponseStatus { get; init; }

    /// <summary>Why the last try failed; null when it did not.</summary>
    public string? LastError { get; init; }

    /// <summary>When it is tried next, UTC; null when nothing is left to do.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was last tried, UTC.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>When you last answered 2xx, UTC; null: never.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    internal static EventRecord Of(EventBody body) => new()
    {
        Event = OiPaymentsEvent.Of(body),
        Sequence = body.Sequence,
        DeliveryStatus = body.DeliveryStatus,
        Attempts = body.Attempts,
        LastResponseStatus = body.LastResponseStatus,
        LastError = body.LastError,
        NextAttemptAt = body.NextAttemptAt,
        LastAttemptAt = body.LastAttemptAt,
        DeliveredAt = body.DeliveredAt,
    };
}

/// <summary>One try to deliver an event.</summary>
public sealed record DeliveryAttempt
{
    /// <summary>The number of the attempt.</summary>
    public required long Id { get; init; }

    /// <summary>When it was sent and signed, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required long DurationMs { get; init; }

    /// <summary>The headers that were sent.</summary>
    public required IReadOnlyDictionary<string, string> RequestHeaders { get; init; }

    /// <summary>The HTTP status of your answer; null when there was none.</summary>
    public int? ResponseStatus { get; init; }

    /// <summary>The beginning of your answer's body, as text; null when it had none.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; init; }
}

/// <summary>Which events are meant. What is null is not asked about; everything else must hold.</summary>
public sealed record EventFilter : ListFilter
{
    /// <summary>What happened.</summary>
    public EventType? Type { get; init; }

    /// <summary>How their deliveries stand.</summary>
    public DeliveryStatus? DeliveryStatus { get; init; }

    /// <summary>
    /// Only events with a higher number. With <see cref="ListFilter.OldestFirst"/> this follows what happens, and skips nothing.
    /// </summary>
    public long? AfterSequence { get; init; }

    internal override void AddTo(QueryText query)
    {
        base.AddTo(query);
        query.Add("type", Type?.Value);
        query.Add("deliveryStatus", DeliveryStatus?.Value);
        query.Add("afterSequence", AfterSequence);
    }
}
