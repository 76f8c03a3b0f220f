using OiPayments.Web;

namespace OiPayments.Operators;

/// <summary>
/// Who is acting. An operators' endpoint that takes one as a parameter cannot be reached without a living session.
/// </summary>
internal sealed record SignedInOperator(
    Id<Operator> Id, string Email, string Name, bool SuperAdmin, byte[] SessionDigest, DateTimeOffset SessionExpiresAt, DateTimeOffset ProvenAt)
{
    public static readonly TimeSpan ProofLasts = TimeSpan.FromMinutes(5);

    /// <summary>The refusal when the password was last given too long ago for what is asked; null when it is fresh.</summary>
    public Refusal? MustProveThemselves(DateTimeOffset now) => now - ProvenAt <= ProofLasts
        ? null
        : new(ErrorCode.ReauthRequired, "This needs your password again: POST /auth/reauth, then repeat the request. Nothing was changed.");

    public static ValueTask<SignedInOperator?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<SignedInOperator>());
}

internal static class OperatorAuthorization
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>Only for an operator with a living session; the handler gets a <see cref="SignedInOperator"/>.</summary>
        public TBuilder RequireOperator() => endpoint
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(SessionAuthentication.SchemeName).RequireAuthenticatedUser())
            .Refuses(ErrorCode.Unauthorized, ErrorCode.SessionExpired);
    }
}
