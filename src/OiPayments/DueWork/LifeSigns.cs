namespace OiPayments.DueWork;

/// <summary>
/// Which nodes this one still hears of. A node gives a sign by writing something else into its row; what it writes, and by which clock,
/// does not matter. One that was looked at for <see cref="SilentFor"/> of this node's own time and gave none is silent.
/// </summary>
internal sealed class LifeSigns(TimeProvider clock)
{
    /// <summary>Some signs may be lost to a slow database.</summary>
    public static readonly TimeSpan SilentFor = TimeSpan.FromSeconds(5);

    /// <summary>Who did not look for longer than this was away itself: no other's silence can be told from its own.</summary>
    public static readonly TimeSpan LooksAtLeastEvery = TimeSpan.FromSeconds(3);

    private Dictionary<long, Sign> heard = [];
    private long? looked;

    /// <summary>Looks at the others' rows as they are now, and answers who is silent.</summary>
    public IReadOnlyList<long> SilentAmong(IReadOnlyCollection<Node> others)
    {
        var now = clock.GetTimestamp();
        var wasAway = looked is { } last && clock.GetElapsedTime(last, now) > LooksAtLeastEvery;
        looked = now;
        heard = others.ToDictionary(
            node => node.Number,
            node => !wasAway && heard.TryGetValue(node.Number, out var sign) && sign.Of == node.AliveUntil
                ? sign
                : new(node.AliveUntil, now));
        return [.. heard.Where(node => clock.GetElapsedTime(node.Value.Since, now) >= SilentFor).Select(node => node.Key)];
    }

    private sealed record Sign(DateTimeOffset Of, long Since);
}
