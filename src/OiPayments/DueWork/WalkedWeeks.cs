namespace OiPayments.DueWork;

/// <summary>
/// How far a purge has come that leaves its rows where they are, and so would find the same ones each time. It looks at a week at a time,
/// from the oldest row on, and begins there again only with the process. What could not be removed when its week was looked at is then.
/// </summary>
internal sealed class WalkedWeeks
{
    private static readonly TimeSpan Step = TimeSpan.FromDays(7);

    private readonly Dictionary<Scope, DateTimeOffset> walked = [];

    /// <param name="scope">Whose rows.</param>
    /// <param name="oldest">When its oldest row was made; null when there is none.</param>
    /// <param name="limit">Rows from then on are left alone.</param>
    /// <param name="removeAsync">Removes what is over between two times, and answers how much that was.</param>
    public async Task<int> WalkAsync(
        Scope scope, Func<Task<DateTimeOffset?>> oldest, DateTimeOffset limit, Func<DateTimeOffset, DateTimeOffset, Task<int>> removeAsync)
    {
        if (!walked.TryGetValue(scope, out var from))
        {
            if (await oldest() is not { } first) return 0;
            from = first;
        }

        var removed = 0;
        while (from < limit)
        {
            var to = from + Step < limit ? from + Step : limit;
            removed += await removeAsync(from, to);
            walked[scope] = from = to;
        }

        return removed;
    }
}
