using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Web;

namespace OiPayments.SigningIn;

/// <summary>
/// Finds the session of a request and makes the operator available as <see cref="SignedInOperator"/>: by <c>Authorization: Bearer …</c>
/// on the API's door, by <see cref="SessionCookie"/> on the pages'. A browser sends cookies on its own, so on the API's door, which
/// has no anti-forgery tokens, one is worth nothing.
/// </summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Sessions sessions, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string SignIn = "Sign in with POST /auth/login and send the token as Authorization: Bearer.";

    private static readonly Refusal NobodySignedIn = new(ErrorCode.Unauthorized, SignIn);

    // What the request itself shows; whether a token was ever issued is not said.
    private static readonly Refusal AnApplication = new(
        ErrorCode.Unauthorized, $"This is for operators. X-Api-Key and X-Api-Secret are an application's, and are not read here. {SignIn}");

    private static readonly Refusal AnotherScheme = new(
        ErrorCode.Unauthorized, $"Authorization has to be the word Bearer, a blank and the token. {SignIn}");

    private Refusal? refusal;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if ((Context.IsForApi ? ReadBearer() : SessionCookie.Read(Context)) is not { } token)
        {
            refusal = WhatCameInstead();
            return AuthenticateResult.NoResult();
        }

        var found = await sessions.FindAsync(token, Visit.ToApi(Context).AddressText, Context.RequestAborted);
        if (found.IsRefused(out var none, out var who) || (none = Unfinished(who)) is not null)
        {
            refusal = none;
            return AuthenticateResult.NoResult();
        }

        Context.Features.Set(who);
        return AuthenticateResult.Success(new(
            new(new ClaimsIdentity([new(ClaimTypes.Name, who.Email)], OperatorAuthorization.SessionScheme)),
            OperatorAuthorization.SessionScheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var why = refusal ?? NobodySignedIn;
        if (Context.IsForApi) return Reply.Refused(why, clock).ExecuteAsync(Context);
        Response.StatusCode = ErrorCodes.StatusOf(why.Code);
        return Task.CompletedTask;
    }

    // Pages are for the dashboard to lead through; it is told by the same two flags.
    private Refusal? Unfinished(SignedInOperator who) =>
        !Context.IsForApi ? null : Context.GetEndpoint()?.Metadata.GetMetadata<UnfinishedMetadata>() switch
        {
            { WithTemporaryPassword: true } => null,
            { } => who.Unfinished(mayEnrol: true),
            null => who.Unfinished(),
        };

    private Refusal WhatCameInstead() => Request.Headers switch
    {
        { Authorization.Count: > 0 } => AnotherScheme,
        var headers when headers.ContainsKey(CredentialHeaders.Key) || headers.ContainsKey(CredentialHeaders.Secret) => AnApplication,
        _ => NobodySignedIn,
    };

    private string? ReadBearer()
    {
        const string scheme = "Bearer ";
        var header = Request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }
}
