using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.SigningIn;

/// <summary>
/// <c>/auth</c>: signing in, and what operators do about their own sessions. Here requests are read and answers written; what
/// happens is in <see cref="SignIn"/> and <see cref="Sessions"/>, where the pages come too.
/// </summary>
internal static class AuthEndpoints
{
    private const int MaxChallengeLength = 64;

    public sealed record Credentials(
        [property: Description("The operator's e-mail address, in any case.")] string Email,
        [property: Description("The operator's password.")] string Password,
        [property: Description("What the authenticator app shows, or a recovery code: for operators who have a second factor.")] string? Code);

    public sealed record PasskeyAnswer(
        [property: Description("The one that came with the options.")] string ChallengeId,
        [property: Description("The authenticator's answer as JSON, as the browser's `toJSON()` writes it.")] JsonElement Credential);

    public sealed record Proof(
        [property: Description("The password of the one who is signed in. This or a passkey.")] string? Password,
        [property: Description("A passkey's answer to the options of POST /auth/reauth/options. This or the password.")] PasskeyAnswer? Passkey);

    public sealed record Response(
        [property: Description("Send it as Authorization: Bearer …; it is not shown again.")] string Token,
        [property: Description("Always Bearer.")] string TokenType,
        [property: Description("When the session is over at the latest, UTC.")] DateTimeOffset ExpiresAt,
        [property: Description("The operator's number.")] Id<Operator> UserId,
        [property: Description("The operator's e-mail address.")] string Email,
        [property: Description("The operator's name.")] string Name,
        [property: Description("Whether the operator may do everything.")] bool SuperAdmin,
        [property: Description("What the operator may do; empty for a Super Admin, who needs none.")] IReadOnlyList<Permission> Permissions,
        [property: Description("Whether the password was made up, and has to be changed before anything else is allowed.")] bool MustChangePassword,
        [property: Description("Whether a second factor has to be enrolled before anything else is allowed.")] bool MustEnrol);

    public sealed record Me(
        [property: Description("The operator's number.")] Id<Operator> UserId,
        [property: Description("The operator's e-mail address.")] string Email,
        [property: Description("The operator's name.")] string Name,
        [property: Description("Whether the operator may do everything.")] bool SuperAdmin,
        [property: Description("What the operator may do; empty for a Super Admin, who needs none.")] IReadOnlyList<Permission> Permissions,
        [property: Description("When the session is over at the latest, UTC.")] DateTimeOffset ExpiresAt,
        [property: Description("The session's number.")] Id<OperatorSession> SessionId,
        [property: Description("Until when what needs a fresh proof is allowed, UTC; POST /auth/reauth moves it.")] DateTimeOffset ProofExpiresAt,
        [property: Description("Whether the password was made up, and has to be changed before anything else is allowed.")] bool MustChangePassword,
        [property: Description("Whether a second factor has to be enrolled before anything else is allowed.")] bool MustEnrol);

    public static void Map(RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Operators");
        auth.MapPost("/login", LogInAsync).WithName("signIn").WithSummary("Sign in")
            .WithDescription("Answers a session's token, for `Authorization: Bearer …`. It ends after 12 hours, or 60 minutes without a request. Who has a second factor is asked for `code` once the password was right.")
            .Accepts<Credentials>("application/json").Produces<Envelope<Response>>()
            .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidCredentials, ErrorCode.AccountLocked, ErrorCode.RateLimited);
        auth.MapPost("/passkey/options", StartPasskeyAsync).WithName("startPasskeySignIn").WithSummary("Begin to sign in with a passkey")
            .WithDescription("Answers what `navigator.credentials.get` needs. Works once, for five minutes.")
            .Produces<Envelope<PasskeyRequest>>().Refuses(ErrorCode.RateLimited);
        auth.MapPost("/passkey", LogInWithPasskeyAsync).WithName("signInWithPasskey").WithSummary("Sign in with a passkey")
            .WithDescription("Answers a session's token, as signing in with a password does. A passkey is both factors.")
            .Accepts<PasskeyAnswer>("application/json").Produces<Envelope<Response>>()
            .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidCredentials, ErrorCode.RateLimited);
        auth.MapGet("/me", ReadMe).WithName("readSignedInOperator").WithSummary("Who is signed in")
            .WithDescription("The operator whose session the token names. Strongly consistent.")
            .Produces<Envelope<Me>>().RequireOperator().EvenWithTemporaryPassword();
        auth.MapPost("/reauth", ReauthAsync).WithName("reauthenticate").WithSummary("Prove again who sits there")
            .WithDescription("With the password or a passkey. Opens the next five minutes for what needs a fresh sign-in, such as rotating credentials.")
            .Accepts<Proof>("application/json").Produces<Envelope<Me>>()
            .RequireOperator().EvenBeforeEnrolment().Refuses(ErrorCode.ValidationError, ErrorCode.InvalidCredentials, ErrorCode.AccountLocked);
        auth.MapPost("/reauth/options", StartProofAsync).WithName("startPasskeyProof").WithSummary("Begin to prove it with a passkey")
            .WithDescription("Answers what `navigator.credentials.get` needs, for `POST /auth/reauth`. Works once, for five minutes.")
            .Produces<Envelope<PasskeyRequest>>().RequireOperator().EvenBeforeEnrolment();
        auth.MapPost("/logout", LogOutAsync).WithName("signOut").WithSummary("Sign out")
            .WithDescription("The session is over at once, on every node.")
            .Produces<Envelope<Me>>().RequireOperator().EvenWithTemporaryPassword();

        auth.MapGet("/sessions", ListSessionsAsync).WithName("listSessions").WithSummary("List one's sessions")
            .WithDescription("The caller's own sessions that are not over, the latest first. Strongly consistent.")
            .Produces<Envelope<IReadOnlyList<SessionDto>>>().RequireOperator().EvenBeforeEnrolment();
        auth.MapDelete("/sessions/{sessionId:long}", EndSessionAsync).WithName("endSession").WithSummary("End one of one's sessions")
            .WithDescription("It is over at once, on every node. To end the one that asks is to sign out.")
            .Produces<Envelope<SessionDto>>().RequireOperator().EvenBeforeEnrolment().Refuses(ErrorCode.ResourceNotFound);
        auth.MapDelete("/sessions", EndOtherSessionsAsync).WithName("endOtherSessions").WithSummary("End all one's other sessions")
            .WithDescription("Every session of the caller's but the one that asks is over at once, on every node. Answers those that were ended.")
            .Produces<Envelope<IReadOnlyList<SessionDto>>>().RequireOperator().EvenBeforeEnrolment();
        AccountEndpoints.Map(auth);
    }

    private static async Task<Reply> LogInAsync(JsonBody body, HttpContext context, SignIn signIn, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, errors);
        var email = fields.RequiredText("email", Operator.MaxEmailLength);
        var password = fields.RequiredText("password", PasswordRules.MaxLength);
        var code = fields.OptionalText("code", SecondFactors.MaxCodeLength);
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        return Answer(await signIn.WithPasswordAsync(email, password, code, Visit.ToApi(context), ct), clock);
    }

    private static async Task<Reply> StartPasskeyAsync(HttpContext context, Passkeys passkeys, TimeProvider clock, CancellationToken ct) =>
        Answer(await passkeys.StartSignInAsync(Visit.ToApi(context), ct), SigningInJson.Default.PasskeyRequest, clock);

    private static async Task<Reply> LogInWithPasskeyAsync(JsonBody body, HttpContext context, SignIn signIn, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var (challenge, credential) = ReadAnswer(new(body.Root, errors));
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        return Answer(await signIn.WithPasskeyAsync(challenge, credential, Visit.ToApi(context), ct), clock);
    }

    private static Reply ReadMe(SignedInOperator who, TimeProvider clock) => Reply.Ok(Describe(who), SigningInJson.Default.Me, clock);

    private static async Task<Reply> ReauthAsync(JsonBody body, SignedInOperator who, SignIn signIn, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, errors);
        var (challenge, credential) = fields.OptionalObject("passkey") is { } answer ? ReadAnswer(answer) : default;
        var password = credential is null && !fields.Has("passkey") ? fields.RequiredText("password", PasswordRules.MaxLength) : "";
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        var proven = credential is null ? await signIn.ProveAsync(who, password, ct) : await signIn.ProveWithPasskeyAsync(who, challenge, credential, ct);
        return proven.IsRefused(out var wrong, out var now) ? Reply.Refused(wrong, clock) : Reply.Ok(Describe(now), SigningInJson.Default.Me, clock);
    }

    private static async Task<Reply> StartProofAsync(SignedInOperator who, Passkeys passkeys, TimeProvider clock, CancellationToken ct) =>
        Answer(await passkeys.StartProofAsync(who, ct), SigningInJson.Default.PasskeyRequest, clock);

    private static async Task<Reply> LogOutAsync(SignedInOperator who, Sessions sessions, TimeProvider clock, CancellationToken ct)
    {
        // Refused only when it ended meanwhile, which is what was asked for.
        _ = await sessions.EndAsync(who, who.SessionId, ct);
        return Reply.Ok(Describe(who), SigningInJson.Default.Me, clock);
    }

    private static async Task<Reply> ListSessionsAsync(SignedInOperator who, Sessions sessions, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await sessions.ListAsync(who, ct), SigningInJson.Default.Sessions, clock);

    private static async Task<Reply> EndSessionAsync(long sessionId, SignedInOperator who, Sessions sessions, TimeProvider clock, CancellationToken ct) =>
        Answer(await sessions.EndAsync(who, new(sessionId), ct), SigningInJson.Default.OneSession, clock);

    private static async Task<Reply> EndOtherSessionsAsync(SignedInOperator who, Sessions sessions, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await sessions.EndOthersAsync(who, ct), SigningInJson.Default.Sessions, clock);

    private static Reply Answer(Outcome<NewSession> signedIn, TimeProvider clock)
    {
        if (signedIn.IsRefused(out var refusal, out var session)) return Reply.Refused(refusal, clock);
        var who = session.Who;
        return Reply.Ok(
            new Response(
                session.Token, "Bearer", who.SessionExpiresAt, who.Id, who.Email, who.Name, who.SuperAdmin, who.Rights.Permissions,
                who.MustChangePassword, who.MustEnrol),
            SigningInJson.Default.SignedIn, clock);
    }

    /// <summary>What a browser sends of an authenticator's answer: which challenge, and the answer as JSON.</summary>
    public static (string ChallengeId, string Credential) ReadAnswer(JsonFields fields) =>
        (fields.RequiredText("challengeId", MaxChallengeLength), fields.RequiredObject("credential"));

    public static Reply Answer<T>(Outcome<T> outcome, JsonTypeInfo<T> type, TimeProvider clock)
        where T : notnull =>
        outcome.IsRefused(out var refusal, out var value) ? Reply.Refused(refusal, clock) : Reply.Ok(value, type, clock);

    public static Me Describe(SignedInOperator who) => new(
        who.Id, who.Email, who.Name, who.SuperAdmin, who.Rights.Permissions, who.SessionExpiresAt, who.SessionId, who.ProvenAt + SignedInOperator.ProofLasts,
        who.MustChangePassword, who.MustEnrol);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcJsonConverter), typeof(PermissionJsonConverter)])]
[JsonSerializable(typeof(AuthEndpoints.Response), TypeInfoPropertyName = "SignedIn")]
[JsonSerializable(typeof(AuthEndpoints.Me), TypeInfoPropertyName = "Me")]
[JsonSerializable(typeof(SessionDto), TypeInfoPropertyName = "OneSession")]
[JsonSerializable(typeof(IReadOnlyList<SessionDto>), TypeInfoPropertyName = "Sessions")]
[JsonSerializable(typeof(PasskeyRequest), TypeInfoPropertyName = "PasskeyRequest")]
[JsonSerializable(typeof(PasskeyDto), TypeInfoPropertyName = "OnePasskey")]
[JsonSerializable(typeof(IReadOnlyList<PasskeyDto>), TypeInfoPropertyName = "Passkeys")]
[JsonSerializable(typeof(RegisteredPasskey), TypeInfoPropertyName = "RegisteredPasskey")]
[JsonSerializable(typeof(TotpEnrolment), TypeInfoPropertyName = "TotpEnrolment")]
[JsonSerializable(typeof(RecoveryCodes), TypeInfoPropertyName = "RecoveryCodes")]
[JsonSerializable(typeof(SecondFactorsDto), TypeInfoPropertyName = "SecondFactors")]
internal sealed partial class SigningInJson : JsonSerializerContext;
