namespace OiPayments.GatewayTests.Adapter;

/// <summary>
/// A clock that stands still, but for waits shorter than <see cref="LongestBackoff"/>: those end at once, so that tries follow
/// each other without waiting, while a time-out comes only when a test moves the clock.
/// </summary>
internal sealed class ImpatientClock : FakeTimeProvider
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(2);
    private readonly List<TimeSpan> backoffs = [];
    private readonly List<TimeSpan> timeouts = [];

    public IReadOnlyList<TimeSpan> Backoffs => backoffs;

    public IReadOnlyList<TimeSpan> Timeouts => timeouts;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isBackoff = dueTime <= LongestBackoff;
        (isBackoff ? backoffs : timeouts).Add(dueTime);
        return base.CreateTimer(callback, state, isBackoff ? TimeSpan.Zero : dueTime, period);
    }
}
