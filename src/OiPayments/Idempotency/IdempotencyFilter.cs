using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Idempotency;

/// <summary>Requests with a key that this node is handling right now.</summary>
internal sealed class RequestsInFlight
{
    private readonly ConcurrentDictionary<(Scope Scope, string Key), TaskCompletionSource> running = new();

    /// <summary>True when nobody else handles this key; then the caller must <see cref="End"/> it. Else, the one to wait for.</summary>
    public bool TryBegin(Scope scope, string key, out Task first)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var current = running.GetOrAdd((scope, key), mine);
        first = current.Task;
        return ReferenceEquals(current, mine);
    }

    public void End(Scope scope, string key)
    {
        if (running.TryRemove((scope, key), out var mine)) mine.SetResult();
    }
}

/// <summary>
/// Makes an endpoint idempotent under the caller's key. The first request simply runs and saves its answer with its effect;
/// only when it is refused, or loses the race for the key, is an earlier answer looked for. A first request that is still
/// running on another node is waited for by the database's own unique index.
/// </summary>
internal sealed class IdempotencyFilter(
    RequestsInFlight inFlight, IServiceScopeFactory scopes, IDatabaseFailures failures, TimeProvider clock) : IEndpointFilter
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var caller = context.Arguments.OfType<CallingApplication>().Single();
        var body = context.Arguments.OfType<JsonBody>().Single();
        var key = context.Arguments.OfType<IdempotencyKey>().Single();
        if (key.Text is not { } text) return await next(context);
        if (text.Length is 0 or > IdempotencyKey.MaxLength || text.Any(letter => letter is < '!' or > '~'))
            return Reply.Refused(new(ErrorCode.ValidationError, "The Idempotency-Key cannot be used.", new Dictionary<string, string>
            {
                [IdempotencyKey.Header] = $"Must be one value of 1 to {IdempotencyKey.MaxLength} visible ASCII characters.",
            }), clock);

        key.Fingerprint = Fingerprint.Of(request.Method, request.Path, body.Root);
        if (!await TryBeginAsync(caller.Scope, text, WaitAskedFor(request), context.HttpContext.RequestAborted))
            return Reply.Refused(IdempotencyKey.LostRace, clock);
        try
        {
            return await RunAsync(context, next, caller.Scope, key);
        }
        finally
        {
            inFlight.End(caller.Scope, text);
        }
    }

    private async Task<object?> RunAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next, Scope scope, IdempotencyKey key)
    {
        object? result;
        try
        {
            result = await next(context);
        }
        catch (Exception failure) when (failures.Read(failure) is DatabaseFailure.OutcomeUnknown
            && failure is not OutcomeUnknownException { IsWrittenOnOneServer: true })
        {
            // The record, which commits with the effect, tells, if the database answers again. Its absence tells nothing: COMMIT may be
            // under way still.
            if (await TryFindAsync(scope, key) is { } committed) return committed;
            throw;
        }

        if (result is not Reply { Status: >= 400 } refused) return result;
        var ct = context.HttpContext.RequestAborted;
        if (await FindAsync(scope, key, ct) is { } earlier) return earlier;

        // The race was lost to a record past its time, which holds the key until it is swept, by us or by somebody faster: then this
        // request is the first again.
        if (refused.RefusedFor is not ErrorCode.IdempotencyInProgress) return result;
        await ForgetExpiredAsync(scope, key);
        return await next(context);
    }

    private async Task<bool> TryBeginAsync(Scope scope, string key, TimeSpan patience, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        while (!inFlight.TryBegin(scope, key, out var first))
        {
            var left = patience - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero) return false;
            try
            {
                await first.WaitAsync(left, clock, ct);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<Reply?> TryFindAsync(Scope scope, IdempotencyKey key)
    {
        try
        {
            return await FindAsync(scope, key, CancellationToken.None);
        }
        catch (Exception failure) when (failures.Read(failure) is not null)
        {
            return null;
        }
    }

    private async Task<Reply?> FindAsync(Scope scope, IdempotencyKey key, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var now = clock.GetUtcNow();
        var record = await db.Of<IdempotencyRecord>(scope)
            .AsNoTracking()
            .SingleOrDefaultAsync(r => r.Key == key.Text && r.ExpiresAt > now, ct);
        if (record is null) return null;

        return record.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint)
            ? Reply.Replay(record.Status, record.Body)
            : Reply.Refused(new(ErrorCode.IdempotencyKeyConflict,
                "This Idempotency-Key was used for a different request. Nothing was done; use a new key for a new request."), clock);
    }

    private async Task ForgetExpiredAsync(Scope scope, IdempotencyKey key)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var now = clock.GetUtcNow();
        await db.Of<IdempotencyRecord>(scope)
            .Where(r => r.Key == key.Text && r.ExpiresAt <= now)
            .ExecuteDeleteAsync(CancellationToken.None);
    }

    /// <summary><c>Prefer: wait=5</c> of RFC 7240: the caller would rather wait than be told to come back.</summary>
    private static TimeSpan WaitAskedFor(HttpRequest request)
    {
        var wait = request.Headers["Prefer"].SelectMany(value => (value ?? "").Split([',', ';'], StringSplitOptions.TrimEntries))
            .FirstOrDefault(preference => preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase));
        return int.TryParse(wait?["wait=".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds))
            : TimeSpan.Zero;
    }
}

internal static class IdempotencyConventions
{
    extension(RouteHandlerBuilder endpoint)
    {
        /// <summary>Keeps the answer under the caller's <c>Idempotency-Key</c>. The handler takes a <see cref="IdempotencyKey"/>.</summary>
        public RouteHandlerBuilder Idempotent() => endpoint
            .AddEndpointFilter<IdempotencyFilter>()
            .WithMetadata(new IdempotentMetadata())
            .Refuses(ErrorCode.IdempotencyKeyConflict, ErrorCode.IdempotencyInProgress);
    }
}
