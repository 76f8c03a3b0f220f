using System.ComponentModel;
using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>
/// <c>POST /auth/login</c> opens a session with a password, and a second factor where there is one. An address that nobody has, a wrong
/// password and an operator who was disabled are told apart neither by the answer nor by the work: one count, one look-up, one hash, one
/// line in the audit log.
/// </summary>
internal sealed class SignInWithPassword(
    OiPaymentsDb db, UserManager<Operator> users, PasswordCheck passwords, SignInLimits limits, SecondFactors factors, Sessions sessions,
    NewSessions opened, AuditTrail audit, SigningInMetrics metrics, TimeProvider clock)
{
    private static readonly Refusal CodeNeeded = new(
        ErrorCode.ValidationError, "The password is right. Send it again together with a code of your authenticator app or a recovery "
            + "code, or sign in with a passkey.",
        new Dictionary<string, string> { ["code"] = "Is required: you have a second factor." });

    private static readonly Refusal WrongCode = new(
        ErrorCode.InvalidCredentials, "The code is wrong, or was used already. Wait for the next one.",
        new Dictionary<string, string> { ["code"] = "Is wrong, or was used already." });

    public sealed record Request(
        [property: Description("The operator's e-mail address, in any case.")] string Email,
        [property: Description("The operator's password.")] string Password,
        [property: Description("What the authenticator app shows, or a recovery code: for operators who have a second factor.")]
        string? Code) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) =>
            new(fields.RequiredText("email"), fields.RequiredText("password"), fields.OptionalText("code"));

        public void Check(FieldErrors errors)
        {
            errors.CheckFilled("email", Email, FieldRules.MaxEmailLength);
            errors.CheckFilled("password", Password, PasswordRules.MaxLength);
            errors.CheckText("code", Code, SecondFactors.MaxCodeLength);
        }

        // Passwords are never shown as text.
        public override string ToString() => nameof(SignInWithPassword);
    }

    public static void Map(RouteGroupBuilder auth) => auth.MapPost("/login", HandleAsync)
        .WithName("signIn")
        .WithSummary("Sign in")
        .WithDescription("Returns a session token for `Authorization: Bearer …`. The session ends after 12 hours, or after 60 minutes "
            + "without a request. An operator with a second factor must send `code` too; the answer says so once the password is right.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<NewSessionDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidCredentials, ErrorCode.AccountLocked, ErrorCode.RateLimited);

    /// <summary>
    /// Refused with INVALID_CREDENTIALS when anything is wrong, with ACCOUNT_LOCKED or RATE_LIMITED after too many tries, and, once the
    /// password was right, with VALIDATION_ERROR naming <c>code</c> when a second factor is still to be given.
    /// </summary>
    /// <param name="request">Who they say they are, and how they show it.</param>
    /// <param name="visit">Where they are.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Outcome<NewSession>> RunAsync(Request request, Visit visit, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } wrong) return wrong;
        var email = request.Email.Trim().ToLowerInvariant();
        if ((await limits.BeginAsync(email, visit, ct)).IsRefused(out var locked, out var attempt))
        {
            metrics.Failed(SignInFailure.Locked);
            return locked;
        }


        var found = await users.FindByEmailAsync(email);
        var isRight = passwords.IsRight(found, request.Password);
        if (found is null || !isRight || !found.Enabled)
        {
            return await RefuseAsync(
                email, visit, attempt, SignInFailure.Password, new(ErrorCode.InvalidCredentials, "Wrong e-mail or password."), ct);
        }

        if (found.PasswordExpiresAt is { } end && end <= clock.GetUtcNow())
        {
            return await RefuseAsync(
                email, visit, attempt, SignInFailure.Password,
                new(ErrorCode.InvalidCredentials, "This password was temporary and is over; ask for a new one."), ct);
        }

        var how = "password";
        if (await factors.HasAnyAsync(found.Id, ct))
        {
            if (string.IsNullOrWhiteSpace(request.Code))
            {
                await limits.GiveBackAsync(attempt);
                return CodeNeeded;
            }

            if (await factors.UseAsync(found.Id, request.Code, ct) is not { } used)
                return await RefuseAsync(email, visit, attempt, SignInFailure.Code, WrongCode, ct);
            how = used;
        }

        var token = await sessions.OpenAsync(found, visit, how, ct);
        if (!await db.TrySaveAsync(ct)) return await RefuseAsync(email, visit, attempt, SignInFailure.Code, WrongCode, ct);
        await limits.ClearAsync(attempt);
        return await opened.DescribeAsync(found, token, visit, ct);
    }

    private async Task<Refusal> RefuseAsync(
        string email, Visit visit, SignInTry attempt, SignInFailure kind, Refusal refusal, CancellationToken ct)
    {
        metrics.Failed(kind);
        await audit.RecordAsync(
            Actor.Unknown(visit.AddressText), null,
            new(AuditAction.SessionSignInFailed, AuditTarget.Email, DigestOf(email)) { After = new { attempt.LockedUntil } }, ct);
        await db.SaveAsync(ct);
        return refusal;
    }

    // What strangers type is not written down: it may be anybody's address, or a password in the wrong field.
    private static string DigestOf(string email) => Convert.ToHexStringLower(RandomToken.Digest(email).AsSpan(0, 8));

    private static async Task<Reply> HandleAsync(
        Body<Request> body, HttpContext context, SignInWithPassword signIn, TimeProvider clock, CancellationToken ct) =>
        (await signIn.RunAsync(body.Request, Visit.ToApi(context), ct)).IsRefused(out var refusal, out var session)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(NewSessionDto.From(session), SigningInJson.Default.NewSession, clock);
}
