namespace OiPayments.TestSupport;

/// <summary>
/// For what other threads do on their own: looks again until it holds, and fails with what it saw last when it never does.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<T> BecomesAsync<T>(Func<Task<T>> look, Func<T, bool> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (holds(seen)) return seen;
            if (TimeProvider.System.GetElapsedTime(started) > Patience) Assert.Fail($"It never held. Last seen: {seen}");
            await Task.Delay(Pause);
        }
    }
}
