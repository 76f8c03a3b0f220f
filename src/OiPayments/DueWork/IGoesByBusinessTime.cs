using OiPayments.Persistence;

namespace OiPayments.DueWork;

/// <summary>
/// A worker whose work becomes due by the time of a scope. Whoever moves a test clock asks each of them what comes next, and so moves it
/// from one due instant to the next.
/// </summary>
internal interface IGoesByBusinessTime
{
    /// <summary>What waits in a scope. What nobody on this node can do is left out, and so are things that wait for no time.</summary>
    /// <param name="db">As it is at one moment. Nothing is tracked in it.</param>
    /// <param name="scope">Whose.</param>
    /// <param name="ct">Ends it.</param>
    Task<Ahead> LookAheadAsync(OiPaymentsDb db, Scope scope, CancellationToken ct);

    /// <summary>Has it look at the application's work at once.</summary>
    void Wake(ApplicationId application);
}

/// <summary>What waits for a time.</summary>
/// <param name="IsUnderWay">Whether some of it is being done, and may come to something that is due.</param>
/// <param name="NextAt">When the first of the rest is due, by the scope's time; null when nothing is.</param>
internal readonly record struct Ahead(bool IsUnderWay, DateTimeOffset? NextAt)
{
    public static readonly Ahead Nothing;

    /// <summary>Both together.</summary>
    public static Ahead operator |(Ahead one, Ahead other) =>
        new(one.IsUnderWay || other.IsUnderWay, Earlier(one.NextAt, other.NextAt));

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;
}
