using System.Xml;

namespace OiPayments.Client;

/// <summary>
/// The clock of your TEST records. Moving it forward makes what is due until then happen: payments expire, invoices become overdue, webhooks
/// are tried again. LIVE credentials are refused with <see cref="ErrorCode.Forbidden"/>.
/// </summary>
public sealed class TestClockClient
{
    private readonly ApiConnection api;

    internal TestClockClient(ApiConnection api) => this.api = api;

    /// <summary>What time your TEST records go by.</summary>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<TestClock> ReadAsync(CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get("test-clock"), OiPaymentsJson.Default.TestClock, ct);

    /// <summary>
    /// Moves it forward to an instant, and answers when everything that is due until then has happened. From then on it stands still until it
    /// is moved again.
    /// </summary>
    /// <param name="instant">Not before what it shows now.</param>
    /// <param name="ct">Gives up waiting; the move goes on.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<TestClock> AdvanceToAsync(DateTimeOffset instant, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.MoveClock(new(instant.ToUniversalTime(), By: null)), OiPaymentsJson.Default.TestClock, ct);

    /// <summary>
    /// Moves it forward by a time. Where the answer is lost the outcome is unknown, and is not tried again: doing it twice would move it twice.
    /// </summary>
    /// <param name="time">More than nothing.</param>
    /// <param name="ct">Gives up waiting; the move goes on.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<TestClock> AdvanceByAsync(TimeSpan time, CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.MoveClock(new(To: null, XmlConvert.ToString(time))), OiPaymentsJson.Default.TestClock, ct);

    /// <summary>Back to real time. Records keep the times that they were given.</summary>
    /// <param name="ct">Gives up waiting; it may be reset all the same.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<TestClock> ResetAsync(CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Remove("test-clock"), OiPaymentsJson.Default.TestClock, ct);
}

/// <summary>What a test clock shows.</summary>
public sealed record TestClock
{
    /// <summary>The time that TEST records go by, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>True: it was moved, and stands still until it is moved again or reset. False: TEST goes by real time.</summary>
    public bool Frozen { get; init; }

    /// <summary>Where it is being moved to, UTC; null when it is not.</summary>
    public DateTimeOffset? AdvancingTo { get; init; }
}

/// <summary>A move as it is sent: to an instant, or by a duration of ISO 8601.</summary>
internal sealed record TestClockMove(DateTimeOffset? To, string? By);
