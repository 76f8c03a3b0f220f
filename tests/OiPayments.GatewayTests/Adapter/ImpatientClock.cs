namespace OiPayments.GatewayTests.Adapter;

/// <summary>
/// A clock that stands still, but for waits shorter than <see cref="LongestBackoff"/>: those end at once, so that tries follow
/// each other without waiting, while a time-out comes only when a test moves the clock.
/// </summary>
internal sealed class ImpatientClock : FakeTimeProvider
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(2);
    private readonly List<TimeSpan> backoffs = [];

    public IReadOnlyList<TimeSpan> Backoffs => backoffs;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > LongestBackoff) return base.CreateTimer(callback, state, dueTime, period);

        backoffs.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
