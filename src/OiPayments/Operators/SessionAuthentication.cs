using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Operators;

/// <summary>Reads <c>Authorization: Bearer …</c> and makes the operator available as <see cref="SignedInOperator"/>.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, OiPaymentsDb db, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Session";
    public const string TokenPrefix = "oios_";
    private static readonly TimeSpan LastSeenPrecision = TimeSpan.FromMinutes(1);

    private Refusal refusal = new(ErrorCode.Unauthorized, "Sign in with POST /auth/login and send the token as Authorization: Bearer.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var token = header["Bearer ".Length..].Trim();
        if (!RandomToken.IsWhole(token, TokenPrefix)) return AuthenticateResult.NoResult();

        var (digest, now) = (RandomToken.Digest(token), clock.GetUtcNow());
        var found = await db.Directory<OperatorSession>().AsNoTracking()
            .Where(s => s.TokenDigest == digest)
            .Join(db.Directory<Operator>(), s => s.OperatorId, o => o.Id, (session, person) => new { Session = session, Operator = person })
            .SingleOrDefaultAsync(Context.RequestAborted);
        if (found is null || !found.Operator.Enabled) return AuthenticateResult.NoResult();

        if (found.Session.EndedAt is not null || now >= found.Session.ExpiresAt || now - found.Session.LastSeenAt >= OperatorSession.IdleLimit)
        {
            refusal = new(ErrorCode.SessionExpired, "Your session is over; sign in again.");
            return AuthenticateResult.NoResult();
        }

        if (now - found.Session.LastSeenAt >= LastSeenPrecision)
            await db.Directory<OperatorSession>().Where(s => s.TokenDigest == digest)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), Context.RequestAborted);

        var rights = await db.RightsOfAsync(found.Operator, Context.RequestAborted);
        var who = new SignedInOperator(
            found.Operator.Id, found.Operator.Email, found.Operator.Name, rights, digest, found.Session.ExpiresAt, found.Session.ProvenAt,
            Context.Connection.RemoteIpAddress?.ToString());
        Context.Features.Set(who);
        return AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.Name, who.Email)], SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Reply.Refused(refusal, clock).ExecuteAsync(Context);

}
