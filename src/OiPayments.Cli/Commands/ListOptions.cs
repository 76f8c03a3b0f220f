using System.CommandLine;
using OiPayments.Cli.Invocation;

namespace OiPayments.Cli.Commands;

/// <summary>What commands that list have in common.</summary>
internal static class ListOptions
{
    public const int Most = 1000;

    public static Option<int> Limit() => new("--limit", "-n")
    {
        Description = $"How many at most, the newest first; from 1 to {Most}.",
        HelpName = "number",
        DefaultValueFactory = _ => 20,
    };

    public static int ReadLimit(Session session, Option<int> limit) => session.Get(limit) is >= 1 and <= Most and var number
        ? number
        : throw CommandFailure.WrongUsage($"--limit is a number from 1 to {Most}.");

    /// <summary>As many as are wanted, and no page more.</summary>
    public static async Task<IReadOnlyList<T>> TakeAsync<T>(IAsyncEnumerable<T> all, int limit, CancellationToken ct)
    {
        var some = new List<T>();
        await foreach (var one in all.WithCancellation(ct))
        {
            some.Add(one);
            if (some.Count == limit) break;
        }

        return some;
    }
}
