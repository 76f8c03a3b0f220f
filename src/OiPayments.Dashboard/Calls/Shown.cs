namespace OiPayments.Dashboard.Calls;

/// <summary>What came of asking for something to show: not here yet, here, turned down, or broken on our side.</summary>
public sealed record Shown<T>
    where T : class
{
    public static readonly Shown<T> Loading = new();

    public T? Value { get; init; }

    /// <summary>Why a use case said no.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The trace of a bug or an outage, for whoever is told about it.</summary>
    public string? Trace { get; init; }

    public bool IsLoading => Value is null && Refusal is null && Trace is null;
}
