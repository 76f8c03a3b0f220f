using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary><c>POST /auth/passkey</c> opens a session with a passkey alone, which is both factors.</summary>
internal sealed class SignInWithPasskey(
    OiPaymentsDb db, Passkeys passkeys, PasskeyLimit limit, Sessions sessions, NewSessions opened, AuditTrail audit,
    SigningInMetrics metrics)
{
    public static void Map(RouteGroupBuilder auth) => auth.MapPost("/passkey", HandleAsync)
        .WithName("signInWithPasskey")
        .WithSummary("Sign in with a passkey")
        .WithDescription("Returns a session token, like signing in with a password. A passkey counts as both factors.")
        .Accepts<PasskeyAssertion>("application/json")
        .Produces<Envelope<NewSessionDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidCredentials, ErrorCode.RateLimited);

    /// <summary>Refused with INVALID_CREDENTIALS when anything is wrong, with RATE_LIMITED after too many tries.</summary>
    /// <param name="request">The authenticator's answer to the challenge of <see cref="StartPasskeySignIn"/>.</param>
    /// <param name="visit">Where they are.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Outcome<NewSession>> RunAsync(PasskeyAssertion request, Visit visit, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } wrong) return wrong;
        if (limit.Take(visit) is { } tooMany)
        {
            metrics.Failed(SignInFailure.Locked);
            return tooMany;
        }

        var found = await passkeys.UseAsync(null, request, ct);
        var token = found is { Enabled: true } ? await sessions.OpenAsync(found, visit, "passkey", ct) : null;
        if (found is null || token is null) await audit.RecordAsync(
            Actor.Unknown(visit.AddressText), null, new(AuditAction.SessionSignInFailed, AuditTarget.Passkey, "unknown"), ct);
        if (await db.TrySaveAsync(ct) && found is not null && token is not null)
            return await opened.DescribeAsync(found, token, visit, ct);
        metrics.Failed(SignInFailure.Passkey);
        return Passkeys.Unknown;
    }

    private static async Task<Reply> HandleAsync(
        Body<PasskeyAssertion> body, HttpContext context, SignInWithPasskey signIn, TimeProvider clock, CancellationToken ct) =>
        (await signIn.RunAsync(body.Request, Visit.ToApi(context), ct)).IsRefused(out var refusal, out var session)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(NewSessionDto.From(session), SigningInJson.Default.NewSession, clock);
}
