using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Operators;

/// <summary>
/// <c>POST /auth/login</c>, <c>GET /auth/me</c>, <c>POST /auth/reauth</c> and <c>POST /auth/logout</c>: a session that lives on
/// the server and is named by a bearer token.
/// </summary>
internal static partial class SignIn
{
    public const int MaxEmailLength = 254;
    private const int MaxPasswordLength = 256;

    /// <summary>Verified against when nobody has the address, so that the answer takes as long as for a wrong password.</summary>
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Operator>().HashPassword(null!, RandomToken.New128("")));

    public sealed record Credentials(
        [property: Description("The operator's e-mail address, in any case.")] string Email,
        [property: Description("The operator's password.")] string Password);

    public sealed record Proof([property: Description("The password of the one who is signed in.")] string Password);

    public sealed record Response(
        [property: Description("Send it as Authorization: Bearer …; it is not shown again.")] string Token,
        [property: Description("Always Bearer.")] string TokenType,
        [property: Description("When the session is over at the latest, UTC.")] DateTimeOffset ExpiresAt,
        [property: Description("The operator's number.")] Id<Operator> UserId,
        [property: Description("The operator's e-mail address.")] string Email,
        [property: Description("The operator's name.")] string Name,
        [property: Description("Whether the operator may do everything.")] bool SuperAdmin,
        [property: Description("What the operator may do; empty for a Super Admin, who needs none.")] IReadOnlyList<Permission> Permissions);

    public sealed record Me(
        [property: Description("The operator's number.")] Id<Operator> UserId,
        [property: Description("The operator's e-mail address.")] string Email,
        [property: Description("The operator's name.")] string Name,
        [property: Description("Whether the operator may do everything.")] bool SuperAdmin,
        [property: Description("What the operator may do; empty for a Super Admin, who needs none.")] IReadOnlyList<Permission> Permissions,
        [property: Description("When the session is over at the latest, UTC.")] DateTimeOffset ExpiresAt);

    public static void Map(RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Operators");
        auth.MapPost("/login", LogInAsync).WithName("signIn").WithSummary("Sign in").WithDescription("Answers a session's token, for `Authorization: Bearer …`. It ends after 12 hours, or 60 minutes without a request.")
           .Accepts<Credentials>("application/json").Produces<Envelope<Response>>()
            .Refuses(ErrorCode.ValidationError, ErrorCode.InvalidCredentials);
        auth.MapGet("/me", ReadMe).WithName("readSignedInOperator").WithSummary("Who is signed in").WithDescription("The operator whose session the token names. Strongly consistent.")
           .Produces<Envelope<Me>>().RequireOperator();
        auth.MapPost("/reauth", ReauthAsync).WithName("reauthenticate").WithSummary("Give the password again")
            .WithDescription("Opens the next five minutes for what needs a fresh sign-in, such as rotating credentials.")
           .Accepts<Proof>("application/json").Produces<Envelope<Me>>()
            .RequireOperator().Refuses(ErrorCode.ValidationError, ErrorCode.InvalidCredentials);
        auth.MapPost("/logout", LogOutAsync).WithName("signOut").WithSummary("Sign out").WithDescription("The session is over at once, on every node.")
           .Produces<Envelope<Me>>().RequireOperator();
    }

    private static async Task<Reply> LogInAsync(
        JsonBody body, OiPaymentsDb db, PasswordHasher<Operator> hasher, TimeProvider clock, ILogger<OperatorSession> log, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, errors);
        var email = fields.RequiredText("email", MaxEmailLength).Trim().ToLowerInvariant();
        var password = fields.RequiredText("password", MaxPasswordLength);
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        var found = await db.Directory<Operator>().AsNoTracking().SingleOrDefaultAsync(o => o.Email == email, ct);
        var isRight = hasher.VerifyHashedPassword(found!, found?.PasswordHash ?? NobodysHash.Value, password) is not PasswordVerificationResult.Failed;
        if (found is null || !isRight || !found.Enabled)
            return Reply.Refused(new(ErrorCode.InvalidCredentials, "Wrong e-mail or password."), clock);

        var (token, now) = (RandomToken.New256(SessionAuthentication.TokenPrefix), clock.GetUtcNow());
        var session = new OperatorSession
        {
            TokenDigest = RandomToken.Digest(token),
            OperatorId = found.Id,
            CreatedAt = now,
            LastSeenAt = now,
            ProvenAt = now,
            ExpiresAt = now + OperatorSession.AbsoluteLimit,
        };
        db.Add(session);
        await db.SaveAsync(ct);

        SignedIn(log, found.Id);
        return Reply.Ok(
            new Response(token, "Bearer", session.ExpiresAt, found.Id, found.Email, found.Name, found.SuperAdmin, (await db.RightsOfAsync(found, ct)).Permissions), OperatorsJson.Default.SignedIn, clock);
    }

    private static Reply ReadMe(SignedInOperator who, TimeProvider clock) => Reply.Ok(Describe(who), OperatorsJson.Default.Me, clock);

    private static async Task<Reply> ReauthAsync(
        JsonBody body, SignedInOperator who, OiPaymentsDb db, PasswordHasher<Operator> hasher, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var password = new JsonFields(body.Root, errors).RequiredText("password", MaxPasswordLength);
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        var person = await db.Directory<Operator>().AsNoTracking().SingleAsync(o => o.Id == who.Id, ct);
        if (hasher.VerifyHashedPassword(person, person.PasswordHash, password) is PasswordVerificationResult.Failed)
            return Reply.Refused(new(ErrorCode.InvalidCredentials, "Wrong password."), clock);

        var now = clock.GetUtcNow();
        await db.Directory<OperatorSession>().Where(s => s.TokenDigest == who.SessionDigest).ExecuteUpdateAsync(set => set.SetProperty(s => s.ProvenAt, now), ct);
        return Reply.Ok(Describe(who), OperatorsJson.Default.Me, clock);
    }

    private static async Task<Reply> LogOutAsync(SignedInOperator who, OiPaymentsDb db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.Directory<OperatorSession>().Where(s => s.TokenDigest == who.SessionDigest).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), ct);
        return Reply.Ok(Describe(who), OperatorsJson.Default.Me, clock);
    }

    private static Me Describe(SignedInOperator who) => new(who.Id, who.Email, who.Name, who.SuperAdmin, who.Rights.Permissions, who.SessionExpiresAt);

    [LoggerMessage(LogLevel.Information, "Operator {OperatorId} signed in")]
    private static partial void SignedIn(ILogger log, Id<Operator> operatorId);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcJsonConverter), typeof(PermissionJsonConverter)])]
[JsonSerializable(typeof(SignIn.Response), TypeInfoPropertyName = "SignedIn")]
[JsonSerializable(typeof(SignIn.Me), TypeInfoPropertyName = "Me")]
[JsonSerializable(typeof(IReadOnlyList<PermissionDto>))]
[JsonSerializable(typeof(IReadOnlyList<RoleDto>))]
[JsonSerializable(typeof(IReadOnlyList<OperatorDto>))]
[JsonSerializable(typeof(OperatorAccounts.Invitation))]
internal sealed partial class OperatorsJson : JsonSerializerContext;
