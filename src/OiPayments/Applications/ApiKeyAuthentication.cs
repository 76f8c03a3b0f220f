using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OiPayments.Api;
using OiPayments.Throttling;

namespace OiPayments.Applications;

/// <summary>
/// Reads <c>X-Api-Key</c> and <c>X-Api-Secret</c>, and makes the caller available as <see cref="CallingApplication"/>. Here, before
/// anything is done for it, a caller that asks too often is turned away.
/// </summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KnownCredentials credentials,
    CallerLimits limits, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";

    private static readonly Refusal ReadsOnly = new(
        ErrorCode.Forbidden, "This credential may only read. Nothing was done; use a credential that may write.");

    private static readonly Refusal TooManyFailures = new(
        ErrorCode.RateLimited,
        "Too many requests from this address had no valid credentials. Nothing was done; Retry-After says when to come back.");

    private static readonly Refusal TooManyRequests = new(
        ErrorCode.RateLimited, "This credential has sent too many requests. Nothing was done and no Idempotency-Key was used up; "
            + "Retry-After says when to come back.");

    /// <summary>For asking too often; null when nothing but the credentials is wrong.</summary>
    private (Refusal Refusal, TimeSpan? Wait)? refused;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var (key, secret) = (Request.Headers[CredentialHeaders.Key], Request.Headers[CredentialHeaders.Secret]);
        if (key.Count == 0 && secret.Count == 0) return AuthenticateResult.NoResult();

        var check = await credentials.CheckAsync(key, secret, Context.Connection.RemoteIpAddress, Context.RequestAborted);
        if (check.Caller is not { } caller)
        {
            if (check.Wait is not null) refused = (TooManyFailures, check.Wait);
            return AuthenticateResult.NoResult();
        }

        var rate = limits.Take(caller);
        Tell(limits.RateOf(caller), rate);
        if (!rate.IsAllowed)
        {
            refused = (TooManyRequests, rate.Wait);
            return AuthenticateResult.NoResult();
        }

        Context.Features.Set(caller);
        return AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.Name, caller.Name)], SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Reply.Refused(refused?.Refusal ?? CredentialMistakes.In(Request), clock, refused?.Wait).ExecuteAsync(Context);

    // The one thing that is asked of a caller beyond being one: see RequireApplication.
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Reply.Refused(ReadsOnly, clock).ExecuteAsync(Context);

    private void Tell(Rate rate, RateVerdict verdict)
    {
        Response.Headers["RateLimit-Limit"] = rate.Burst.ToString(CultureInfo.InvariantCulture);
        Response.Headers["RateLimit-Remaining"] = verdict.Remaining.ToString(CultureInfo.InvariantCulture);
        Response.Headers["RateLimit-Reset"] = Math.Ceiling(verdict.Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}
