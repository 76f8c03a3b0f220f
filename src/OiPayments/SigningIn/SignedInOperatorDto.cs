using System.ComponentModel;
using OiPayments.Access;

namespace OiPayments.SigningIn;

internal sealed record SignedInOperatorDto(
    [property: Description("The operator's number.")] Id<Operator> UserId,
    [property: Description("The operator's e-mail address.")] string Email,
    [property: Description("The operator's name.")] string Name,
    [property: Description("Whether the operator may do everything.")] bool SuperAdmin,
    [property: Description("What the operator may do; empty for a Super Admin, who needs none.")] IReadOnlyList<Permission> Permissions,
    [property: Description("When the session is over at the latest, UTC.")] DateTimeOffset ExpiresAt,
    [property: Description("The session's number.")] Id<OperatorSession> SessionId,
    [property: Description("Until when what needs a fresh proof is allowed, UTC; POST /auth/reauth moves it.")]
    DateTimeOffset ProofExpiresAt,
    [property: Description("Whether the password was made up, and has to be changed before anything else is allowed.")]
    bool MustChangePassword,
    [property: Description("Whether a second factor has to be enrolled before anything else is allowed.")] bool MustEnrol)
{
    public static SignedInOperatorDto From(SignedInOperator who) => new(
        who.Id, who.Email, who.Name, who.SuperAdmin, who.Rights.Permissions, who.SessionExpiresAt, who.SessionId,
        who.ProvenAt + SignedInOperator.ProofLasts, who.MustChangePassword, who.MustEnrol);
}
