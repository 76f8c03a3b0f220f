using System.Diagnostics;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;
using OiPayments.Throttling;
using OiPayments.Web;

namespace OiPayments.RequestLog;

/// <summary>
/// Gives every answer of the API its <c>X-Request-Id</c>, and notes what applications asked. Noting never keeps an answer waiting: what
/// there is no room for is left out.
/// </summary>
internal sealed class NoteRequests(RequestDelegate next, RequestNotes notes, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var (at, began, id) = (clock.GetUtcNow(), Stopwatch.GetTimestamp(), context.TraceId);
        context.Response.Headers[Answering.RequestIdHeader] = id;
        await next(context);
        if (context.Features.Get<CallingApplication>() is not { } caller) return;

        var request = context.Request;
        notes.Add(new(
            caller.Scope, caller.CredentialId, at, request.Method.CutTo(LoggedRequest.MaxMethodLength),
            (request.Path.Value ?? "").CutTo(LoggedRequest.MaxPathLength), context.Response.StatusCode,
            context.Features.Get<RefusedWith>()?.Code, id.CutTo(LoggedRequest.MaxRequestIdLength),
            (int)Math.Min(int.MaxValue, Stopwatch.GetElapsedTime(began).TotalMilliseconds)));
    }
}

/// <summary>A request that waits to be written down.</summary>
internal sealed record RequestNote(
    Scope Scope, Id<Credential> CredentialId, DateTimeOffset At, string Method, string Path, int Status, ErrorCode? ErrorCode,
    string RequestId, int DurationMs);

/// <summary>
/// What is to be written down next. A busy application's successes are noted in part: of what works one sees enough, and of what is
/// refused as much as anybody reads.
/// </summary>
internal sealed class RequestNotes(TimeProvider clock)
{
    /// <summary>Of each application, mode and kind, on each node.</summary>
    private static readonly Rate OfSuccessesInLive = new(PerSecond: 1, Burst: 100);
    private static readonly Rate OfTheRest = new(PerSecond: 10, Burst: 200);

    /// <summary>Of each mode on each node, whosever they are: a node that is busy with payments has no time to tell about them.</summary>
    private static readonly Rate OfAllSuccesses = new(PerSecond: 50, Burst: 500);

    private const int MostWaiting = 5_000;
    private const int MostScopes = 100_000;

    private readonly RateLimit limit = new(MostScopes, clock);
    private readonly Channel<RequestNote> waiting = Channel.CreateBounded<RequestNote>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Add(RequestNote note)
    {
        var isRefused = note.Status >= StatusCodes.Status400BadRequest;
        var rate = note.Scope.Mode is Mode.Live && !isRefused ? OfSuccessesInLive : OfTheRest;
        if (!limit.TryTake(Key(note.Scope.ApplicationId.Value), rate).IsAllowed) return;

        // No application has the number 0.
        if (isRefused || limit.TryTake(Key(0), OfAllSuccesses).IsAllowed) waiting.Writer.TryWrite(note);

        UInt128 Key(ulong whose) => new(whose, ((ulong)note.Scope.Mode << 1) | (isRefused ? 1UL : 0));
    }

    public ValueTask<bool> WaitAsync(CancellationToken ct) => waiting.Reader.WaitToReadAsync(ct);

    public IReadOnlyList<RequestNote> Take(int most)
    {
        var taken = new List<RequestNote>();
        while (taken.Count < most && waiting.Reader.TryRead(out var note)) taken.Add(note);
        return taken;
    }
}

/// <summary>Writes down what was noted, many at once.</summary>
internal sealed class KeepRequests(IServiceScopeFactory scopes, RequestNotes notes, DatabaseOutage outage, ILogger<KeepRequests> log)
    : BackgroundService
{
    private const int BatchSize = 500;

    /// <summary>So long a request may be missing from the list, for the sake of all that come meanwhile.</summary>
    private static readonly TimeSpan Gathers = TimeSpan.FromMilliseconds(250);

    // From a beginning that is drawn, so that no two nodes give the same; in the order of the answers, so that the list is too.
    private long number = (long)RandomNumberGenerator.GetInt32(int.MaxValue) << (sizeof(int) * 8);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await notes.WaitAsync(stoppingToken))
            {
                // In real time, as the requests are.
                await Task.Delay(Gathers, stoppingToken);
                await WriteAsync(notes.Take(BatchSize));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteAsync(notes.Take(BatchSize));
        }
    }

    private async Task WriteAsync(IReadOnlyList<RequestNote> some)
    {
        if (some.Count == 0) return;
        try
        {
            await using var services = scopes.CreateAsyncScope();
            var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
            foreach (var note in some)
            {
                db.Add(new LoggedRequest
                {
                    ApplicationId = note.Scope.ApplicationId,
                    Number = ++number,
                    Mode = note.Scope.Mode,
                    CredentialId = note.CredentialId,
                    At = note.At,
                    Method = note.Method,
                    Path = note.Path,
                    Status = note.Status,
                    ErrorCode = note.ErrorCode,
                    RequestId = note.RequestId,
                    DurationMs = note.DurationMs,
                });
            }

            await db.TrySaveAsync(CancellationToken.None);
        }
        catch (Exception failure)
        {
            // They help whoever looks for a mistake, and nothing depends on them.
            if (outage.Notice(failure) is null) log.NotWritten(some.Count, failure);
        }
    }
}

internal static partial class KeepRequestsLog
{
    [LoggerMessage(LogLevel.Warning, "{Count} requests could not be written into the request log, and are missing there")]
    public static partial void NotWritten(this ILogger log, int count, Exception failure);
}
