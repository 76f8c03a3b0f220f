using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.DueWork;

namespace OiPayments.Access;

/// <summary>
/// Who is acting, and what they may do. Every use case of operators takes one, and asks it: REST and pages come through the same
/// question. An operators' endpoint that takes one as a parameter cannot be reached without a living session.
/// </summary>
internal sealed record SignedInOperator(
    Id<Operator> Id, string Email, string Name, Rights Rights, byte[] SessionDigest, DateTimeOffset SessionExpiresAt,
    DateTimeOffset ProvenAt, string? RemoteAddress)
{
    public static readonly TimeSpan ProofLasts = TimeSpan.FromMinutes(5);

    /// <summary>What lists of sessions call the one that asks.</summary>
    public Id<OperatorSession> SessionId { get; init; }

    /// <summary>
    /// Whether the password was made up for them. Then they may change it, and do nothing else: <see cref="Rights"/> is empty.
    /// </summary>
    public bool MustChangePassword { get; init; }

    /// <summary>
    /// Whether a role of theirs asks for a second factor that they do not have. Then they may enrol one, and <see cref="Rights"/> is
    /// empty.
    /// </summary>
    public bool MustEnrol { get; init; }

    /// <summary>As records name them: <c>operator:7</c>.</summary>
    public string Key => OperatorKey.Of(Id);

    public bool SuperAdmin => Rights.IsSuperAdmin;

    /// <summary>
    /// Who it was, for the audit log. The session is named by the beginning of its digest, from which no token can be made.
    /// </summary>
    public Actor Actor => new(ActorType.Operator, Id.Value, Email, RemoteAddress, NameOf(SessionDigest));

    /// <summary>Whether it is allowed for some application at least: worth showing.</summary>
    public bool May(Permission permission) => !Rights.Of(permission).IsNowhere;

    public bool May(Permission permission, ApplicationId application) => Rights.Of(permission).Includes(application);

    /// <summary>The refusal when it is allowed for no application at all; null when queries may narrow it down.</summary>
    public Refusal? Lacks(Permission permission) => Unfinished() ?? (May(permission) ? null : Missing(permission));

    /// <summary>The refusal when it is not allowed for this application; null when it is.</summary>
    public Refusal? Lacks(Permission permission, ApplicationId application) =>
        Unfinished() ?? (May(permission, application) ? null : Missing(permission));

    /// <summary>
    /// The refusal when it is not allowed for every application, as what belongs to none of them asks for; null when it is.
    /// </summary>
    public Refusal? LacksEverywhere(Permission permission) =>
        Unfinished() ?? (Rights.Of(permission).IsEverywhere ? null : Missing(permission));

    /// <summary>
    /// The refusal when the password was last given too long ago for what is asked; null when it is fresh. A proof of the future, which a
    /// node whose clock is wrong may have written, is none, but for as much as clocks may differ.
    /// </summary>
    public Refusal? MustProveThemselves(DateTimeOffset now) => now - ProvenAt <= ProofLasts && ProvenAt - now <= ClockWatch.MostAllowed
        ? null
        : new(
            ErrorCode.ReauthRequired,
            "This needs your password or a passkey again: POST /auth/reauth, then repeat the request. Nothing was changed.");

    /// <summary>The refusal when they have to see to their own account before anything else; null when they have not.</summary>
    /// <param name="mayEnrol">Whether what is asked is part of enrolling a second factor.</param>
    public Refusal? Unfinished(bool mayEnrol = false)
    {
        if (MustChangePassword) return new(
            ErrorCode.Forbidden, "Your password was made up for you: choose your own with POST /auth/password first. Nothing was changed.");
        if (MustEnrol && !mayEnrol)
            return new(
                ErrorCode.Forbidden,
                "Your role asks for a second factor: enrol one with POST /auth/totp or POST /auth/passkeys/options first. Nothing was "
                    + "changed.");
        return null;
    }

    /// <summary>What the audit log calls a session.</summary>
    public static string NameOf(byte[] sessionDigest) => Convert.ToHexStringLower(sessionDigest.AsSpan(0, 8));

    public static ValueTask<SignedInOperator?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<SignedInOperator>());

    private static Refusal Missing(Permission permission) =>
        new(
            ErrorCode.Forbidden,
            $"This needs the permission {PermissionNames.Of(permission)}, which you were not granted here. Nothing was changed.");
}

internal static class OperatorAuthorization
{
    /// <summary>The authentication scheme of a living session.</summary>
    public const string SessionScheme = "Session";

    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>Only for an operator with a living session; the handler gets a <see cref="SignedInOperator"/>.</summary>
        public TBuilder RequireOperator() => endpoint
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(SessionScheme).RequireAuthenticatedUser())
            .Refuses(ErrorCode.Unauthorized, ErrorCode.SessionExpired, ErrorCode.Forbidden);

        /// <summary>Also for an operator who has to enrol a second factor first.</summary>
        public TBuilder EvenBeforeEnrolment() => endpoint.WithMetadata(new UnfinishedMetadata(WithTemporaryPassword: false));

        /// <summary>Also for an operator whose password was made up, and who has to change it first.</summary>
        public TBuilder EvenWithTemporaryPassword() => endpoint.WithMetadata(new UnfinishedMetadata(WithTemporaryPassword: true));

        /// <summary>Tells readers of the API which permission the use case behind it asks for. It is the use case that asks.</summary>
        public TBuilder Needs(Permission permission) => endpoint.WithMetadata(new NeedsMetadata(permission)).Refuses(ErrorCode.Forbidden);
    }
}

/// <summary>
/// Which permission an endpoint's use case asks for: for the API's description, and for the test that tries every role on it.
/// </summary>
internal sealed record NeedsMetadata(Permission Permission);

/// <summary>Marks what somebody may do whose account is not in order yet.</summary>
internal sealed record UnfinishedMetadata(bool WithTemporaryPassword);
