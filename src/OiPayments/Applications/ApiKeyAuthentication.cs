using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OiPayments.Web;

namespace OiPayments.Applications;

/// <summary>Reads <c>X-Api-Key</c> and <c>X-Api-Secret</c>, and makes the caller available as <see cref="CallingApplication"/>.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KnownCredentials credentials, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";

    public static readonly Refusal Refusal = new(ErrorCode.Unauthorized, "Send a valid pair of X-Api-Key and X-Api-Secret.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var caller = await credentials.CheckAsync(Request.Headers["X-Api-Key"], Request.Headers["X-Api-Secret"], Context.RequestAborted);
        if (caller is null) return AuthenticateResult.NoResult();

        Context.Features.Set(caller);
        return AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.Name, caller.Name)], SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Reply.Refused(Refusal, clock).ExecuteAsync(Context);
}
