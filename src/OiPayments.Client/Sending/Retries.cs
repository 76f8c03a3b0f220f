using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace OiPayments.Client;

/// <summary>
/// Which failures are tried again, and when. Only what may be repeated is repeated, unless nothing can have been done: the service was not
/// reached, or said so with 429. <c>Retry-After</c> is honoured; one that is longer than the caller wants to wait is left to the caller.
/// </summary>
internal static class Retries
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, OiPaymentsOptions options)
    {
        pipeline.AddTimeout(TimeoutOf(options.Timeout, tries: options.MaxRetries + 1));
        if (options.MaxRetries > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstWait,
                MaxDelay = options.LongestWait,
                ShouldHandle = args => ValueTask.FromResult(ShouldRetry(args, options.LongestWait)),
                DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result is { } answer ? WaitAskedFor(answer) : null),
            });
        }

        pipeline.AddTimeout(TimeoutOf(options.AttemptTimeout, tries: 1));
    }

    /// <summary>How long the service asks to wait; null when it does not say.</summary>
    public static TimeSpan? WaitAskedFor(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } => date - TimeProvider.System.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>The usual one, unless the request is one that takes longer.</summary>
    private static HttpTimeoutStrategyOptions TimeoutOf(TimeSpan usual, int tries) => new()
    {
        Timeout = usual,
        TimeoutGenerator = args => ValueTask.FromResult(
            args.Context.GetRequestMessage() is { } request && request.Options.TryGetValue(Attempt.Patience, out var patience)
                ? patience * tries
                : usual),
    };

    private static bool ShouldRetry(RetryPredicateArguments<HttpResponseMessage> args, TimeSpan longestWait)
    {
        var isRepeatable = args.Context.GetRequestMessage() is { } request
            && request.Options.TryGetValue(Attempt.Repeatable, out var repeatable)
            && repeatable;
        if (args.Outcome.Exception is { } failure)
            return failure is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            }
                || (isRepeatable && failure is HttpRequestException or TimeoutRejectedException or IOException);

        if (args.Outcome.Result is not { } answer || WaitAskedFor(answer) > longestWait) return false;
        return answer.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => true,

            // The only conflict that passes by itself says when: the first request with the key is still running.
            HttpStatusCode.Conflict => isRepeatable && answer.Headers.RetryAfter is not null,
            >= HttpStatusCode.InternalServerError => isRepeatable,
            _ => false,
        };
    }
}
