using System.CommandLine;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Output;
using OiPayments.Client;

namespace OiPayments.Cli.Commands;

/// <summary><c>oi logs</c>: what the application asked of late, and how it was answered.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    /// <summary>A request is listed a moment after its answer, and another that came earlier may be listed later.</summary>
    private static readonly TimeSpan LooksBack = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on printing until you press Ctrl-C." };
        var refused = new Option<string?>("--error-code") { Description = "Only those refused with this code.", HelpName = "code" };
        var request = new Option<string?>("--request") { Description = "Only the one with this request id.", HelpName = "id" };
        var limit = ListOptions.Limit();
        var command = new DescribedCommand("logs", "Show what your application asked in the last 7 days, and how it was answered.", """
            Bodies and queries are not kept, and of a busy application's successes only a part. What 'oi logs' itself asks is left out.
            """)
        {
            follow, refused, request, limit
        };
        command.Runs(async (session, ct) =>
        {
            var most = ListOptions.ReadLimit(session, limit);
            var filter = new RequestFilter
            {
                ErrorCode = session.Get(refused) is { } code ? new ErrorCode(code) : null,
                RequestId = session.Get(request),
            };
            var requests = session.Connect().Requests;
            var found = await ListOptions.TakeAsync(WithoutOwn(requests.ListAsync(filter, ct)), most, ct);
            if (session.Get(follow)) await FollowAsync(session.Screen, requests, filter, found, ct);
            else session.Screen.Table(found.Select(Screen.ToJson), ["CAME", "REQUEST", "ANSWER", "TOOK", "REQUEST ID"],
                [.. found.Select(one => Row(one))], "There are none.");
        });
        return command;
    }

    private static async Task FollowAsync(
        Screen screen, RequestsClient requests, RequestFilter filter, IReadOnlyList<LoggedRequest> first, CancellationToken ct)
    {
        var seen = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var newest = first.Count > 0 ? first[0].At : DateTimeOffset.MinValue;
        foreach (var one in first.Reverse()) Print(one);
        try
        {
            while (true)
            {
                await Task.Delay(LooksEvery, ct);
                var from = newest == DateTimeOffset.MinValue ? (DateTimeOffset?)null : newest - LooksBack;
                try
                {
                    await foreach (var one in WithoutOwn(requests.ListAsync(filter with { From = from, OldestFirst = true }, ct)))
                        if (!seen.ContainsKey(one.RequestId)) Print(one);
                }
                catch (OiPaymentsUnavailableException away)
                {
                    screen.Note($"{Failures.AsTyped(away.Message)} Trying again.");
                }

                foreach (var old in seen.Where(one => one.Value < newest - LooksBack - LooksBack).Select(one => one.Key).ToList())
                    seen.Remove(old);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The way to end it.
        }

        void Print(LoggedRequest one)
        {
            seen[one.RequestId] = one.At;
            if (one.At > newest) newest = one.At;
            if (Screen.ToJson(one) is { } json) screen.Line(json, Row(one));
        }
    }

    private static async IAsyncEnumerable<LoggedRequest> WithoutOwn(IAsyncEnumerable<LoggedRequest> all)
    {
        await foreach (var one in all)
            if (one.Method != "GET" || !one.Path.EndsWith("/requests", StringComparison.Ordinal)) yield return one;
    }

    private static Cell[] Row(LoggedRequest one) =>
    [
        Words.Time(one.At), $"{one.Method} {one.Path}",
        one.ErrorCode is { } code ? Words.Status(one.Status) with { Text = $"{one.Status} {code}" } : Words.Status(one.Status),
        $"{one.DurationMs} ms", one.RequestId,
    ];
}
